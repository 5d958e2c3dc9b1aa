// One device that inspects for one operator: online where it can, else by what it has fetched.

import { Bundle } from "./bundle.js";
import { Log } from "./log.js";
import { toBase64, toText } from "./octets.js";
import { NotThere, Offline, Stopped } from "./server.js";
import { forget, read, write } from "./store.js";
import { recognise, verifyBarcode } from "./verification.js";

const PATIENCE = 2500;
const TABLES = "rail-tickets.json";

export class Inspector {
  device = null;
  bundle = null;
  /** What went wrong with the last request, or null. */
  fault = null;

  static async open(issuer, { clock, server, place }) {
    const inspector = new Inspector();
    Object.assign(inspector, { issuer, clock, server, place, log: await Log.open(clock.now()) });
    inspector.device = (await read(`device:${issuer}`)) ?? null;
    const kept = await read(`bundle:${issuer}`);
    if (kept) inspector.bundle = await Bundle.open(kept, clock).catch(() => null);
    return inspector;
  }

  /** Register this browser once; it keeps its id. */
  async signOn(name) {
    const id = this.device?.id ?? crypto.randomUUID();
    // Kept first: a device that the server knows is never registered a second time.
    await this.#keepDevice({ id, name, isKnown: false });
    await this.#hear(async () => {
      await this.server.post("devices", { id, name, issuer: this.issuer });
      await this.#keepDevice({ id, name, isKnown: true });
    });
  }

  /** Fetch what is needed without a connection, and send what was scanned without one. */
  async refresh() {
    if (!this.device.isKnown) await this.signOn(this.device.name);
    if (!this.device.isKnown) return;
    await this.#hear(async () => {
      await this.#fetchBundle();
      await this.#upload();
    });
  }

  /** Fetch what was put on the block list since, which is little. */
  async refreshBlockList() {
    if (!this.bundle) return this.refresh();
    return this.#hear(async () => {
      const members = { device: this.device.id, since: this.bundle.blockList.to };
      const { blockList } = await (await this.server.get("block-list", members)).json();
      await this.bundle.add(blockList);
      await this.#keepBundle();
      await this.#upload();
    });
  }

  /** The answer for scanned octets, which is in the log by then. What is none of our barcodes is
   *  told to nobody. */
  async check(octets) {
    const at = this.clock.now();
    const local = await this.#verify(octets, at);
    if (local.format === null) return { ...local, at };
    const barcode = local.format === "T1" ? toText(octets) : toBase64(octets);
    const { ticketId = null, product = null, moment = null, format, reason } = local;
    const row = await this.log.add({
      device: this.device.id, at, told: Date.now(), offset: this.clock.offset, result: reason,
      format, ticketId, product, moment, place: this.place.toWire(), barcode,
    });
    return { ...local, at, ...(await this.#ask(row)) };
  }

  /** What the server says of a number that somebody read out; nothing is noted or used up by it. */
  async lookUp(number) {
    let answer = null;
    await this.#hear(async () => {
      answer = await (await this.server.get(`tickets/${encodeURIComponent(number)}`, {})).json();
    });
    if (answer) return { ...answer, online: true };
    const isUnknown = this.fault instanceof NotThere;
    if (isUnknown) this.fault = null;
    return { reason: isUnknown ? "no_ticket" : "online_required", online: isUnknown };
  }

  /** The ticket that a barcode names, which nobody is told of; null if it cannot be believed. */
  async nameOf(octets) {
    return (await this.#verify(octets, this.clock.now())).ticketId ?? null;
  }

  async #verify(octets, at) {
    const format = recognise(octets);
    if (!this.bundle && format) return { reason: "online_required", format };
    if (!format) return { reason: "unsupported_format", format };
    const { told, ring, tables, blockList, singleUse, demandsDevice } = this.bundle;
    const verdict = await verifyBarcode(octets, ring, {
      at, tables, blockList, singleUse, demandsDevice,
      zone: told.timezone,
      skew: told.skewSeconds,
      specimensAllowed: told.specimensAllowed,
      place: { zones: this.place.zones.length ? new Set(this.place.zones) : null, products: null },
      wasSeen: (ticketId, product) => this.log.wasSeen(ticketId, { now: at, isSingleUse: singleUse.has(product) }),
      online: false,
      clockTrusted: this.clock.isTrusted(told),
    });
    // An old block list may lack the very ticket.
    const isUnsure = ["ok", "seen_before"].includes(verdict.reason) && blockList.isStale();
    return isUnsure ? { ...verdict, reason: "online_required" } : verdict;
  }

  /** What the server says of the row, if it says it in time. */
  async #ask(row) {
    const { sequence, barcode, place } = row;
    let answer = null;
    await this.#hear(async () => {
      const body = { device: this.device.id, barcode, place, sequence };
      answer = await (await this.server.post("checks", body, { patience: PATIENCE })).json();
      await this.log.settle(sequence, answer.reason);
    });
    if (this.fault instanceof Stopped) return { online: false, reason: "online_required", says: null };
    if (!answer) return { online: false };
    const { reason, ticketId, product, ticket, seenAt } = answer;
    return { online: true, reason, ticketId, product, ticket, seenAt };
  }

  async #fetchBundle() {
    const kept = this.bundle?.kept;
    const response = await this.server.get("bundle", { device: this.device.id }, { etag: kept?.etag });
    if (response.status !== 304) {
      const told = await response.json();
      const tables = await (await fetch(TABLES)).json();
      const fetched = { told, tables, etag: response.headers.get("ETag"), lists: [told.blockList] };
      // One that cannot be believed does not take the place of the one that we have.
      this.bundle = await Bundle.open(fetched, this.clock);
      await this.#keepBundle();
    }
  }

  async #upload() {
    for (let rows = this.log.waiting(this.device.id); rows.length; rows = this.log.waiting(this.device.id)) {
      const response = await this.server.post("scans", { device: this.device.id, scans: rows.map(toLine) });
      const { outcomes } = await response.json();
      for (const { sequence, reason } of outcomes) await this.log.settle(sequence, reason, { isLate: true });
    }
  }

  /** Do it, note what went wrong, and what the clock has learnt. */
  async #hear(act) {
    try {
      await act();
      this.fault = null;
    } catch (fault) {
      this.fault = fault;
      if (fault instanceof Stopped) await this.#forgetAll();
    }
    if (!(this.fault instanceof Offline)) await write("clock", { offset: this.clock.offset, heardAt: this.clock.heardAt });
  }

  async #keepDevice(device) {
    this.device = device;
    await write(`device:${this.issuer}`, this.device);
  }

  async #keepBundle() {
    await write(`bundle:${this.issuer}`, this.bundle.kept);
  }

  /** A device that was stopped inspects no more, without a connection too. */
  async #forgetAll() {
    this.bundle = null;
    await forget(`bundle:${this.issuer}`);
  }
}

const wire = (moment) => (moment === null ? null : new Date(moment).toISOString());

function toLine({ sequence, told, offset, result, format, ticketId, product, moment, place, barcode }) {
  return { sequence, scannedAt: wire(told), offsetSeconds: offset / 1000, result, format, ticketId, product, moment: wire(moment), place, barcode };
}
