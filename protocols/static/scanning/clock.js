// The server's time, by what is known of this device's clock (barcode format §5).

// The header Date leaves out what is left of its second: half of one, on average.
const REST_OF_SECOND = 500;
const SECOND = 1000;

export class Clock {
  /** Milliseconds that this device's clock is ahead. */
  offset;
  /** When we heard from the server last, by its time; null if never. */
  heardAt;

  constructor({ offset = 0, heardAt = null } = {}) {
    this.offset = offset;
    this.heardAt = heardAt;
  }

  /** Learn from the header Date of an answer that was asked for and received at these moments of
   *  the device's own clock. */
  learn(date, askedAt, receivedAt) {
    const told = Date.parse(date);
    if (Number.isNaN(told)) return;
    this.heardAt = told + REST_OF_SECOND;
    this.offset = (askedAt + receivedAt) / 2 - this.heardAt;
  }

  /** Milliseconds since 1970. */
  now() {
    return Date.now() - this.offset;
  }

  /** Whether rotating barcodes can be judged by it. A clock that went back since the last contact
   *  was set by hand. */
  isTrusted({ trustedForSeconds, largestOffsetSeconds }) {
    if (this.heardAt === null || Math.abs(this.offset) > largestOffsetSeconds * SECOND) return false;
    const silence = this.now() - this.heardAt;
    return silence >= -SECOND * 60 && silence <= trustedForSeconds * SECOND;
  }
}
