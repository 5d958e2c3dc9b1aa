// Whether a scanned UIC barcode is good here and now, in the order of barcode format §3.8.

import { Refused, judgeClaim } from "../judging.js";
import { BitsWrong } from "./bits.js";
import { hasSigned, readDevice, readTimeStamp } from "./device.js";
import { parseHeader } from "./header.js";
import { readTicket } from "./rail_ticket.js";
import { fromDer } from "./signatures.js";

const SECOND = 1000;

/** The first octets of either header. */
export const isUic = ([first, second, third]) => (first === 0x01 || first === 0x81) && second === 0x55 && [0x64, 0x62].includes(third & 0xfe);

export async function verifyUic(octets, keys, circumstances) {
  let barcode, key;
  try {
    barcode = parse(octets);
    key = await findKey(barcode, keys);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return { reason: refused.reason, format: "UIC" };
  }
  const reading = await read(barcode, circumstances);
  const { ticket, stamp, device } = reading;
  return {
    reason: await judge(reading, key, circumstances),
    format: "UIC",
    ticketId: ticket?.ticketId ?? null,
    product: ticket?.product ?? null,
    moment: stamp ?? barcode.level1.end,
    deviceKey: device?.name ?? null,
    says: ticket,
  };
}

function parse(octets) {
  try {
    return parseHeader(octets);
  } catch (wrong) {
    if (wrong instanceof BitsWrong) throw new Refused("malformed");
    throw wrong;
  }
}

async function findKey({ level1, level1Octets, level1Signature }, keys) {
  const key = keys.get(`${level1.provider}/${level1.keyId}`);
  if (!key) throw new Refused("unknown_key");
  if (!level1Signature) throw new Refused("unsigned");
  const signature = key.isForUic ? fromDer(level1Signature) : null;
  if (!signature || !(await key.verify(level1Octets, signature))) throw new Refused("bad_signature");
  return key;
}

async function read(barcode, { tables, zone, at }) {
  const reading = { barcode, ticket: null, refusal: null };
  try {
    reading.ticket = readTicket(barcode.level1, tables, zone);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    reading.refusal = refused.reason;
  }
  reading.device = await readDevice(barcode.level1);
  reading.stamp = reading.device ? readTimeStamp(barcode.level2, tables, at) : null;
  return reading;
}

async function judge(reading, key, circumstances) {
  const { at, skew } = circumstances;
  const { end } = reading.barcode.level1;
  if (key.isRevoked) return "key_revoked";
  if (!key.hasBegun(at / SECOND)) return "key_not_valid";
  if (end !== null && at >= end + skew * SECOND) return "barcode_expired";
  return (await judgeDevice(reading, circumstances)) ?? judgeStamp(reading, circumstances) ?? judgeContent(reading, circumstances);
}

async function judgeDevice({ barcode, ticket, device }, { demandsDevice }) {
  const { level1, level2, level2Octets, level2Signature } = barcode;
  if (!level1.point) {
    // A level 2 that no key vouches for proves nothing: anybody could have added it.
    const isAdded = level2 !== null || level2Signature !== null;
    return isAdded || demandsDevice.has(ticket?.product) ? "device_signature_missing" : undefined;
  }
  if (!level2Signature) return "device_signature_missing";
  if (!device) return "unsupported_algorithm";
  return (await hasSigned(device, level2Octets, level2Signature)) ? undefined : "bad_device_signature";
}

function judgeStamp({ barcode, stamp }, { at, skew }) {
  const { duration } = barcode.level1;
  if (duration === null) return undefined;
  if (stamp === null) return "dynamic_timestamp_missing";
  if (at >= stamp + (duration + skew) * SECOND) return "barcode_expired";
  return stamp > at + skew * SECOND ? "barcode_in_future" : undefined;
}

function judgeContent({ barcode, ticket, refusal, device }, circumstances) {
  if (!ticket) return refusal;
  if (ticket.specimen && !circumstances.specimensAllowed) return "specimen";
  if (!ticket.activated) return "not_activated";
  const { end, duration } = barcode.level1;
  const rotates = end !== null || duration !== null;
  return judgeClaim({ ...ticket, rotates, deviceKey: device?.name }, circumstances);
}
