// The compact signed token T1 (barcode format §2).

import { decodeBase45 } from "./base45.js";
import { Refused } from "./judging.js";
import { join, readUtf8, toHex, toUuid } from "./octets.js";

const PREFIX = "T1:";
const VERSION = 1;
const HEAD = 42;
const SIGNATURE = 64;
const SHORTEST = HEAD + SIGNATURE;
const CONTEXT = new TextEncoder().encode("ticket-token/v1\0");
const SPECIMEN = 1;
const ONLINE_CHECK = 2;
const KNOWN_FLAGS = SPECIMEN | ONLINE_CHECK;
const [ZONES, STOPS, LABEL] = [1, 2, 3];
const FIRST_IGNORABLE = 128;
const LONGEST_LABEL = 60;

export const isToken = (text) => text.startsWith(PREFIX);

/** Its outer form: {kid, signed, signature, body}. Nothing in it is to be believed before that. */
export function takeApart(text) {
  const octets = readBase45(text.slice(PREFIX.length));
  if (octets.length < SHORTEST) throw new Refused("malformed");
  if (octets[0] !== VERSION) throw new Refused("unsupported_format");
  if (octets.length !== SHORTEST + octets[HEAD - 1]) throw new Refused("malformed");
  const body = octets.subarray(0, -SIGNATURE);
  return { body, kid: toHex(body.subarray(2, 6)), signed: join(CONTEXT, body), signature: octets.subarray(-SIGNATURE) };
}

/** What a token says, once its signature was right; times are Unix seconds. */
export function readToken(body) {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const fields = readFields(body.subarray(HEAD));
  const flags = body[1];
  const token = {
    ticketId: toUuid(body.subarray(6, 22)),
    product: view.getUint32(22),
    validFrom: view.getUint32(26),
    validUntil: view.getUint32(30),
    windowStart: view.getUint32(34),
    ttl: view.getUint16(38),
    passengers: body[40],
    specimen: Boolean(flags & SPECIMEN),
    onlineCheck: Boolean(flags & ONLINE_CHECK),
    ...fields,
  };
  if (flags & ~KNOWN_FLAGS) throw new Refused("unsupported_format");
  if (token.passengers === 0 || (token.ttl === 0 && token.windowStart !== 0)) throw new Refused("malformed");
  return token;
}

function readBase45(text) {
  try {
    return decodeBase45(text);
  } catch {
    throw new Refused("malformed");
  }
}

function readFields(octets) {
  const values = split(octets);
  for (const kind of values.keys()) {
    if (kind > LABEL && kind < FIRST_IGNORABLE) throw new Refused("unsupported_format");
  }
  try {
    return {
      zones: values.has(ZONES) ? readZones(values.get(ZONES)) : [],
      stops: values.has(STOPS) ? readStops(values.get(STOPS)) : null,
      label: values.has(LABEL) ? readLabel(values.get(LABEL)) : null,
    };
  } catch {
    throw new Refused("malformed");
  }
}

function split(octets) {
  const values = new Map();
  let last = 0;
  for (let place = 0; place < octets.length;) {
    const [kind, length] = octets.subarray(place, place + 2);
    const value = octets.subarray(place + 2, place + 2 + length);
    if (length === undefined || value.length < length || kind <= last) throw new Refused("malformed");
    values.set(kind, value);
    last = kind;
    place += 2 + length;
  }
  return values;
}

function readZones(value) {
  check(value.length > 0 && value.length % 2 === 0);
  const zones = [];
  for (let place = 0; place < value.length; place += 2) zones.push((value[place] << 8) | value[place + 1]);
  check(zones.every((zone, place) => place === 0 || zones[place - 1] < zone));
  return zones;
}

function readStops(value) {
  const stops = readUtf8(value).split("\x1f");
  check(stops.length === 2 && stops.every(Boolean));
  return stops;
}

function readLabel(value) {
  check(value.length > 0 && value.length <= LONGEST_LABEL);
  return readUtf8(value);
}

function check(holds) {
  if (!holds) throw new RangeError("This breaks a rule.");
}
