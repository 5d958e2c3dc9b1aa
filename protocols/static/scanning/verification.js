// Whether a scanned barcode is good here and now; nothing is thrown for whatever it is.

import { Refused, judgeClaim } from "./judging.js";
import { toText } from "./octets.js";
import { isToken, readToken, takeApart } from "./token.js";
import { isUic, verifyUic } from "./uic/verification.js";

/** "T1", "UIC", or null for what is none of ours. */
export function recognise(octets) {
  if (isToken(toText(octets))) return "T1";
  return isUic(octets) ? "UIC" : null;
}

/** {reason, format, ticketId, product, moment (milliseconds or null), deviceKey, says}. */
export async function verifyBarcode(octets, ring, circumstances) {
  switch (recognise(octets)) {
    case "T1": return verifyToken(toText(octets), ring.t1, circumstances);
    case "UIC": return verifyUic(octets, ring.uic, circumstances);
    default: return { reason: "unsupported_format", format: null };
  }
}

/** In the order of barcode format §2.5. */
export async function verifyToken(text, keys, circumstances) {
  let token, key;
  try {
    const { kid, body, signed, signature } = takeApart(text);
    key = keys.get(kid);
    if (!key) throw new Refused("unknown_key");
    if (!(await key.verify(signed, signature))) throw new Refused("bad_signature");
    token = readToken(body);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return { reason: refused.reason, format: "T1" };
  }
  return {
    reason: judge(token, key, circumstances),
    format: "T1",
    ticketId: token.ticketId,
    product: token.product,
    moment: token.ttl ? token.windowStart * 1000 : null,
    says: token,
  };
}

function judge(token, key, circumstances) {
  const now = circumstances.at / 1000;
  const rotates = token.ttl > 0;
  if (key.isRevoked) return "key_revoked";
  if (!key.hasBegun(now) || (rotates && !key.mayBeginWindow(token.windowStart))) return "key_not_valid";
  if (token.specimen && !circumstances.specimensAllowed) return "specimen";
  if (rotates && now < token.windowStart - circumstances.skew) return "barcode_in_future";
  if (rotates && now >= token.windowStart + token.ttl + circumstances.skew) return "barcode_expired";
  return judgeClaim({ ...token, rotates }, circumstances);
}
