// The page at work: camera, answers, and the errands of a device that may lose its connection.

import { Camera, readPicture } from "./camera.js";
import { Clock } from "./clock.js";
import { Inspector } from "./inspector.js";
import { readTicketNumber } from "./numbers.js";
import { toText } from "./octets.js";
import { Place } from "./place.js";
import { Screen } from "./screen.js";
import { Server } from "./server.js";
import { read, write, forget } from "./store.js";

const SECOND = 1000;
const BLOCK_LIST_EVERY = 300 * SECOND;
const RETRY_EVERY = 30 * SECOND;
const SAME_FOR = 4 * SECOND;
const LATEST = 20;

const part = (id) => document.getElementById(id);
const screen = new Screen();
const camera = new Camera(part("video"), { found: see, ended: showCamera });
let clock, server, inspector;
let fetchAt = 0;
let listAt = 0;
let isBusy = false;
let refreshing = null;
let last = { text: null, ticketId: null, seenAt: 0 };

async function begin() {
  clock = new Clock(await read("clock"));
  server = new Server(clock, document.querySelector("[name=csrfmiddlewaretoken]").value);
  const choice = await read("choice");
  const known = screen.issuers.some(({ issuer }) => issuer === choice?.issuer);
  const issuer = known ? choice.issuer : screen.issuers[0].issuer;
  await choose(issuer, new Place(known ? choice.place : {}));
  if (inspector.device) await work();
  else screen.showSetUp(issuer, describe());
  keepForOffline().catch(() => undefined);
}

async function choose(issuer, place) {
  inspector = await Inspector.open(issuer, { clock, server, place });
}

async function work() {
  screen.showWork(inspector.issuer);
  screen.clearAnswer();
  showPlace();
  show();
  await refresh();
  if (await mayUseCamera()) await startCamera();
}

/** The camera sees the same barcode many times, and the next one of the same ticket while it is
 *  held still: that is one scan. */
async function see(octets) {
  const text = toText(octets);
  const isSame = text === last.text && Date.now() - last.seenAt < SAME_FOR;
  if (isSame) last.seenAt = Date.now();
  else if (!isBusy) await check(octets, { isHeld: true });
}

async function check(octets, { isHeld = false } = {}) {
  isBusy = true;
  try {
    if (isHeld && (await isStillTheSameTicket(octets))) return;
    const answer = await inspector.check(octets);
    last = { text: toText(octets), ticketId: answer.ticketId ?? null, seenAt: Date.now() };
    if (inspector.fault) listAt = Math.min(listAt, Date.now() + RETRY_EVERY);
    showAnswer(answer);
  } finally {
    isBusy = false;
  }
}

async function lookUp(number) {
  showAnswer(await inspector.lookUp(number));
}

function showAnswer(answer) {
  const { bundle } = inspector;
  screen.showAnswer(answer, { product: bundle?.products.get(answer.product), zone: bundle?.told.timezone });
  show();
}

async function isStillTheSameTicket(octets) {
  if (!last.ticketId || Date.now() - last.seenAt >= SAME_FOR) return false;
  if ((await inspector.nameOf(octets)) !== last.ticketId) return false;
  last = { ...last, text: toText(octets), seenAt: Date.now() };
  return true;
}

/** Once at a time. Whoever asks meanwhile waits as well: without its keys a device judges nothing. */
function refresh() {
  refreshing ??= runErrands().finally(() => { refreshing = null; });
  return refreshing;
}

async function runErrands() {
  const now = Date.now();
  if (now >= fetchAt) await inspector.refresh();
  else if (now >= listAt) await inspector.refreshBlockList();
  const every = (inspector.bundle?.told.fetchEverySeconds ?? 0) * SECOND;
  const hasFailed = inspector.fault !== null;
  if (now >= fetchAt) fetchAt = now + (hasFailed ? RETRY_EVERY : every || RETRY_EVERY);
  listAt = now + (hasFailed ? RETRY_EVERY : BLOCK_LIST_EVERY);
  // Not while somebody types there.
  if (!part("place").contains(document.activeElement)) showPlace();
  show();
}

