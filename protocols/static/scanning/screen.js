// What the inspector sees; colours never tell anything alone.

import { ticketNumber } from "./numbers.js";
import { Offline, SignedOut, Stopped } from "./server.js";

const part = (id) => document.getElementById(id);
const facts = (id) => JSON.parse(part(id).textContent);
const MARKS = { green: "✓", amber: "!", red: "✗", grey: "?" };
const BUZZES = { green: [60], amber: [60, 60, 60], red: [250], grey: [250] };
const MINUTE = 60000;

export class Screen {
  #answers = facts("answers");
  #issuers = facts("issuers");
  #said = new Map();

  get issuers() {
    return this.#issuers;
  }

  nameOf(issuer) {
    return this.#issuers.find((one) => one.issuer === issuer)?.name ?? issuer;
  }

  /** Only what has changed, so that a screen reader is told of nothing twice. */
  say(id, text) {
    if (this.#said.get(id) === text) return;
    this.#said.set(id, text);
    part(id).textContent = text;
    part(id).hidden = !text;
  }

  showSetUp(issuer, name) {
    part("operators").hidden = this.#issuers.length < 2;
    part("issuer").replaceChildren(...this.#issuers.map((one) => new Option(one.name, one.issuer, false, one.issuer === issuer)));
    part("device-name").value = name;
    part("set-up").hidden = false;
    part("at-work").hidden = true;
    this.say("standing", "Name this device to begin.");
  }

  showWork(issuer) {
    part("set-up").hidden = true;
    part("at-work").hidden = false;
    this.say("operator", this.nameOf(issuer));
  }

  /** How it stands with the connection, the bundle, and the log. */
  showStanding({ fault, heardAt, now, waits, isReady, isTrusted }) {
    part("standing").dataset.state = fault ? "off" : "on";
    part("sign-in").hidden = !(fault instanceof SignedOut);
    const silence = heardAt === null ? "" : ` for ${Math.max(0, Math.floor((now - heardAt) / MINUTE))} min`;
    if (!fault) this.say("standing", isReady ? "Online" : "Fetching what this device needs …");
    else if (fault instanceof Stopped) this.say("standing", "This device was stopped. Ask your administrator.");
    else if (fault instanceof SignedOut) this.say("standing", "You are signed out. Tickets are checked offline.");
    else if (fault instanceof Offline) this.say("standing", `Offline${silence}`);
    else this.say("standing", `The server refuses: ${fault.message}`);
    this.say("waits", waits ? `${waits} ${waits === 1 ? "scan waits" : "scans wait"} to be sent` : "");
    if (fault && !isReady) this.say("warning", "This device has not fetched the keys yet: connect it.");
    else this.say("warning", isTrusted ? "" : "The clock of this device cannot be trusted. Connect it, and set its clock.");
  }

  /** The word and the colour that tickets show in this minute. */
  showSign(sign) {
    this.say("sign", sign?.word ?? "");
    part("sign").className = `sign ${sign?.colour ?? ""}`;
  }

  showZones(zones, chosen) {
    part("zones").replaceChildren(...zones.map(({ number, name }) => new Option(`${number} ${name}`, number, false, chosen.includes(number))));
    part("zones-field").hidden = !zones.length;
  }

  showAnswer(answer, { product, zone }) {
    const { headline, advice, shade } = this.#answers[answer.reason];
    const card = part("answer");
    const rows = rowsOf(answer, product, zone);
    card.className = `answer ${shade}`;
    card.dataset.reason = answer.reason;
    card.replaceChildren(
      element("p", MARKS[shade], { className: "mark", ariaHidden: "true" }),
      element("h2", headline),
      ...(advice ? [element("p", advice)] : []),
      list(rows),
      element("p", howChecked(answer), { className: "how" }),
    );
    navigator.vibrate?.(BUZZES[shade]);
  }

  clearAnswer() {
    part("answer").className = "answer";
    delete part("answer").dataset.reason;
    part("answer").replaceChildren(element("p", "Hold a ticket before the camera."));
  }

  showLog(rows, zone) {
    part("log").replaceChildren(...rows.map(({ at, result, judged, isWaiting }) => {
      const reason = judged ?? result;
      const { headline, shade } = this.#answers[reason];
      const row = element("li", "", { className: shade });
      row.append(element("time", clockOf(zone).format(at)), element("strong", headline));
      if (judged && judged !== result) row.append(`was “${this.#answers[result].headline}” here`);
      if (isWaiting) row.append("not sent yet");
      return row;
    }));
  }
}

function rowsOf({ says, ticket, seenAt, ticketId, product }, known, zone) {
  const time = (moment) => clockOf(zone).format(typeof moment === "string" ? Date.parse(moment) : moment * 1000);
  const told = ticket ?? says ?? {};
  const rows = [
    ["Ticket", told.label ?? known?.name ?? (product ? `Product ${product}` : null)],
    ["Zones", told.zones?.join(", ")],
    ["Travellers", told.passengers],
    ["Valid until", told.validUntil ? time(told.validUntil) : null],
    ["Seen at", seenAt ? time(seenAt) : null],
    ["Age", says?.ageCheck ? "Check it" : null],
    ["Number", ticketId ? ticketNumber(ticketId) : null],
  ];
  return rows.filter(([, value]) => value);
}

function list(rows) {
  const facts = document.createElement("dl");
  for (const [name, value] of rows) {
    const row = document.createElement("div");
    row.append(element("dt", name), element("dd", String(value)));
    facts.append(row);
  }
  return facts;
}

function howChecked({ online, reason, format }) {
  if (format === null) return reason;
  return `${online ? "Checked online" : "Checked offline"} · ${reason}`;
}

function element(name, text, members = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, members);
}

const clocks = new Map();

function clockOf(zone) {
  if (!clocks.has(zone)) {
    clocks.set(zone, new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeStyle: "short", timeZone: zone }));
  }
  return clocks.get(zone);
}
