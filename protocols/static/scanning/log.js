// The scan log of this device: what it has read, kept until the server has it, and a while longer
// to know what was seen before.

import { ACCEPTED } from "./judging.js";
import { addScan, allScans, dropScan, putScan } from "./store.js";

const HOUR = 3600 * 1000;
const SEEN_FOR = HOUR;
const KEPT_FOR = 7 * 24 * HOUR;
const AT_ONCE = 100;

export class Log {
  #rows = new Map();

  /** The log as it was kept; `now` is the server's time, by which old rows are dropped. */
  static async open(now) {
    const log = new Log();
    for (const row of await allScans()) {
      if (!row.isWaiting && row.at < now - KEPT_FOR) await dropScan(row.sequence);
      else log.#rows.set(row.sequence, row);
    }
    return log;
  }

  /** Note a scan before anybody is told of it; returns the row with its number. */
  async add(row) {
    const noted = { ...row, isWaiting: true };
    noted.sequence = await addScan({ ...noted });
    this.#rows.set(noted.sequence, noted);
    return noted;
  }

  /** The server has it, and says this of it: while the traveller waited, or (`isLate`) when that
   *  was over. What the barcode said is no longer needed. */
  async settle(sequence, judged, { isLate = false } = {}) {
    const { barcode, place, ...kept } = this.#rows.get(sequence);
    const row = { ...kept, isWaiting: false, judged, isLate };
    this.#rows.set(sequence, row);
    await putScan(row);
  }

  /** Rows that the server does not have yet, the first ones of that device. */
  waiting(device) {
    return this.#all().filter((row) => row.isWaiting && row.device === device).slice(0, AT_ONCE);
  }

  get waits() {
    return this.#all().filter((row) => row.isWaiting).length;
  }

  /** The latest ones first. */
  latest(count) {
    return this.#all().slice(-count).reverse();
  }

  /** Whether a ticket was let through lately, or ever if it is for one use. What was refused here
   *  used nothing up, whatever the server says of it later. */
  wasSeen(ticketId, { now, isSingleUse }) {
    return this.#all().some((row) => ticketId && row.ticketId === ticketId && ACCEPTED.has(shownOf(row))
      && (isSingleUse || row.at > now - SEEN_FOR));
  }

  #all() {
    return [...this.#rows.values()];
  }
}

/** What the inspector was shown. */
function shownOf({ result, judged, isLate }) {
  return judged === undefined || isLate ? result : judged;
}
