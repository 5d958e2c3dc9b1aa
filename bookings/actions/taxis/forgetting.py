"""Forgetting from where to where somebody was taken, once nobody has to find it any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from bookings.models import TaxiRide
from operators.tenancy.actors import Actor
from sales.models import Customer, Offer

KEEP = timedelta(days=180)
"""After a ride: its traveller and the taxi centre may look back."""
ROUGHLY = 1
"""Decimals of a degree that stay of a place, about ten kilometres: no door, but still a town."""

OVER = Q(closed_at__isnull=False)


@transaction.atomic
def forget_places(customer: Customer, *, at: datetime) -> int:
    """Forget the places of a customer's taxi rides that are over; returns how many.

    What a ride was, when and for how much stays. One that is not over is still to be driven; its
    places are forgotten by `forget_old_places` when it is.
    """
    return _forget(OVER & Q(leg__booking__customer=customer), at=at)


@transaction.atomic
def forget_old_places(*, by: Actor, at: datetime, limit: int) -> int:
    """Forget the places of one batch of rides that have been over for half a year, and of those of
    erased customers as soon as they are over; returns how many."""
    erased = OVER & Q(leg__booking__customer__erased_at__isnull=False)
    # One after the other: they go by other indexes.
    return _forget(Q(closed_at__lte=at - KEEP), at=at, limit=limit) + _forget(
        erased, at=at, limit=limit
    )


def _forget(over: Q, *, at: datetime, limit: int | None = None) -> int:
    known = TaxiRide.objects.filter(over, forgotten_at=None).select_related("leg__booking__offer")
    rides = list(known.order_by("closed_at").lock_free()[:limit])
    for ride in rides:
        offer = ride.leg.booking.offer
        ride.trip, offer.taxi_trip = _roughly(ride.trip), _roughly(offer.taxi_trip)
        ride.longitude = ride.latitude = ride.seen_at = None
        ride.forgotten_at = at
    fields = ["trip", "longitude", "latitude", "seen_at", "forgotten_at"]
    TaxiRide.objects.bulk_update(rides, fields)
    Offer.objects.bulk_update([ride.leg.booking.offer for ride in rides], ["taxi_trip"])
    return len(rides)


def _roughly(trip: Any) -> dict[str, Any]:
    return {**trip, **{end: _town(trip[end]) for end in ("origin", "destination")}}


def _town(place: dict[str, Any]) -> dict[str, Any]:
    rough = {name: round(place[name], ROUGHLY) for name in ("longitude", "latitude")}
    return {**rough, "name": "", "address": ""}
