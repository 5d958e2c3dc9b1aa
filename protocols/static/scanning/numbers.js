// A ticket's id as people read it out and type it: 26 characters of Crockford's base 32.

import { toUuid } from "./octets.js";

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const NUMBER = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const LENGTH = 26;

/** The number of a ticket, in groups of four. */
export function ticketNumber(ticketId) {
  let rest = BigInt(`0x${ticketId.replaceAll("-", "")}`);
  let number = "";
  for (let place = 0; place < LENGTH; place += 1, rest >>= 5n) number = DIGITS[Number(rest & 31n)] + number;
  return number.match(/.{1,4}/g).join(" ");
}

/** The ticket of ours that a number names, or null if it is none of ours. */
export function readTicketNumber(text) {
  const digits = text.toUpperCase().replace(/[- ]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (!NUMBER.test(digits)) return null;
  const number = [...digits].reduce((whole, digit) => whole * 32n + BigInt(DIGITS.indexOf(digit)), 0n);
  const hex = number.toString(16).padStart(32, "0");
  return toUuid(hex.match(/../g).map((pair) => parseInt(pair, 16)));
}
