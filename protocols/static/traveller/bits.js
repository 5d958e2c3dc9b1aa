// Bits in a row, as unaligned PER packs them.

export class Bits {
  #bits = [];

  add(value, width) {
    for (let place = width - 1; place >= 0; place -= 1) this.#bits.push(Math.floor(value / 2 ** place) % 2);
    return this;
  }

  addOctets(octets) {
    for (const octet of octets) this.add(octet, 8);
    return this;
  }

  /** Characters of IA5 are seven bits each. */
  addIa5(text) {
    this.add(text.length, 8);
    for (const character of text) this.add(character.charCodeAt(0), 7);
    return this;
  }

  addBits(octets, from, until) {
    for (let place = from; place < until; place += 1) this.#bits.push((octets[place >> 3] >> (7 - (place & 7))) & 1);
    return this;
  }

  get length() {
    return this.#bits.length;
  }

  /** Whole octets, filled up with zeros. */
  toOctets() {
    const octets = new Uint8Array(Math.ceil(this.#bits.length / 8));
    this.#bits.forEach((bit, place) => { octets[place >> 3] |= bit << (7 - (place & 7)); });
    return octets;
  }
}
