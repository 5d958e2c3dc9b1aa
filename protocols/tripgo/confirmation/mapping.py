"""`confirmation`: the booking of a segment on the wire (reference §8).

Android rejects the whole object when a mandatory member is missing, so all of these are always
there. `purchase.price` is in the main unit, prices of tickets are in hundredths.
"""

from __future__ import annotations

from typing import Any

from bookings.models import Booking, BookingMessage
from bookings.queries import BookingReading
from bookings.states import MessageKind
from protocols.tripgo.actions.mapping import actions_of
from protocols.tripgo.confirmation.audience import Audience
from protocols.tripgo.confirmation.facts import Facts, Party
from protocols.tripgo.confirmation.fares import booked_fares
from protocols.tripgo.confirmation.kinds import facts_of
from protocols.tripgo.confirmation.known import Known
from protocols.tripgo.confirmation.states import STAGE_OF, Stage, is_valid
from protocols.tripgo.confirmation.wording import Phrases
from protocols.tripgo.modes import company_info
from protocols.tripgo.tickets.mapping import tickets_to_wire
from protocols.tripgo.wire import iso, major, omit_none
from sales.models import Product

Wire = dict[str, Any]

PAID, PENDING, CANCELED = "SUCCEEDED", "PENDING", "CANCELED"


def confirmation_to_wire(known: Known, to: Audience) -> Wire:
    """A booking that is there. Nothing in it is null; lists are empty rather than missing."""
    facts = facts_of(known)
    tickets = purchased_of(known, to)
    fares = booked_fares(known.booking.offer, known.told)
    told = {
        "status": status_to_wire(known, facts, to),
        "provider": _party(facts.provider),
        "vehicle": _vehicle(facts),
        "purchase": purchase_to_wire(known, facts),
        "actions": actions_of(known, facts, tickets, to),
        "input": list(known.told.get("input", ())),
        "notes": [_note(message, facts, known.booking, to.phrases) for message in known.messages],
        "tickets": fares,
        "fares": fares,
        "purchasedTickets": tickets,
        "paymentStatus": payment_status(known),
    }
    return omit_none(told)


def status_to_wire(known: Known, facts: Facts, to: Audience) -> Wire:
    """`status`."""
    return {
        "title": to.phrases.titles[known.status],
        "subtitle": to.subtitle(known, facts),
        "value": known.status.value,
    }


def purchased_of(known: Known, to: Audience, *, with_moving: bool = False) -> list[Wire]:
    """`purchasedTickets`: of a journey; nothing else has tickets of ours. `with_moving`: with the
    barcodes that rotate."""
    if not isinstance(known.found, BookingReading):
        return []
    return tickets_to_wire(
        known.booking, known.found, to.address, with_moving=with_moving, at=known.at
    )


def purchase_to_wire(known: Known, facts: Facts) -> Wire:
    """`purchase`: what was bought and what it costs by now, in the main unit."""
    booking = known.booking
    zone = booking.tenant.zone
    told: Wire = {
        "id": booking.reference,
        "price": major(facts.amount),
        "currency": facts.currency,
        "productName": booking.offer.product.name,
        "productType": facts.mode,
        "valid": is_valid(known.status),
        "validFromTimestamp": iso(facts.valid_from, zone),
        "timezone": zone.key,
        "brand": brand_to_wire(booking.offer.product, facts.mode),
    }
    if facts.valid_until is not None:
        seconds = (facts.valid_until - facts.valid_from).total_seconds()
        told["validFor"] = max(0, int(seconds))
    if booking.order is not None and payment_status(known) == PAID:
        # What is paid at its end has its order since then.
        times = (booking.confirmed_at, booking.order.created_at)
        told["paymentTimestamp"] = iso(max(time for time in times if time is not None), zone)
    return told


def brand_to_wire(product: Product, mode: str) -> Wire:
    """`brand`: the fleet, or else the operator; what the one has not, the other has."""
    told = company_info(product.operator, mode=mode)
    if product.fleet is None:
        return told
    return {**told, **company_info(product.fleet, mode=mode)}


def payment_status(known: Known) -> str:
    """What is sold is paid or invoiced; a rental and a taxi are sold at their end."""
    if STAGE_OF[known.status] is Stage.CALLED_OFF:
        return CANCELED
    return PENDING if known.booking.order_id is None else PAID


def _party(party: Party) -> Wire:
    return omit_none(
        {
            "title": party.name,
            "subtitle": party.phone or None,
            "imageURL": party.picture_url or None,
        }
    )


def _vehicle(facts: Facts) -> Wire | None:
    vehicle = facts.vehicle
    if vehicle is None:
        return None
    return omit_none({"title": vehicle.name, "subtitle": vehicle.plate or None})


def _note(message: BookingMessage, facts: Facts, booking: Booking, phrases: Phrases) -> Wire:
    kind = MessageKind(message.kind)
    usual = phrases.notes[kind].format(minutes=message.minutes)
    is_needed = kind == MessageKind.ARRIVAL or not message.text
    return {
        "text": " ".join(filter(None, (usual if is_needed else "", message.text))),
        "timestamp": iso(message.sent_at, booking.tenant.zone),
        "provider": facts.provider.name,
    }
