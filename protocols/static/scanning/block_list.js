// The tickets that are refused although their signature is right (barcode format §5).

import { openSigned } from "./keys.js";

const KIND = "block-list+jwt";
const SECOND = 1000;

export class BlockList {
  #until = new Map();
  #clock;
  /** The number that it goes to. */
  to = 0;
  /** Milliseconds; from then on it is stale. */
  endsAt = 0;

  constructor(clock) {
    this.#clock = clock;
  }

  /** Whether a ticket is refused in every form, or on this phone. */
  blocks(ticketId, deviceKey) {
    return this.#isRefused(ticketId) || Boolean(deviceKey && this.#isRefused(`${ticketId}/${deviceKey}`));
  }

  isStale() {
    return this.#clock.now() >= this.endsAt;
  }

  /** Take a signed list: all of it, or what was added since the last one. An error if it is not the
   *  issuer's, or does not begin where ours ends. */
  async take(text, { issuer, keys }) {
    const { header, payload } = await openSigned(text, keys);
    if (header.typ !== KIND || payload.iss !== issuer) throw new RangeError("This is no block list of this operator.");
    if (payload.from !== 0 && payload.from !== this.to) throw new RangeError("The block list has a gap.");
    if (payload.from === 0) this.#until.clear();
    for (const { ticketId, deviceKey, until } of payload.entries) {
      this.#until.set(deviceKey ? `${ticketId}/${deviceKey}` : ticketId, until);
    }
    this.to = payload.to;
    this.endsAt = payload.exp * SECOND;
  }

  #isRefused(name) {
    return this.#until.get(name) * SECOND > this.#clock.now();
  }
}
