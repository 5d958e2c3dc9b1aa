// Rows of bits that are taken one after the other: what unaligned PER is read from (ITU-T X.691).

const OCTET = 8;
const IA5_BITS = 7;
const SHORT_LENGTH = 0x80;
const LONG_LENGTH = 0x4000;

/** The bits end too early, go on too long, or say something that the rules do not allow. */
export class BitsWrong extends Error {}

export class BitReader {
  #octets;
  at = 0;
  /** How many types that contain themselves are being read, one inside the other. */
  depth = 0;

  constructor(octets) {
    this.#octets = octets;
  }

  get left() {
    return OCTET * this.#octets.length - this.at;
  }

  /** The next bits as a number; 48 of them at most. */
  take(size) {
    if (size > this.left) throw new BitsWrong("The bits end too early.");
    let number = 0;
    for (const end = this.at + size; this.at < end; this.at += 1) {
      number = number * 2 + ((this.#octets[this.at >> 3] >> (7 - (this.at & 7))) & 1);
    }
    return number;
  }

  takeLength() {
    const first = this.take(OCTET);
    if (first < SHORT_LENGTH) return first;
    const length = (((first << OCTET) | this.take(OCTET)) ^ 0x8000);
    if (length < SHORT_LENGTH || length >= LONG_LENGTH) throw new BitsWrong("A length is not in its shortest form.");
    return length;
  }

  takeOctets() {
    const length = this.takeLength();
    if (OCTET * length > this.left) throw new BitsWrong("The bits end too early.");
    return Uint8Array.from({ length }, () => this.take(OCTET));
  }

  takeIa5(length) {
    if (IA5_BITS * length > this.left) throw new BitsWrong("The bits end too early.");
    return Array.from({ length }, () => String.fromCharCode(this.take(IA5_BITS))).join("");
  }

  /** Bits as a complete encoding of their own: whole octets, filled up with zeros. */
  copy(start, end) {
    const octets = new Uint8Array(Math.max(Math.ceil((end - start) / OCTET), 1));
    for (let place = start; place < end; place += 1) {
      const bit = (this.#octets[place >> 3] >> (7 - (place & 7))) & 1;
      octets[(place - start) >> 3] |= bit << (7 - ((place - start) & 7));
    }
    return octets;
  }

  /** All that is left is less than an octet of zeros. */
  finish() {
    if (this.left >= OCTET && this.#octets.length > 1) throw new BitsWrong("Octets follow behind the end.");
    if (this.take(this.left)) throw new BitsWrong("A bit of the padding is set.");
  }
}
