"""Bookings that were committed and wait for a yes or a no."""

from __future__ import annotations

from typing import Any

from bookings.actions.booking import commit_booking
from bookings.models import Booking
from operators.timetable.itineraries import Itinerary
from tests.factories.itineraries import one_ride
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, Shop, open_shop

MINUTES = 120
BY_REQUEST = {"confirm_minutes": MINUTES}


def ask_first(**product: Any) -> Shop:
    """A shop whose staff answer each booking within two hours; its tickets start later."""
    return open_shop({**LATER, **BY_REQUEST, **product})


def tomorrow() -> list[Itinerary]:
    return [one_ride(later(days=1))]


def asked(shop: Shop, *ages: int) -> Booking:
    """A trip of tomorrow, held and committed; the product of the shop is sold by request from now
    on."""
    shop.product.confirm_minutes = MINUTES
    shop.product.save()
    return commit_booking(shop.hold(*ages, itineraries=tomorrow()), by=BY, at=NOW)
