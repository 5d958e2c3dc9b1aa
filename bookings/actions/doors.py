"""The one door to a booking, whatever its kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime

import django_fsm as fsm
from django.db import transaction

from bookings.actions.door import Door
from bookings.actions.journey_door import JourneyDoor
from bookings.actions.rental_door import RentalDoor
from bookings.actions.supplied.asking import UNCERTAIN
from bookings.actions.supplied_door import SuppliedDoor
from bookings.actions.taxi_door import TaxiDoor
from bookings.models import Booking, Leg
from bookings.states import BookingKind, BookingState, LegAct, Origin
from bookings.terms import HoldWish, LegTold
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.errors import OfferTaken, OfferUnknown
from sales.models import Offer, SalesChannel

DOORS: Mapping[BookingKind, Door] = {
    door.kind: door for door in (JourneyDoor(), RentalDoor(), SuppliedDoor(), TaxiDoor())
}


def hold_offer(
    reference: str,
    *,
    channel: SalesChannel,
    wish: HoldWish,
    kinds: Collection[BookingKind] = tuple(BookingKind),
    by: Actor,
    at: datetime,
) -> Booking:
    """Hold an offer of one of these kinds: the booking is PENDING. OfferUnknown, OfferTaken,
    OfferLapsed; CustomerBlocked; and what its kind refuses."""
    kind = kind_of_offer(reference, channel)
    if kind not in kinds:
        raise OfferUnknown
    door = DOORS[kind]
    return door.hold(reference, channel=channel, wish=wish, by=by, at=at)


def book_offer(
    reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
) -> Booking:
    """Hold an offer and commit it as one thing: where it is refused, nothing has changed.

    The same offer again gives the same customer the booking that is there, as it is by then; a
    commit that nobody knows the end of is asked for again. Another customer gets OfferTaken.
    Otherwise as `hold_offer`, and what a commit refuses. Where another server sells it, a commit
    that failed releases the hold; if nobody knows what became of it (SupplierBusy), the same offer
    again tells.
    """
    found = _booked_before(reference, channel, wish)
    if found is not None:
        return _commit_again(found, by=by, at=at)
    door = DOORS[kind_of_offer(reference, channel)]
    try:
        return _book(door, reference, channel=channel, wish=wish, by=by, at=at)
    except OfferTaken:
        # By the same request, sent twice at once.
        found = _booked_before(reference, channel, wish)
        if found is None:
            raise
        return _commit_again(found, by=by, at=at)


def commit_any(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Commit a booking; again, it changes nothing."""
    return _door_of(booking).commit(booking, by=by, at=at)


def cancel_any(
    booking: Booking, *, by: Actor, at: datetime, origin: Origin | None = None
) -> Booking:
    """Cancel a booking; again, it changes nothing. `origin`: on whose wish, if that is not the
    actor's own."""
    return _door_of(booking).cancel(booking, by=by, at=at, origin=origin)


def extend_any(booking: Booking, *, reason: str, by: Actor, at: datetime) -> Booking:
    """Give the partner more time to commit. ExtensionRefused."""
    return _door_of(booking).extend(booking, reason=reason, by=by, at=at)


def expire_any(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Let a hold lapse before its time; again, it changes nothing."""
    return _door_of(booking).expire(booking, by=by, at=at)


def move_leg(leg: Leg, act: LegAct, told: LegTold, *, by: Actor, at: datetime) -> Leg:
    """Do one of the acts on a leg, which comes with its booking. ActNotSupported for one that is
    not done with bookings of its kind."""
    return _door_of(leg.booking).move_leg(leg, act, told, by=by, at=at)


def _book(
    door: Door,
    reference: str,
    *,
    channel: SalesChannel,
    wish: HoldWish,
    by: Actor,
    at: datetime,
) -> Booking:
    if door.asks_nobody:
        with transaction.atomic():
            booking = door.hold(reference, channel=channel, wish=wish, by=by, at=at)
            return door.commit(booking, by=by, at=at)
    booking = door.hold(reference, channel=channel, wish=wish, by=by, at=at)
    try:
        return door.commit(booking, by=by, at=at)
    except UNCERTAIN:
        # A timer finds out, or the same request did already: what is sold by then stays sold.
        raise
    except DomainError:
        with suppress(DomainError, fsm.TransitionNotAllowed):
            door.cancel(booking, by=by, at=at)
        raise


def _booked_before(reference: str, channel: SalesChannel, wish: HoldWish) -> Booking | None:
    """The booking of an offer, if it is this customer's. OfferTaken if it is another one's."""
    booked = Booking.objects.sold_through(channel).select_related("customer")
    found = booked.filter(reference=reference).first()
    if found is None:
        return None
    mine = found.customer is None
    if wish.customer is not None:
        mine = found.customer is not None and wish.customer.name(found.customer)
    if not mine:
        raise OfferTaken
    return found


def _commit_again(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """A hold that was left open by whoever died over it is committed; any other stays."""
    if booking.state_at(at) != BookingState.PENDING:
        return booking
    return commit_any(booking, by=by, at=at)


def _door_of(booking: Booking) -> Door:
    return DOORS[BookingKind(booking.kind)]


def kind_of_offer(reference: str, channel: SalesChannel) -> BookingKind:
    """What an offer is for never changes, so it need not be locked to be asked."""
    found = Offer.objects.made_through(channel.pk).filter(reference=reference)
    columns = ("asset_id", "taxi_trip", "product__supplier_id")
    known = found.select_related("product").only(*columns).first()
    if known is None:
        raise OfferUnknown
    if known.product.supplier_id is not None:
        return BookingKind.SUPPLIED
    if known.taxi_trip is not None:
        return BookingKind.TAXI
    return BookingKind.JOURNEY if known.asset_id is None else BookingKind.RENTAL
