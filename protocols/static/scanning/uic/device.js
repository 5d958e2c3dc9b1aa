// Level 2 of a UIC barcode: when a phone has shown it, and the phone's signature (§3.5, §3.6).

import { sha256, toHex } from "../octets.js";
import { BitReader, BitsWrong } from "./bits.js";
import { NotForUs } from "./per.js";
import { compressedPoint, fromDer, openPoint } from "./signatures.js";

const P256 = "2a8648ce3d030107";
const ECDSA_SHA256 = "2a8648ce3d040302";
const CHECKING = { name: "ECDSA", hash: "SHA-256" };
const SECOND = 1000;
const DAY = 86400 * SECOND;

/** The phone's key, {key, name}, if there is one and it is of the kind that we can check. */
export async function readDevice({ point, level2Key, level2Signing }) {
  if (!point || toHex(level2Key ?? []) !== P256 || toHex(level2Signing ?? []) !== ECDSA_SHA256) return null;
  try {
    const key = await openPoint(point);
    return { key, name: toHex(await sha256(await compressedPoint(key))).slice(0, 16) };
  } catch {
    return null;
  }
}

export async function hasSigned({ key }, octets, der) {
  const signature = fromDer(der);
  return signature !== null && crypto.subtle.verify(CHECKING, key, signature, octets);
}

/** The moment that level 2 names, in the year that puts it nearest to `near`; null if it names none. */
export function readTimeStamp(level2, tables, near) {
  if (level2?.format !== "FDC1") return null;
  const bits = new BitReader(level2.octets);
  let content;
  try {
    content = tables.read(tables.dynamicContent, bits);
    bits.finish();
  } catch (wrong) {
    if (wrong instanceof BitsWrong || wrong instanceof NotForUs) return null;
    throw wrong;
  }
  const stamp = content.dynamicContentTimeStamp;
  return stamp ? nearest(stamp, near) : null;
}

function nearest({ day, time }, near) {
  const year = new Date(near).getUTCFullYear();
  const moments = [year - 1, year, year + 1].map((one) => [one, Date.UTC(one, 0, 1) + (day - 1) * DAY + time * SECOND]);
  // Day 366 exists in leap years only.
  const found = moments.filter(([one, moment]) => new Date(moment).getUTCFullYear() === one).map(([, moment]) => moment);
  return found.sort((one, other) => Math.abs(one - near) - Math.abs(other - near))[0] ?? null;
}
