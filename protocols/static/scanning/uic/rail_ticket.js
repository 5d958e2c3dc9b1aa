// The ticket inside a UIC barcode, in FCB version 3 (barcode format §3.4).

import { Refused } from "../judging.js";
import { readTicketNumber } from "../numbers.js";
import { BitReader, BitsWrong } from "./bits.js";
import { NotForUs } from "./per.js";
import { readIssued, readPeriod } from "./times.js";

/** The ticket of level 1; Refused unless it is exactly one that we can read. */
export function readTicket(level1, tables, zone) {
  const items = level1.items.filter(({ format }) => format.startsWith("FCB"));
  if (items.length !== 1) throw new Refused("no_ticket");
  if (items[0].format !== "FCB3") throw new Refused("unsupported_format");
  try {
    return toTicket(readContent(items[0].octets, tables), zone);
  } catch (wrong) {
    if (wrong instanceof NotForUs) throw new Refused("no_ticket");
    if (wrong instanceof BitsWrong) throw new Refused("malformed");
    throw wrong;
  }
}

function readContent(octets, tables) {
  const bits = new BitReader(octets);
  const content = tables.read(tables.railTicket, bits);
  bits.finish();
  return { ...content, issuedAt: readIssued(content.issuingDetail) };
}

function toTicket({ issuingDetail, issuedAt, transportDocument = [], controlDetail = {} }, zone) {
  const [kind, document] = transportDocument.length === 1 ? transportDocument[0].ticket : [];
  if (kind !== "openTicket" && kind !== "pass") throw new Refused("no_ticket");
  const [validFrom, validUntil] = readPeriod(document, issuedAt, zone);
  const tariffs = document.tariffs ?? [];
  const labels = [document.passDescription, ...tariffs.map(({ tariffDesc }) => tariffDesc)];
  return {
    ticketId: readTicketNumber(String(document.referenceIA5 ?? document.referenceNum ?? "")),
    product: readProduct(document),
    validFrom: validFrom / 1000,
    validUntil: validUntil / 1000,
    zones: (document.validRegion ?? []).flatMap(([region, { zoneId = [] }]) => (region === "zones" ? zoneId : [])),
    stops: document.fromStationIA5 !== undefined && document.toStationIA5 !== undefined ? [document.fromStationIA5, document.toStationIA5] : null,
    passengers: tariffs.reduce((count, { numberOfPassengers }) => count + numberOfPassengers, 0) || 1,
    label: labels.find((label) => label !== undefined) ?? null,
    specimen: issuingDetail.specimen,
    activated: issuingDetail.activated,
    onlineCheck: controlDetail.onlineValidationRequired ?? false,
    ageCheck: controlDetail.ageCheckRequired ?? false,
  };
}

function readProduct({ productIdNum, productIdIA5 = "" }) {
  return productIdNum ?? (/^[0-9]{1,10}$/.test(productIdIA5) ? Number(productIdIA5) : null);
}
