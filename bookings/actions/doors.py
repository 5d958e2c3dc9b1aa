"""The one door to a booking, whatever its kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bookings.actions.door import Door
from bookings.actions.journey_door import JourneyDoor
from bookings.actions.rental_door import RentalDoor
from bookings.actions.supplied_door import SuppliedDoor
from bookings.models import Booking, Leg
from bookings.states import BookingKind, LegAct, Origin
from bookings.terms import HoldWish, LegTold
from operators.tenancy.actors import Actor
from sales.errors import OfferUnknown
from sales.models import Offer, SalesChannel

DOORS: Mapping[BookingKind, Door] = {
    door.kind: door for door in (JourneyDoor(), RentalDoor(), SuppliedDoor())
}


def hold_offer(
    reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
) -> Booking:
    """Hold an offer: the booking is PENDING. OfferUnknown, OfferTaken, OfferLapsed;
    CustomerBlocked; and what its kind refuses."""
    door = DOORS[_kind_of_offer(reference, channel)]
    return door.hold(reference, channel=channel, wish=wish, by=by, at=at)


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


def _door_of(booking: Booking) -> Door:
    return DOORS[BookingKind(booking.kind)]


def _kind_of_offer(reference: str, channel: SalesChannel) -> BookingKind:
    """What an offer is for never changes, so it need not be locked to be asked."""
    found = Offer.objects.made_through(channel.pk).filter(reference=reference)
    known = found.select_related("product").only("asset_id", "product__supplier_id").first()
    if known is None:
        raise OfferUnknown
    if known.product.supplier_id is not None:
        return BookingKind.SUPPLIED
    return BookingKind.JOURNEY if known.asset_id is None else BookingKind.RENTAL
