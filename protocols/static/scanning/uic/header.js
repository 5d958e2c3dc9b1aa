// The envelope of a UIC barcode, bit by bit (barcode format §3.2).

import { BitReader, BitsWrong } from "./bits.js";

const MOST_OCTETS = 4096;
// The presence bits of level 1; U1 of older issuers knows the first eight.
const PRESENCE_BITS = { U2: 12, U1: 8 };
const MINUTE = 60000;
const DAY = 1440 * MINUTE;

/** {version, level1, level1Octets, level1Signature, level2, level2Octets, level2Signature}; BitsWrong
 *  unless the octets are one well-formed barcode and no more. */
export function parseHeader(octets) {
  if (octets.length > MOST_OCTETS) throw new BitsWrong("This does not fit into a symbol.");
  const bits = new BitReader(octets);
  const hasLevel2Signature = bits.take(1);
  if (bits.takeLength() !== 2) throw new BitsWrong("This is no known header.");
  const version = bits.takeIa5(2);
  if (!(version in PRESENCE_BITS)) throw new BitsWrong("This is no known header.");
  const level2Start = bits.at;
  const [hasLevel1Signature, hasLevel2] = [bits.take(1), bits.take(1)];
  const level1Start = bits.at;
  const level1 = takeLevel1(bits, PRESENCE_BITS[version]);
  const level1Octets = bits.copy(level1Start, bits.at);
  const level1Signature = hasLevel1Signature ? bits.takeOctets() : null;
  const level2 = hasLevel2 ? takeItem(bits) : null;
  const level2Octets = bits.copy(level2Start, bits.at);
  const level2Signature = hasLevel2Signature ? bits.takeOctets() : null;
  bits.finish();
  return { version, level1, level1Octets, level1Signature, level2, level2Octets, level2Signature };
}

function takeLevel1(bits, count) {
  const names = ["provider", "letters", "keyId", "level1Key", "level2Key", "level1Signing", "level2Signing", "point", "year", "day", "time", "duration"];
  const present = Object.fromEntries(names.map((name, place) => [name, place < count && bits.take(1) === 1]));
  const level1 = {
    provider: present.provider ? takeValue(bits, 15, 1, 32000) : null,
  };
  const letters = present.letters ? bits.takeIa5(bits.takeLength()) : null;
  level1.provider ??= letters;
  level1.keyId = present.keyId ? takeValue(bits, 17, 0, 99999) : null;
  level1.items = Array.from({ length: bits.takeLength() }, () => takeItem(bits));
  for (const name of ["level1Key", "level2Key", "level1Signing", "level2Signing", "point"]) {
    level1[name] = present[name] ? bits.takeOctets() : null;
  }
  level1.end = takeEnd(bits, present);
  level1.duration = present.duration ? takeValue(bits, 12, 1, 3600) : null;
  return level1;
}

function takeItem(bits) {
  return { format: bits.takeIa5(bits.takeLength()), octets: bits.takeOctets() };
}

/** Milliseconds since 1970, or null. */
function takeEnd(bits, { year, day, time }) {
  if (year !== day || day !== time) throw new BitsWrong("Year, day and time of the end stand together.");
  if (!year) return null;
  const start = takeValue(bits, 8, 2016, 2269);
  const dayOfYear = bits.take(9);
  const minute = takeValue(bits, 11, 0, 1439);
  const moment = Date.UTC(start, 0, 1) + dayOfYear * DAY + minute * MINUTE;
  if (new Date(moment).getUTCFullYear() !== start) throw new BitsWrong("The year has no such day.");
  return moment;
}

function takeValue(bits, size, least, most) {
  const value = least + bits.take(size);
  if (value > most) throw new BitsWrong(`${value} is larger than ${most}.`);
  return value;
}
