// Signatures and points of P-256 in the forms of UIC barcodes, for WebCrypto, which knows neither.

const SIZE = 32;
const PRIME = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** The 64 octets of r and s of a DER signature in its one right form; null for any other. */
export function fromDer(der) {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2 || der[1] >= 0x80) return null;
  const raw = new Uint8Array(2 * SIZE);
  let place = 2;
  for (const end of [SIZE, 2 * SIZE]) {
    const length = der[place + 1];
    const digits = der.subarray(place + 2, place + 2 + length);
    const isPadded = digits[0] === 0 && (digits.length === 1 || digits[1] < 0x80);
    if (der[place] !== INTEGER || !length || digits.length !== length || digits[0] >= 0x80 || isPadded) return null;
    const bare = digits[0] === 0 ? digits.subarray(1) : digits;
    if (bare.length > SIZE) return null;
    raw.set(bare, end - bare.length);
    place += 2 + length;
  }
  return place === der.length ? raw : null;
}

/** The public key of a phone: a compressed or an uncompressed point, or a SubjectPublicKeyInfo. */
export async function openPoint(octets) {
  if (octets[0] === SEQUENCE) {
    const key = await crypto.subtle.importKey("spki", octets, CURVE, true, ["verify"]);
    return new Uint8Array(await crypto.subtle.exportKey("raw", key)).length === 65 ? key : null;
  }
  const point = octets.length === SIZE + 1 ? decompress(octets) : octets;
  return crypto.subtle.importKey("raw", point, CURVE, true, ["verify"]);
}

/** The 33 octets by which a phone is known. */
export async function compressedPoint(key) {
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", key));
  return Uint8Array.from([2 + (point[64] & 1), ...point.subarray(1, 33)]);
}

function decompress(octets) {
  const sign = octets[0];
  const x = octets.subarray(1).reduce((number, octet) => (number << 8n) | BigInt(octet), 0n);
  const square = (x * x * x - 3n * x + B) % PRIME;
  const root = power(((square % PRIME) + PRIME) % PRIME, (PRIME + 1n) / 4n);
  const y = root % 2n === BigInt(sign & 1) ? root : PRIME - root;
  // WebCrypto refuses a point that is not on the curve.
  if (sign !== 2 && sign !== 3) throw new RangeError("This is no compressed point.");
  const digits = y.toString(16).padStart(2 * SIZE, "0");
  return Uint8Array.from([4, ...octets.subarray(1), ...digits.match(/../g).map((pair) => parseInt(pair, 16))]);
}

function power(base, exponent) {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}
