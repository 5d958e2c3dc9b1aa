// The phone's part of a UIC dynamic barcode (UIC IRS 90918-9): the time of the display, and a
// signature over all that the issuer signed and this time.

import { Bits } from "./bits.js";

// level2Signature is there or not: 1 bit; "U2": a length octet and twice 7 bits.
const BEFORE_LEVEL_2 = 1 + 8 + 14;
const PRESENCE_OF_LEVEL_2 = 2;
const DAY = 24 * 3600 * 1000;

/** FDC1 with a time stamp alone: day of the year and second of the day, in UTC. */
function contentOf(now) {
  const start = Date.UTC(new Date(now).getUTCFullYear(), 0, 1);
  const day = Math.floor((now - start) / DAY);
  const second = Math.floor(((now - start) % DAY) / 1000);
  return new Bits().add(0b001000, 6).add(day, 9).add(second, 17).toOctets();
}

/** The barcode for this moment; `sign` makes the 64 octets of r and s over what it is given.
 *  `bits` of the issuer's part mean something, what follows fills the last octet. */
export async function barcodeFor({ level1, bits }, now, sign) {
  const level2 = new Bits().add(0b11, PRESENCE_OF_LEVEL_2);
  level2.addBits(level1, BEFORE_LEVEL_2 + PRESENCE_OF_LEVEL_2, bits);
  const content = contentOf(now);
  level2.addIa5("FDC1").add(content.length, 8).addOctets(content);
  const signed = level2.toOctets();
  const signature = inDer(await sign(signed));
  const whole = new Bits().add(1, 1).addIa5("U2").addBits(signed, 0, level2.length);
  return whole.add(signature.length, 8).addOctets(signature).toOctets();
}

/** SEQUENCE {r, s}, each as short as it can be and never negative. */
export function inDer(raw) {
  const numbers = [raw.subarray(0, 32), raw.subarray(32)].map((number) => {
    const start = number.findIndex((octet) => octet !== 0);
    const digits = [...number.subarray(start < 0 ? 31 : start)];
    return digits[0] & 0x80 ? [0, ...digits] : digits;
  });
  const inside = numbers.flatMap((digits) => [0x02, digits.length, ...digits]);
  return Uint8Array.from([0x30, inside.length, ...inside]);
}
