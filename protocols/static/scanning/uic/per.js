// Reads the types of rail tickets by the tables that the server tells (canonical unaligned PER).

import { readUtf8 } from "../octets.js";
import { BitsWrong } from "./bits.js";

const SMALL_NUMBER_BITS = 6;
const MOST_OCTETS = 8;

/** The content is of a kind that we leave to others. */
export class NotForUs extends Error {}

const widthOf = (span) => (span ? Math.floor(Math.log2(span)) + 1 : 0);

export class Tables {
  #types;
  #deepest;

  constructor({ types, deepest, railTicket, dynamicContent }) {
    this.#types = types;
    this.#deepest = deepest;
    this.railTicket = railTicket;
    this.dynamicContent = dynamicContent;
  }

  /** The value of the type at that place. */
  read(place, bits) {
    const type = this.#types[place];
    return READING[type.kind](bits, type, (inner) => this.read(inner, bits), this.#deepest);
  }
}

const READING = {
  Boolean: (bits) => bits.take(1) === 1,
  Number: (bits) => readNumber(bits.takeOctets()),
  Range(bits, { least, most }) {
    const value = least + bits.take(widthOf(most - least));
    if (value > most) throw new BitsWrong(`${value} is larger than ${most}.`);
    return value;
  },
  Enumerated(bits, { names, extensible }) {
    if (extensible && bits.take(1)) {
      takeSmallNumber(bits);
      return null;
    }
    return pick(names, bits);
  },
  Ia5String: (bits, { size }, read) => bits.takeIa5(size === undefined ? bits.takeLength() : read(size)),
  Utf8String(bits) {
    try {
      return readUtf8(bits.takeOctets());
    } catch (wrong) {
      if (wrong instanceof BitsWrong) throw wrong;
      throw new BitsWrong("A text is not in UTF-8.");
    }
  },
  OctetString: (bits) => bits.takeOctets(),
  ListOf: (bits, { item }, read) => Array.from({ length: bits.takeLength() }, () => read(item)),
  Record(bits, { members, extensible }, read) {
    const isExtended = extensible && bits.take(1);
    const present = new Map(members.filter((member) => member.optional).map((member) => [member, bits.take(1)]));
    const value = {};
    for (const member of members) {
      if (present.get(member) !== 0) value[member.name] = read(member.type);
      else if (member.default !== null) value[member.name] = member.default;
    }
    if (isExtended) skipAdditions(bits);
    return value;
  },
  Choice(bits, { alternatives, extensible }, read) {
    if (extensible && bits.take(1)) {
      takeSmallNumber(bits);
      bits.takeOctets();
      return [null, null];
    }
    const { name, type } = pick(alternatives, bits);
    return [name, read(type)];
  },
  Later(bits, { item }, read, deepest) {
    bits.depth += 1;
    if (bits.depth > deepest) throw new BitsWrong("A type stands inside itself too often.");
    const value = read(item);
    bits.depth -= 1;
    return value;
  },
  Unread() {
    throw new NotForUs();
  },
};

function pick(names, bits) {
  const place = bits.take(widthOf(names.length - 1));
  if (place >= names.length) throw new BitsWrong(`There is nothing with the number ${place}.`);
  return names[place];
}

/** Two's complement in the least octets; those that JavaScript cannot keep exact stay BigInts. */
function readNumber(octets) {
  const isPadded = octets.length > 1 && (octets[0] === 0 || octets[0] === 0xff) && octets[0] >> 7 === octets[1] >> 7;
  if (!octets.length || octets.length > MOST_OCTETS || isPadded) throw new BitsWrong("A number is not in its shortest form.");
  const whole = octets.reduce((number, octet) => (number << 8n) | BigInt(octet), 0n);
  const number = BigInt.asIntN(8 * octets.length, whole);
  return Number.isSafeInteger(Number(number)) ? Number(number) : number;
}

function takeSmallNumber(bits) {
  if (bits.take(1)) bits.takeOctets();
  else bits.take(SMALL_NUMBER_BITS);
}

/** Members of a later version: how many there may be, which are there, each in octets. */
function skipAdditions(bits) {
  const count = bits.take(1) ? bits.takeLength() : bits.take(SMALL_NUMBER_BITS) + 1;
  const present = Array.from({ length: count }, () => bits.take(1));
  for (const isThere of present) if (isThere) bits.takeOctets();
}
