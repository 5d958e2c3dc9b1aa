// Octets in the ways in which others write them.

export const fromBase64 = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));

export const toBase64 = (octets) => btoa(String.fromCharCode(...octets));

export const toHex = (octets) => [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");

/** A character for each octet. */
export const toText = (octets) => String.fromCharCode(...octets);

export const sha256 = async (octets) => new Uint8Array(await crypto.subtle.digest("SHA-256", octets));

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** The sixteen octets of a ticket's id as everybody writes it. */
export function toUuid(octets) {
  const digits = toHex(octets);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-");
}

/** UTF-8, or an error. */
export const readUtf8 = (octets) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
