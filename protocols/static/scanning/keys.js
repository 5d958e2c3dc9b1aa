// The issuer's public keys (barcode format §6).

import { fromBase64, sha256, toHex } from "./octets.js";

const STATUSES = ["next", "active", "retired", "revoked"];
const KINDS = {
  EC: { members: ["crv", "kty", "x", "y"], curve: "P-256", opening: { name: "ECDSA", namedCurve: "P-256" }, checking: { name: "ECDSA", hash: "SHA-256" } },
  OKP: { members: ["crv", "kty", "x"], curve: "Ed25519", opening: { name: "Ed25519" }, checking: { name: "Ed25519" } },
};

export class KnownKey {
  constructor(jwk, kid, key) {
    this.kid = kid;
    this.status = jwk.status ?? "active";
    this.notBefore = jwk.nbf ?? null;
    this.notAfter = jwk.exp ?? null;
    this.kind = KINDS[jwk.kty];
    this.key = key;
  }

  /** A member of a key set; an error if it is no key that this browser can use. */
  static async open(jwk) {
    const kind = KINDS[jwk.kty];
    if (jwk.crv !== kind.curve || !STATUSES.includes(jwk.status ?? "active")) throw new RangeError("This is no key of ours.");
    const bare = Object.fromEntries(kind.members.map((member) => [member, jwk[member]]));
    const key = await crypto.subtle.importKey("jwk", bare, kind.opening, false, ["verify"]);
    // Computed, and never taken from the key set (RFC 7638).
    const thumbprint = await sha256(new TextEncoder().encode(JSON.stringify(bare)));
    return new KnownKey(jwk, toHex(thumbprint).slice(0, 8), key);
  }

  get isRevoked() {
    return this.status === "revoked";
  }

  get isForUic() {
    return this.kind === KINDS.EC;
  }

  /** Whether it may have signed by then (Unix seconds). It is published ahead: its beginning makes
   *  it good, whatever its status was when it was fetched. */
  hasBegun(at) {
    return this.notBefore === null ? this.status !== "next" : this.notBefore <= at;
  }

  mayBeginWindow(at) {
    return this.hasBegun(at) && (this.notAfter === null || at < this.notAfter);
  }

  /** Whether it made these 64 octets. */
  verify(signed, signature) {
    return crypto.subtle.verify(this.kind.checking, this.key, signature, signed);
  }
}

/** The keys of each format: a key of one never verifies another. */
export class KeyRing {
  t1 = new Map();
  uic = new Map();
  list = new Map();

  /** Keys that this browser cannot use are left out: their barcodes are `unknown_key`. */
  static async open(jwks) {
    const ring = new KeyRing();
    for (const jwk of jwks) {
      const key = await KnownKey.open(jwk).catch(() => null);
      if (key) ring.#add(jwk, key);
    }
    return ring;
  }

  #add(jwk, key) {
    const format = jwk.format ?? "T1";
    if (format === "T1") this.t1.set(key.kid, key);
    else if (format === "list") this.list.set(key.kid, key);
    else if (format === "uic") this.uic.set(`${jwk.uic_provider}/${jwk.uic_key_id}`, key);
  }
}

/** A compact JWS (RFC 7515): {header, payload} once its signature was right, else an error. */
export async function openSigned(text, keys) {
  const [header, payload, signature] = text.split(".");
  const told = JSON.parse(new TextDecoder().decode(fromBase64(header)));
  const key = keys.get(told.kid);
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  if (told.alg !== "ES256" || !key?.isForUic || key.isRevoked) throw new RangeError("The key of the list is not known.");
  if (!(await key.verify(signed, fromBase64(signature)))) throw new RangeError("The signature of the list is wrong.");
  return { header: told, payload: JSON.parse(new TextDecoder().decode(fromBase64(payload))) };
}
