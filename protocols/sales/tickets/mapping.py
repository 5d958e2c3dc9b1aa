"""Sold lines and their tickets in the words of this face (§10)."""

from __future__ import annotations

import base64
from typing import Any

from protocols.sales.wire import utc, utc_or_none
from sales.models import Customer, Fulfilment, OrderLine
from tickets.codecs.formats import BarcodeFormat
from tickets.forms.symbols import Symbology
from tickets.models import Barcode, Ticket


def group_to_wire(line: OrderLine) -> dict[str, Any]:
    """A line that was read by `with_tickets`: the group of its tickets."""
    order = line.order
    rows = {row.ticket_id: row for row in line.fulfilments.all()}
    facts: Any = line
    return {
        "id": str(line.reference),
        "orderId": order.code,
        "orderLineId": str(line.reference),
        "orderVersion": line.added_in_version,
        "organisationId": order.seller.number,
        "createdByDCI": order.channel.netex_id,
        "orderOwnerCustomerId": _number(order.customer),
        "distributionHolderCustomerId": _number(line.holder or order.customer),
        "createdAt": utc(facts.issued_at),
        "updatedAt": utc(facts.changed_at),
        "ticketDistributions": [distribution_to_wire(row) for row in rows.values()],
    }


def distribution_to_wire(row: Fulfilment) -> dict[str, Any]:
    """One ticket; a ticket of a group of travellers is told once."""
    facts: Any = row
    return {
        "id": str(row.ticket_id),
        "distributionStatus": facts.state,
        "startOfValidity": utc_or_none(row.ticket.valid_from),
        "endOfValidity": utc_or_none(row.ticket.valid_until),
        "mediaSerialNumberId": None,
    }


def ticket_to_wire(row: Fulfilment, ticket: Ticket, barcode: Barcode | None) -> dict[str, Any]:
    """A ticket with the barcode that it shows now."""
    order = row.line.order
    kind = ticket.ticket_type
    return {
        **distribution_to_wire(row),
        "startOfValidity": utc_or_none(ticket.valid_from),
        "endOfValidity": utc_or_none(ticket.valid_until),
        "orderId": order.code,
        "name": ticket.label,
        "passengers": ticket.passengers,
        "forms": list(kind.media),
        "barcode": barcode_to_wire(barcode, kind.symbology) if barcode else None,
    }


def barcode_to_wire(barcode: Barcode, symbology: str) -> dict[str, Any]:
    """Good until the end of its window; fetch the ticket again then."""
    octets = base64.b64encode(barcode.octets).decode("ascii")
    return {
        "format": barcode.format,
        "payload": barcode.text if barcode.format == BarcodeFormat.T1 else octets,
        "payloadBase64": octets,
        "symbology": Symbology(symbology).value,
        "validFrom": utc(barcode.starts_at),
        "validUntil": utc(barcode.ends_at),
        "refreshAt": utc(barcode.ends_at),
    }


def _number(customer: Customer | None) -> str | None:
    return str(customer.number) if customer else None
