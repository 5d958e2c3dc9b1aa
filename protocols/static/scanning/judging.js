// What is judged alike in both formats once a barcode is genuine (barcode format §2.5, 8 to 12).

/** The barcode cannot be read or trusted; `reason` says why. */
export class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** With these the traveller is let through. */
export const ACCEPTED = new Set(["ok", "seen_before", "clock_untrusted"]);

/** The first that fails of validity, block list, place and use; else a warning, or "ok". Times of
 *  the claim are Unix seconds, `at` of the circumstances is in milliseconds. */
export function judgeClaim(claim, circumstances) {
  const now = circumstances.at / 1000;
  if (now < claim.validFrom) return "ticket_not_yet_valid";
  if (now >= claim.validUntil) return "ticket_expired";
  if (circumstances.blockList.blocks(claim.ticketId, claim.deviceKey)) return "ticket_revoked";
  return judgePlace(claim, circumstances.place) ?? judgeUse(claim, circumstances);
}

function judgePlace(claim, { zones, products }) {
  if (claim.zones.length && zones && !claim.zones.some((zone) => zones.has(zone))) return "wrong_zone";
  if (products && !products.has(claim.product)) return "wrong_product";
  return undefined;
}

function judgeUse(claim, circumstances) {
  const wasSeen = circumstances.wasSeen(claim.ticketId, claim.product);
  if (wasSeen && circumstances.singleUse.has(claim.product)) return "already_used";
  if (claim.onlineCheck && !circumstances.online) return "online_required";
  if (claim.rotates && !circumstances.clockTrusted) return "clock_untrusted";
  return wasSeen ? "seen_before" : "ok";
}
