"""Purchased tickets on the wire (reference §9). Prices are in hundredths; moments have the offset
of the tenant's time zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bookings.models import Booking
from bookings.queries import BookingReading, LegReading
from bookings.states import BookingState
from protocols.tripgo.wire import hundredths, iso
from sales.fares.parts import LinePrice, line_prices
from tickets.codecs.formats import BarcodeFormat
from tickets.models import Barcode, Ticket
from tickets.states import TicketState

Wire = dict[str, Any]
Address = Callable[[str], str]
"""The absolute address of a path of this face."""


class TicketStatus(StrEnum):
    """`status` of a purchased ticket."""

    UNACTIVATED = "UNACTIVATED"
    ACTIVE = "ACTIVE"
    STALE_TICKET = "STALE_TICKET"
    ACTIVE_ON_ANOTHER_DEVICE = "ACTIVE_ON_ANOTHER_DEVICE"
    EXPIRED = "EXPIRED"
    UNUSED = "UNUSED"
    REFUNDED = "REFUNDED"
    INVALID = "INVALID"
    FARE_CAPPED = "FARE_CAPPED"


OF_STATE: Mapping[TicketState, TicketStatus] = {
    TicketState.ISSUED: TicketStatus.UNACTIVATED,
    TicketState.ACTIVE: TicketStatus.ACTIVE,
    TicketState.USED: TicketStatus.EXPIRED,
    TicketState.EXPIRED: TicketStatus.EXPIRED,
    TicketState.VOIDED: TicketStatus.INVALID,
}
NEVER_SENT = frozenset(
    {
        TicketStatus.STALE_TICKET,
        TicketStatus.ACTIVE_ON_ANOTHER_DEVICE,
        TicketStatus.FARE_CAPPED,
    }
)
"""An app cannot know them of tickets that the server draws."""


GOOD = frozenset({TicketStatus.UNACTIVATED.value, TicketStatus.ACTIVE.value})
"""Of tickets that are good for something still."""


def ticket_status(ticket: Ticket, booking: Booking, *, at: datetime) -> TicketStatus:
    """As the clock has it. One that ended without ever being active is UNUSED, and one whose
    booking was cancelled is REFUNDED."""
    if ticket.state == TicketState.VOIDED and booking.state == BookingState.CANCELLED:
        return TicketStatus.REFUNDED
    is_over = ticket.is_over(at) or ticket.state == TicketState.EXPIRED
    if is_over and ticket.activated_at is None:
        return TicketStatus.UNUSED
    return TicketStatus.EXPIRED if is_over else OF_STATE[TicketState(ticket.state)]


def tickets_to_wire(
    booking: Booking,
    found: BookingReading,
    address: Address,
    *,
    with_moving: bool = False,
    at: datetime,
) -> list[Wire]:
    """`purchasedTickets`: the tickets of a journey, each once, in the order of its legs.

    `with_moving`: barcodes that rotate are told as well. A trip does not tell them, since it would
    be another trip every half a minute.
    """
    prices, chosen = _prices(booking), _chosen(booking)
    readings = {leg.leg.ticket_id: leg for leg in reversed(found.legs)}
    told = []
    for leg in sorted(readings.values(), key=lambda one: one.leg.sequence):
        if leg.leg.ticket is not None:
            fare = _fare(booking, leg.leg.ticket, prices.get(leg.leg.reference), chosen)
            one = _ticket(booking, leg, leg.leg.ticket, fare, address, at=at)
            told.append({**one, **_barcode(leg, leg.leg.ticket, with_moving=with_moving)})
    return told


def barcode_to_wire(barcode: Barcode, zone: ZoneInfo) -> Wire:
    """`qrCode` and until when it is that; nothing where it is octets, which the page shows."""
    text = _text(barcode)
    return {"qrCode": text, "qrCodeValidUntil": iso(barcode.ends_at, zone)} if text else {}


def ticket_path(ticket: Ticket) -> str:
    """Of a ticket, below the base: its page with GET, and what makes it active with POST."""
    return f"ticket/{ticket.pk}"


def _ticket(
    booking: Booking, leg: LegReading, ticket: Ticket, fare: Wire, address: Address, *, at: datetime
) -> Wire:
    zone = booking.tenant.zone
    status = ticket_status(ticket, booking, at=at)
    told: Wire = {
        "id": str(ticket.pk),
        "fare": fare,
        "status": status.value,
        "purchasedTimestamp": iso(ticket.issued_at, zone),
        "ticketExpirationTimestamp": iso(ticket.ends_at, zone),
        "actions": [],
        **_validity(ticket, zone),
    }
    if status == TicketStatus.UNACTIVATED:
        told["activateURL"] = address(ticket_path(ticket))
    if leg.is_shown or ticket.may_be_shown(at):
        told["ticketURL"] = address(ticket_path(ticket))
    return told


def _barcode(leg: LegReading, ticket: Ticket, *, with_moving: bool) -> Wire:
    """What it shows now."""
    if leg.barcode is None or (ticket.ticket_type.is_rotating and not with_moving):
        return {}
    return barcode_to_wire(leg.barcode, ticket.tenant.zone)


def _validity(ticket: Ticket, zone: ZoneInfo) -> Wire:
    """Once it is known."""
    if ticket.valid_from is None or ticket.valid_until is None:
        return {}
    return {
        "validFromTimestamp": iso(ticket.valid_from, zone),
        "validUntilTimestamp": iso(ticket.valid_until, zone),
    }


def _text(barcode: Barcode) -> str:
    """What an app draws as a code; nothing where it is octets, which the ticket's page shows."""
    return barcode.text if barcode.format == BarcodeFormat.T1 else ""


def _fare(
    booking: Booking, ticket: Ticket, price: LinePrice | None, chosen: Mapping[str, str]
) -> Wire:
    """Of one ticket: what its traveller paid, or the whole price of a group's. It has the id of
    that fare among those that were booked."""
    offer = booking.offer
    amount = offer.amount if price is None or price.is_group else price.unit_amount
    category = price.category if price and not price.is_group else ""
    return {
        "id": chosen.get(category, category) or offer.product.code,
        "name": (price.category if price else "") or ticket.label,
        "description": ticket.label,
        "price": hundredths(amount),
        "currency": offer.currency,
    }


def _chosen(booking: Booking) -> Mapping[str, str]:
    """The ids of the fares that the traveller chose, by their names."""
    part = getattr(booking, "purchase_part", None)
    return {fare["name"]: fare["id"] for fare in part.told.get("fares", ())} if part else {}


def _prices(booking: Booking) -> Mapping[str, LinePrice]:
    """What the traveller of each leg paid, by the references of the legs; of a group's ticket
    nobody paid for one alone."""
    offer = booking.offer
    if offer.is_group_ticket:
        return {}
    lines = {line.category_id: line for line in line_prices(offer.parts())}
    travellers = offer.offered_travellers()
    return {
        leg.reference: line
        for leg in offer.offered_legs()
        if leg.holder < len(travellers)
        and (line := lines.get(travellers[leg.holder].category_id)) is not None
    }


def is_active(told: Wire) -> bool:
    """Whether a ticket can be shown."""
    return "ticketURL" in told


def unactivated(told: Iterable[Wire]) -> list[Wire]:
    """Those that wait to be activated."""
    return [ticket for ticket in told if "activateURL" in ticket]
