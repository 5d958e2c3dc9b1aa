// Shows the barcode of each window at its time, and fetches the next ones before they are needed.

import { Clock } from "./clock.js";
import { Screen } from "./screen.js";
import { Gone, Offline, fetchBarcodes } from "./server.js";
import { forgetTicket, read, write } from "./store.js";

const SECOND = 1000;
const LONGEST_REST = 300 * SECOND;
const FIRST_RETRY = 2 * SECOND;
const LONGEST_RETRY = 30 * SECOND;

const { path, zone } = document.getElementById("ticket").dataset;
const screen = new Screen(zone);
let clock = new Clock();
let answer = null;
let phone = null;
let fault = null;
let retryIn = FIRST_RETRY;
let fetchAt = 0;
let isFetching = false;
let timer = 0;

const moment = (text) => Date.parse(text);
const latest = (rows, now, end) => rows.findLast((row) => moment(row.startsAt) <= now && now < moment(row[end]));

/** When the next barcodes are fetched: half-way through those that we have, or when the only one
 *  ends. */
function nextFetch(from) {
  const rows = answer.phone ? [answer.phone.barcode].filter(Boolean) : answer.barcodes;
  const rest = Math.min(from + LONGEST_REST, moment(answer.validUntil));
  if (!rows.length) return rest;
  const end = moment(rows.at(-1).endsAt);
  const wanted = rows.length > 1 ? from + (end - from) / 2 : end;
  return Math.min(wanted, rest);
}

async function refresh() {
  if (isFetching) return;
  isFetching = true;
  try {
    answer = await fetchBarcodes(path, clock);
    if (!answer.isShown) return await leave();
    fault = null;
    retryIn = FIRST_RETRY;
    fetchAt = nextFetch(clock.now());
    screen.align(clock.now());
    await write("answers", path, { answer, offset: clock.offset }).catch(() => undefined);
  } catch (failure) {
    if (failure instanceof Gone) return await leave();
    fault = failure;
    fetchAt = clock.now() + retryIn;
    retryIn = Math.min(2 * retryIn, LONGEST_RETRY);
  } finally {
    isFetching = false;
  }
  await show();
}

/** The server has something else to say: load the page again, with nothing kept. */
async function leave() {
  await forgetTicket(path).catch(() => undefined);
  location.reload();
}

async function show() {
  clearTimeout(timer);
  const now = clock.now();
  screen.tick(now);
  if (answer) {
    screen.showSign(latest(answer.signs, now, "endsAt"));
    if (now >= moment(answer.validUntil)) showEnd();
    else if (answer.phone) await showSigned(now).catch(cannotShow);
    else showWindow(now);
  } else if (fault) screen.say(fault instanceof Offline ? "run_out" : "trouble", { alarming: true });
  if (now >= fetchAt) refresh();
  // On the whole second, so that the clock is right and each window begins when it should.
  timer = setTimeout(show, SECOND - (clock.now() % SECOND));
}

function showWindow(now) {
  const current = latest(answer.barcodes, now, "diesAt");
  screen.draw(current?.symbol);
  tell(current, answer.barcodes.at(-1));
}

async function showSigned(now) {
  if (!phone) {
    const { Phone } = await import("./phone.js");
    phone = await Phone.open(path);
  }
  const { state, symbol, barcode } = await phone.show(answer.phone, now);
  screen.draw(symbol);
  if (state === "shown") {
    screen.offer(null);
    return tell(barcode, barcode);
  }
  const name = answer.phone.handset?.name || screen.word("this_phone");
  screen.say(state, { name, alarming: state !== "bind_text" });
  const button = { bind_text: "bind", bound_elsewhere: "bind_here" }[state];
  return screen.offer(button, bind);
}

/** Such as where the encoder did not arrive: it is tried again with the next second. */
function cannotShow() {
  screen.draw(null);
  screen.say("trouble", { alarming: true });
}

async function bind() {
  try {
    await phone.register(answer.phone.challenge, screen.word("this_phone"));
  } catch {
    screen.say("trouble", { alarming: true });
  }
  await refresh();
}

function tell(current, last) {
  if (!current) screen.say(fault instanceof Offline ? "run_out" : "trouble", { alarming: true });
  else if (fault instanceof Offline) screen.say("offline", { time: screen.hour.format(moment(last.diesAt)), alarming: true });
  else if (fault) screen.say("trouble", { alarming: true });
  else screen.say("ready");
}

function showEnd() {
  screen.draw(null);
  screen.say("expired", { alarming: true });
}

/** The screen stays on, as long as the browser lets it. */
function stayAwake() {
  if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => undefined);
}

async function keepForOffline() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register("/t/worker.js");
  const { active } = await navigator.serviceWorker.ready;
  const parts = document.querySelectorAll("link[data-kept], script[data-kept], img[data-kept]");
  active.postMessage({ keep: [path, ...[...parts].map((part) => part.href || part.src)] });
}

async function begin() {
  const kept = await read("answers", path).catch(() => undefined);
  if (kept) {
    clock = new Clock(kept.offset);
    answer = kept.answer;
    screen.align(clock.now());
  }
  for (const event of ["online", "visibilitychange"]) {
    const target = event === "online" ? window : document;
    target.addEventListener(event, () => {
      stayAwake();
      if (document.visibilityState !== "visible") return;
      show();
      refresh();
    });
  }
  window.addEventListener("resize", () => screen.fit());
  stayAwake();
  await show();
  keepForOffline().catch(() => undefined);
}

begin();
