"""Holding, committing, cancelling and expiring bookings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import django_fsm as fsm
from django.db import transaction

from bookings.actions.claims import check_not_credited_twice
from bookings.actions.moves import (
    CHANGED_BY_CLOSE,
    cancel_legs,
    start_legs,
)
from bookings.actions.recording import booking_event, record_event
from bookings.errors import CancellationRefused, HoldExpired
from bookings.models import Booking, BookingEvent, Leg
from bookings.states import OPEN_LEGS, RIDING, BookingEventName, BookingState
from operators.prepared import fetch_rows
from operators.tenancy.actors import Actor, ActorKind
from operators.tenancy.sweeps import store_state
from sales.catalogue.states import Cancellation
from sales.models import Offer, SalesChannel
from sales.offers.actions import take_offer
from sales.orders.customers import CustomerFacts, know_customer
from sales.refunds.rules import can_be_given_back
from sales.selling import Sale, cancel_sale, sell_on_account
from tickets.models import Ticket
from tickets.queries import check_signing_key
from tickets.states import TicketState

STORE_SOLD = """
    UPDATE bookings_leg
    SET ticket_id = sold.ticket_id, state = sold.state, started_at = sold.started_at
    FROM unnest(%(ids)s::bigint[], %(tickets)s::uuid[], %(states)s::text[],
        %(starts)s::timestamptz[]) AS sold (id, ticket_id, state, started_at)
    WHERE bookings_leg.id = sold.id
    RETURNING bookings_leg.id
"""


@transaction.atomic
def hold_booking(
    reference: str,
    *,
    channel: SalesChannel,
    customer: CustomerFacts | None = None,
    symbology: str = "",
    media: str = "",
    by: Actor,
    at: datetime,
) -> Booking:
    """Hold an offer for the channel's `hold_seconds`: the booking is PENDING, its legs PREPARING.

    OfferUnknown, OfferTaken, OfferLapsed; CustomerBlocked; FormUnavailable if the tickets do not
    come in the form asked for.
    """
    offer = take_offer(reference, channel=channel, at=at)
    if symbology or media:
        kind = offer.product.tickets
        chosen: str = kind.choose_media(symbology=symbology, media=media or offer.media)
    else:
        chosen = offer.media
    booking = Booking.objects.create(
        tenant_id=channel.tenant_id,
        channel=channel,
        offer=offer,
        reference=offer.reference,
        customer=know_customer(channel, customer) if customer else None,
        media=chosen,
        booked_at=at,
        held_until=at + timedelta(seconds=channel.hold_seconds),
    )
    Leg.objects.bulk_create(_new_legs(booking, offer))
    record_event(booking, BookingEventName.HELD, by=by, at=at)
    return booking


@transaction.atomic
def commit_booking(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Sell a held booking on account of the channel's partner and issue all its tickets.

    Legs whose tickets are active at once are IN_USE, and the booking has STARTED. Committing
    again changes nothing. HoldExpired if the time to commit is over, NotValidThen if the product's
    is, TransitionNotAllowed if the booking is neither held nor sold, NoSigningKey if its tickets
    could not be shown.
    """
    booking = lock_booking(booking)
    if booking.state in (*RIDING, BookingState.FINISHED):
        return booking
    if booking.state_at(at) == BookingState.EXPIRED:
        raise HoldExpired(f"The time to commit ended at {booking.held_until:%Y-%m-%dT%H:%M:%SZ}.")
    if not fsm.can_proceed(booking.confirm):
        raise fsm.TransitionNotAllowed(f"A booking that is {booking.state} cannot be committed.")
    check_signing_key(booking.tenant_id)
    sale = sell_on_account(booking.offer, customer=booking.customer, by=by, at=at)
    booking.confirm(order=sale.order, at=at)
    events = [booking_event(booking, BookingEventName.CONFIRMED, by=by, at=at)]
    events += _hand_tickets_to_legs(booking, sale, by=by, at=at)
    booking.save()
    BookingEvent.objects.bulk_create(events)
    return booking