function show() {
  const { bundle, fault, log } = inspector;
  screen.showStanding({
    fault,
    heardAt: clock.heardAt,
    now: clock.now(),
    waits: log.waits,
    isReady: bundle !== null,
    isTrusted: bundle === null || clock.isTrusted(bundle.told),
  });
  screen.showSign(bundle?.signAt(clock.now()));
  screen.showLog(log.latest(LATEST), bundle?.told.timezone);
}

function showPlace() {
  const { place, bundle } = inspector;
  screen.showZones(bundle?.told.zones ?? [], place.zones);
  part("place-name").value = place.name;
  part("position").checked = place.isLocated;
}

async function keepPlace() {
  const { place, issuer } = inspector;
  place.name = part("place-name").value.trim();
  place.zones = [...part("zones").selectedOptions].map((option) => Number(option.value));
  if (part("position").checked !== place.isLocated) place.locate(part("position").checked);
  await write("choice", { issuer, place: place.toKept() });
}

async function startCamera() {
  try {
    await camera.start();
  } catch {
    screen.say("camera-trouble", "There is no camera that this page may use. Take a picture, or use a scanner.");
    return;
  }
  screen.say("camera-trouble", "");
  showCamera();
  part("light").hidden = !(await camera.light(false).catch(() => false));
  stayAwake();
}

function showCamera() {
  part("start").hidden = camera.isOn;
  part("video").hidden = !camera.isOn;
  part("light").hidden = true;
}

/** The screen stays on while the camera looks, as long as the browser lets it. */
function stayAwake() {
  if (camera.isOn && document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => undefined);
}

async function mayUseCamera() {
  const permission = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
  return permission?.state === "granted";
}

/** Enough to know this device again in a list. */
function describe() {
  const kinds = ["iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux"];
  return `${kinds.find((kind) => navigator.userAgent.includes(kind)) ?? "Browser"} ${Math.floor(Math.random() * 9000 + 1000)}`;
}

async function keepForOffline() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register("worker.js");
  const { active } = await navigator.serviceWorker.ready;
  const parts = document.querySelectorAll("link[data-kept], script[data-kept]");
  active.postMessage({ keep: [location.pathname, ...[...parts].map((one) => one.href || one.src)] });
  await navigator.storage?.persist?.();
}

part("set-up").addEventListener("submit", async (event) => {
  event.preventDefault();
  const issuer = part("issuer").value;
  if (issuer !== inspector.issuer) await choose(issuer, new Place());
  await inspector.signOn(part("device-name").value.trim());
  await write("choice", { issuer, place: inspector.place.toKept() });
  await work();
});
part("by-hand").addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = part("barcode");
  if (readTicketNumber(field.value)) await lookUp(field.value);
  else if (field.value) await check(new TextEncoder().encode(field.value));
  field.value = "";
  field.focus();
});
part("picture").addEventListener("change", async ({ target }) => {
  const octets = await readPicture(target.files[0]);
  target.value = "";
  if (octets) await check(octets);
  else screen.say("camera-trouble", "There is no barcode in this picture.");
});
part("start").addEventListener("click", startCamera);
part("light").addEventListener("click", async ({ currentTarget }) => {
  const on = currentTarget.getAttribute("aria-pressed") !== "true";
  if (await camera.light(on)) currentTarget.setAttribute("aria-pressed", String(on));
});
part("place").addEventListener("change", keepPlace);
part("sign-out").addEventListener("submit", async (event) => {
  event.preventDefault();
  camera.stop();
  // Scans that wait stay: whoever signs in next sends them.
  await forget(`bundle:${inspector.issuer}`);
  await globalThis.caches?.delete("scanning");
  event.target.submit();
});
window.addEventListener("online", () => {
  fetchAt = 0;
  refresh();
});

document.addEventListener("visibilitychange", stayAwake);

function tick() {
  if (!inspector.device) return;
  show();
  if (!isBusy && Date.now() >= Math.min(fetchAt, listAt)) refresh();
}

if (!globalThis.crypto?.subtle) screen.say("warning", "This page needs https.");
else {
  begin()
    .then(() => setInterval(tick, SECOND))
    .catch(() => screen.say("warning", "This browser keeps nothing, which this page needs. Is this a private window?"));
}
