"""Lists of bookings, narrowed as TOMP lets its clients ask."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from bookings.models import Booking, Leg
from bookings.models.booking import BookingQuerySet
from bookings.states import BookingKind
from protocols.tomp.kinds import KINDS
from protocols.tomp.wishes import BookingListWish

LEGS = Leg.objects.filter(booking=OuterRef("pk"))
ENDS_AT = Coalesce("closed_at", "arrives_at")
"""When a leg is over; nobody knows of a vehicle that is in use."""


def bookings_of(channel_id: int, wish: BookingListWish, *, at: datetime) -> list[Booking]:
    """A page of the channel's bookings, oldest first."""
    told = Booking.objects.sold_through(channel_id).filter(kind__in=KINDS)
    found = _in_states(told, wish, at=at)
    found = _between(_of_type(_priced(found, wish), wish), wish)
    page = wish.page
    return list(found.order_by("id")[page.offset : page.offset + page.limit])


def _in_states(found: BookingQuerySet, wish: BookingListWish, *, at: datetime) -> BookingQuerySet:
    if wish.states is None:
        return found
    if wish.states_of_journeys is None:
        return found.in_state_at(*wish.states, at=at)
    journeys = found.filter(kind=BookingKind.JOURNEY)
    others = found.exclude(kind=BookingKind.JOURNEY)
    return journeys.in_state_at(*wish.states_of_journeys, at=at) | others.in_state_at(
        *wish.states, at=at
    )


def _between(found: BookingQuerySet, wish: BookingListWish) -> BookingQuerySet:
    """Those with legs before the end of the window and legs after its beginning."""
    if wish.starts_from is not None:
        late = LEGS.annotate(ends_at=ENDS_AT)
        late = late.filter(Q(ends_at=None) | Q(ends_at__gte=wish.starts_from))
        found = found.filter(Exists(late))
    if wish.starts_by is not None:
        found = found.filter(Exists(LEGS.filter(departs_at__lte=wish.starts_by)))
    return found


def _priced(found: BookingQuerySet, wish: BookingListWish) -> BookingQuerySet:
    """By the price that is told: a journey's as it was offered, of others what they came to."""
    if wish.at_least is None and wish.at_most is None:
        return found
    found = found.alias(offered=F("offer__amount"), sold=F("order__total_amount"))
    journeys, others = Q(kind=BookingKind.JOURNEY), ~Q(kind=BookingKind.JOURNEY)
    if wish.at_least is not None:
        least = Q(offered__gte=wish.at_least)
        come_to = Q(sold__gte=wish.at_least) | Q(sold=None) & least
        found = found.filter(journeys & least | others & come_to)
    if wish.at_most is not None:
        most = Q(offered__lte=wish.at_most)
        come_to = Q(sold__lte=wish.at_most) | Q(sold=None) & most
        found = found.filter(journeys & most | others & come_to)
    return found


def _of_type(found: BookingQuerySet, wish: BookingListWish) -> BookingQuerySet:
    """Those with a leg of an asset type: a product of the timetable, or a type of vehicles."""
    if not wish.asset_type:
        return found
    rented = Exists(LEGS.filter(rental__facts__type_id=wish.asset_type))
    resold = Exists(LEGS.filter(supplied__facts__assetType__id=wish.asset_type))
    ridden = Q(kind=BookingKind.JOURNEY, offer__product__code=wish.asset_type)
    return found.filter(ridden | Q(rented) | Q(resold))
