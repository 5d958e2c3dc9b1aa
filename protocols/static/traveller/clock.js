// The server's clock, which the page goes by: a phone may be minutes off.

export class Clock {
  #offset = 0;

  constructor(offset = 0) {
    this.#offset = offset;
  }

  get offset() {
    return this.#offset;
  }

  /** Learn from an answer that says `at`, and was asked for and received at these moments of the
   *  phone's own clock. Half of the way is taken as the way back. */
  learn(at, askedAt, receivedAt) {
    this.#offset = Date.parse(at) - (askedAt + receivedAt) / 2;
  }

  /** Milliseconds since 1970. */
  now() {
    return Date.now() + this.#offset;
  }
}
