"""Changing what a partner may change of a booking before it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import datetime

from django.db import transaction

from bookings.actions.booking import lock_booking
from bookings.actions.recording import record_event
from bookings.errors import BookingGone, BookingInUse, FixedByCommit, TravellersDiffer
from bookings.models import Booking, Leg
from bookings.states import CLOSED, BookingEventName, BookingState
from operators.tenancy.actors import Actor
from sales.models import Customer, Offer
from sales.orders.customers import CustomerFacts, know_customer

IN_USE = [BookingState.STARTED, BookingState.FINISHED]
TravellerNames = Mapping[str, tuple[str, ...]]
"""The partner's references of the travellers of a leg, by the leg's reference."""


@transaction.atomic
def change_booking(
    booking: Booking,
    *,
    customer: CustomerFacts | None = None,
    symbology: str = "",
    media: str = "",
    travellers: TravellerNames | None = None,
    by: Actor,
    at: datetime,
) -> Booking:
    """Change who the customer is, what the travellers are called, and the form of the tickets.

    What is left out stays. Once the booking is committed, only the customer's name and contact
    can change: FixedByCommit for the rest. A change to what is there already changes nothing.
    BookingInUse and BookingGone as `check_changeable`; CustomerBlocked; FormUnavailable;
    TravellersDiffer if a leg gets more references than travellers, or two legs of one ticket
    differ.
    """
    booking = lock_booking(booking)
    check_changeable(booking, at=at)
    changed = [
        *_change_customer(booking, customer, at=at),
        *_change_form(booking, symbology, media),
        *_name_travellers(booking, travellers or {}),
    ]
    if changed:
        booking.save()
        record_event(booking, BookingEventName.CHANGED, by=by, at=at, changed=changed)
    return booking


def check_changeable(booking: Booking, *, at: datetime) -> None:
    """BookingInUse once the journey has begun, BookingGone if it will never be made."""
    state = booking.state_at(at)
    if state in IN_USE:
        raise BookingInUse
    if state in CLOSED:
        raise BookingGone


def _change_customer(
    booking: Booking, told: CustomerFacts | None, *, at: datetime
) -> Iterator[str]:
    if told is None:
        return
    before = booking.customer
    if before is None or not told.name(before):
        _check_held(booking, "customer")
    customer = know_customer(booking.offer.channel, told, at=at)
    if before is None or _facts(before) != _facts(customer):
        booking.customer = customer
        yield "customer"


def _facts(customer: Customer) -> list[object]:
    return [getattr(customer, fact.name) for fact in fields(CustomerFacts)]


def _change_form(booking: Booking, symbology: str, media: str) -> Iterator[str]:
    if not symbology and not media:
        return
    kind = booking.offer.product.tickets
    chosen = kind.choose_media(symbology=symbology, media=media or booking.media)
    if chosen != booking.media:
        _check_held(booking, "form of the tickets")
        booking.media = chosen
        yield "media"


def _name_travellers(booking: Booking, told: TravellerNames) -> Iterator[str]:
    """The offer keeps the travellers, and the sale reads them there."""
    legs = list(booking.legs.filter(reference__in=told))
    named = [leg for leg in legs if leg.traveller_references != list(told[leg.reference])]
    if not named:
        return
    _check_held(booking, "references of the travellers")
    offer = booking.offer
    people = offer.offered_travellers()
    for holder, names in _names_by_holder(offer, told).items():
        seats = range(len(people)) if offer.is_group_ticket else [holder]
        if len(names) > len(seats):
            raise TravellersDiffer
        for place, seat in enumerate(seats):
            offer.travellers[seat]["reference"] = names[place] if place < len(names) else ""
    offer.save(update_fields=["travellers"])
    _name_legs(booking, offer)
    yield "travellers"


def _names_by_holder(offer: Offer, told: TravellerNames) -> dict[int, tuple[str, ...]]:
    names: dict[int, tuple[str, ...]] = {}
    for leg in offer.offered_legs():
        if (
            leg.reference in told
            and names.setdefault(leg.holder, told[leg.reference]) != (told[leg.reference])
        ):
            raise TravellersDiffer("The legs of one ticket have the same travellers.")
    return names


def _name_legs(booking: Booking, offer: Offer) -> None:
    """Every ride of a ticket tells the same travellers."""
    people = offer.offered_travellers()
    holders = {leg.reference: leg.holder for leg in offer.offered_legs()}
    legs = list(booking.legs.all())
    for leg in legs:
        riding = people if offer.is_group_ticket else [people[holders[leg.reference]]]
        leg.traveller_references = [person.reference for person in riding if person.reference]
    Leg.objects.bulk_update(legs, ["traveller_references"])


def _check_held(booking: Booking, what: str) -> None:
    if booking.state != BookingState.PENDING:
        raise FixedByCommit(f"The {what} was fixed when the booking was committed.")
