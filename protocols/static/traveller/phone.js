// A ticket that this phone signs. Its key never leaves the browser, not even to this script.

import { barcodeFor } from "./dynamic.js";
import { registerPhone } from "./server.js";
import { read, write } from "./store.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };
const X = 32;

const toOctets = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const toText = (octets) => btoa(String.fromCharCode(...octets));

export class Phone {
  #path;
  #key;
  #shown = {};

  constructor(path, key) {
    this.#path = path;
    this.#key = key;
  }

  /** The phone with the key that it has for this ticket, if it has one. */
  static async open(path) {
    return new Phone(path, await read("keys", path).catch(() => undefined));
  }

  /** A symbol signed in this moment or a little before, or the state that keeps us from it. */
  async show(told, now) {
    if (!globalThis.crypto?.subtle || !globalThis.WebAssembly) return { state: "cannot_sign" };
    if (!told.handset) return { state: "bind_text" };
    if (!(await this.#isOurs(told.handset))) return { state: "bound_elsewhere" };
    const { barcode } = told;
    if (!barcode || now >= Date.parse(barcode.diesAt)) return { state: "shown", symbol: null, barcode: null };
    // Half of its life is left for the inspector.
    const slot = Math.floor(now / (told.validSeconds * 500));
    if (this.#shown.slot !== slot || this.#shown.level1 !== barcode.level1) {
      this.#shown = { slot, level1: barcode.level1, symbol: await this.#draw(barcode, now) };
    }
    return { state: "shown", symbol: this.#shown.symbol, barcode };
  }

  /** Make a key that only this browser can use, and bind the ticket to it. */
  async register(challenge, name) {
    const key = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
    const asked = new TextEncoder().encode(challenge);
    const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", key.publicKey));
    // Kept first: a key that the server knows and the phone has lost would bind the ticket to nobody.
    await write("keys", this.#path, key);
    this.#key = key;
    await registerPhone(this.#path, {
      publicKey: toText(publicKey),
      challenge,
      signature: toText(await this.#sign(asked)),
      name: describe(name),
    });
  }

  async #sign(octets) {
    return new Uint8Array(await crypto.subtle.sign(SIGNING, this.#key.privateKey, octets));
  }

  async #isOurs(handset) {
    if (!this.#key) return false;
    const own = new Uint8Array(await crypto.subtle.exportKey("raw", this.#key.publicKey));
    const bound = toOctets(handset.publicKey);
    // The server's is compressed: its first octet tells which half of the curve, the rest is x.
    return bound[0] === 2 + (own.at(-1) & 1) && own.subarray(1, 1 + X).every((octet, place) => octet === bound[place + 1]);
  }

  async #draw(barcode, now) {
    const { drawAztec } = await import("./symbol.js");
    const material = { level1: toOctets(barcode.level1), bits: barcode.bits };
    return drawAztec(await barcodeFor(material, now, (octets) => this.#sign(octets)));
  }
}

/** Enough to know one's own phone again. */
function describe(name) {
  const agent = navigator.userAgent;
  const kind = ["iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux"].find((word) => agent.includes(word));
  const browser = ["Edg", "Firefox", "Chrome", "Safari"].find((word) => agent.includes(word));
  return [kind ?? name, browser?.replace("Edg", "Edge")].filter(Boolean).join(", ");
}
