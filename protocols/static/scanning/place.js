// Where the inspector is: in words, in fare zones, and on the map while that is wanted.

const FRESH_FOR = 60000;

export class Place {
  #fix = null;
  #watch = null;

  constructor({ name = "", zones = [], isLocated = false } = {}) {
    Object.assign(this, { name, zones });
    this.locate(isLocated);
  }

  /** Follow the position of this device, or follow it no more. */
  locate(isWanted) {
    this.isLocated = isWanted && Boolean(navigator.geolocation);
    if (this.#watch !== null) navigator.geolocation.clearWatch(this.#watch);
    const found = ({ coords }) => { this.#fix = { at: Date.now(), coords }; };
    this.#fix = null;
    this.#watch = this.isLocated ? navigator.geolocation.watchPosition(found, () => undefined) : null;
  }

  /** As it is kept for the next time. */
  toKept() {
    return { name: this.name, zones: this.zones, isLocated: this.isLocated };
  }

  /** As the server is told of it. An old position would put the ticket where it is not. */
  toWire() {
    const isFresh = this.#fix !== null && Date.now() - this.#fix.at < FRESH_FOR;
    const { latitude, longitude } = this.#fix?.coords ?? {};
    return { name: this.name, zones: this.zones, ...(isFresh ? { latitude, longitude } : {}) };
  }
}
