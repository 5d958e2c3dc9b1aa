// The validity of a ticket in the days and minutes of a UIC barcode (barcode format §3.4).

import { BitsWrong } from "./bits.js";

const MINUTE = 60000;
const DAY = 1440 * MINUTE;
const LAST_MINUTE = 1439;
const OWN_YEAR = 366;

/** The moment of issue in milliseconds; BitsWrong for day 366 of a common year. */
export function readIssued({ issuingYear, issuingDay, issuingTime }) {
  const moment = Date.UTC(issuingYear, 0, 1) + (issuingDay - 1) * DAY + issuingTime * MINUTE;
  if (issuingDay === OWN_YEAR && new Date(moment).getUTCFullYear() !== issuingYear) throw new BitsWrong("The year has no such day.");
  return moment;
}

/** First moment that is valid and first one that is not, in milliseconds; local times are those of
 *  `zone`, and the hour that a clock shows twice is read in favour of the traveller. */
export function readPeriod(document, issuedAt, zone) {
  const firstDay = Math.floor(issuedAt / DAY) * DAY + document.validFromDay * DAY;
  const lastDay = firstDay + document.validUntilDay * DAY;
  const start = readMoments(document, "validFrom", firstDay, 0, zone);
  const last = readMoments(document, "validUntil", lastDay, LAST_MINUTE, zone);
  return [Math.min(...start), Math.max(...last) + MINUTE];
}

function readMoments(document, name, day, missing, zone) {
  const local = day + (document[`${name}Time`] ?? missing) * MINUTE;
  const offset = document[`${name}UTCOffset`];
  return offset === undefined ? momentsOf(local, zone) : [local + offset * 15 * MINUTE];
}

/** What a local time may mean: one moment, or two around the hour when clocks change. */
export function momentsOf(local, zone) {
  const offsets = [offsetAt(local - DAY, zone), offsetAt(local + DAY, zone)];
  const moments = offsets.map((offset) => local - offset);
  const right = moments.filter((moment, place) => offsetAt(moment, zone) === offsets[place]);
  return right.length ? right : moments;
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment, zone) {
  const parts = clockOf(zone).formatToParts(moment);
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

const clocks = new Map();

function clockOf(zone) {
  if (!clocks.has(zone)) {
    const wanted = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };
    clocks.set(zone, new Intl.DateTimeFormat("en", wanted));
  }
  return clocks.get(zone);
}