@transaction.atomic
def cancel_booking(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Release a hold, or cancel a sold booking by its product's rule: tickets are void, the order
    gets its next version, what was paid is credited less the fee.

    The rule is judged by the tickets as they are at `at`. Cancelling again changes nothing.
    CancellationRefused by the rule, if the journey is over, or for a partner that has claimed as
    credits what it would get back; HoldExpired if the hold is.
    """
    booking = lock_booking(booking)
    if booking.state in (BookingState.RELEASED, BookingState.CANCELLED):
        return booking
    if booking.state_at(at) == BookingState.EXPIRED:
        raise HoldExpired
    if booking.state == BookingState.FINISHED:
        raise CancellationRefused
    if booking.state == BookingState.PENDING:
        booking.release(at=at)
        name = BookingEventName.RELEASED
    else:
        booking.cancel(at=at)
        _take_back(booking, by=by, at=at)
        name = BookingEventName.CANCELLED
    booking.save()
    legs = list(booking.legs.filter(state__in=OPEN_LEGS))
    events = cancel_legs(legs, by=by, at=at)
    store_state(legs, CHANGED_BY_CLOSE)
    events.append(booking_event(booking, name, by=by, at=at))
    BookingEvent.objects.bulk_create(events)
    return booking


@transaction.atomic
def expire_holds(*, by: Actor, at: datetime, limit: int = 1000) -> int:
    """Expire one batch of holds whose time is over; returns how many."""
    lapsed = Booking.objects.lapsed(at).order_by("id").lock_free()
    batch = list(lapsed.prefetch_related("legs")[:limit])
    if not batch:
        return 0
    for booking in batch:
        booking.expire(at=at)
    legs = [leg for booking in batch for leg in booking.legs.all()]
    events = cancel_legs(legs, by=by, at=at)
    events += [booking_event(row, BookingEventName.EXPIRED, by=by, at=at) for row in batch]
    store_state(batch, CHANGED_BY_CLOSE)
    store_state(legs, CHANGED_BY_CLOSE)
    BookingEvent.objects.bulk_create(events)
    return len(batch)


def lock_booking(booking: Booking) -> Booking:
    """The booking of a journey as it is now, locked, with what its actions read.

    A statement that waited for the lock sees the rows it locks as they became, beside those that
    were joined before the wait. So the offer, whose travellers can be renamed, is locked as well,
    a customer who came meanwhile is read again, and the order is not joined.
    """
    locked = (
        Booking.objects.journeys()
        .select_for_update(of=("self", "offer"))
        .select_related(
            "offer__product__ticket_type",
            "offer__product__operator",
            "offer__channel__tenant",
            "customer",
        )
        .get(pk=booking.pk)
    )
    if locked.customer_id != (locked.customer.pk if locked.customer else None):
        locked.refresh_from_db(fields=["customer"])
    return locked


def _new_legs(booking: Booking, offer: Offer) -> list[Leg]:
    rides = offer.itinerary_rides()
    travellers = offer.offered_travellers()
    legs = []
    for sequence, offered in enumerate(offer.offered_legs(), start=1):
        ride = rides[offered.ride]
        people = travellers if offer.is_group_ticket else [travellers[offered.holder]]
        leg = Leg(
            booking=booking,
            reference=offered.reference,
            sequence=sequence,
            traveller_references=[person.reference for person in people if person.reference],
            ride=ride.to_json(),
            departs_at=ride.departs_at,
            arrives_at=ride.arrives_at,
        )
        leg.prepare()
        legs.append(leg)
    return legs


def _hand_tickets_to_legs(
    booking: Booking, sale: Sale, *, by: Actor, at: datetime
) -> list[BookingEvent]:
    legs = {leg.reference: leg for leg in booking.legs.all()}
    active = []
    for offered in booking.offer.offered_legs():
        leg, ticket = legs[offered.reference], sale.tickets[offered.holder]
        leg.ticket = ticket
        if ticket.state == TicketState.ACTIVE:
            active.append(leg)
    events = start_legs(booking, active, by=by, at=at)
    _store_sold(list(legs.values()))
    return events


def _store_sold(legs: Sequence[Leg]) -> None:
    """What `bulk_update` would do, in a quarter of the time."""
    values = {
        "ids": [leg.pk for leg in legs],
        "tickets": [leg.ticket_id for leg in legs],
        "states": [leg.state for leg in legs],
        "starts": [leg.started_at for leg in legs],
    }
    fetch_rows(STORE_SOLD, values)


def _take_back(booking: Booking, *, by: Actor, at: datetime) -> None:
    assert booking.order is not None
    offer = booking.offer
    # Locked before they are judged: an inspector may be about to use one.
    tickets = Ticket.objects.filter(pk__in=booking.legs.values("ticket")).order_by("pk")
    allowed = can_be_given_back(
        Cancellation(offer.cancellation),
        tickets.select_for_update(of=("self",), no_key=True),
        departs_at=min(ride.departs_at for ride in offer.itinerary_rides()),
        at=at,
    )
    if not allowed:
        raise CancellationRefused
    fee = offer.cancellation_fee
    order = cancel_sale(booking.order, fee=fee, reason="Cancellation", by=by, at=at)
    if by.kind == ActorKind.PARTNER:
        check_not_credited_twice(order)
