// Base45 (RFC 9285): three digits for two octets, two digits for one that is left over.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const BASE = 45;
const GROUP = 3;

/** The octets of a text, or a RangeError. */
export function decodeBase45(text) {
  const digits = [...text].map((character) => ALPHABET.indexOf(character));
  if (digits.includes(-1)) throw new RangeError("There is a character that Base45 does not have.");
  const octets = [];
  for (let place = 0; place < digits.length; place += GROUP) {
    const [low, middle, high] = digits.slice(place, place + GROUP);
    if (middle === undefined) throw new RangeError("A character is left over.");
    const number = low + BASE * middle + BASE * BASE * (high ?? 0);
    if (number > (high === undefined ? 0xff : 0xffff)) throw new RangeError("A group is too large.");
    if (high !== undefined) octets.push(number >> 8);
    octets.push(number & 0xff);
  }
  return Uint8Array.from(octets);
}
