"""The profile of journeys knows nothing of vehicles that its channel rents out as well."""

from __future__ import annotations

import pytest

from tests.factories.moments import NOW
from tests.factories.rentals import RentalShop, open_rental_shop
from tests.protocols.tomp.partner import Partner
from tests.protocols.worlds import World, open_channel

pytestmark = pytest.mark.django_db

EVENT = {"time": NOW.isoformat(), "event": "SET_IN_USE"}


@pytest.fixture
def shop(clock) -> RentalShop:
    return open_rental_shop()


@pytest.fixture
def partner(shop) -> Partner:
    token, secret = open_channel(shop.channel)
    return Partner(World(shop, token, secret))


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/bookings/{booking}", None),
        ("POST", "/bookings/{booking}/events", {"operation": "CANCEL"}),
        ("PUT", "/bookings/{booking}", {}),
        ("GET", "/bookings/{booking}/notifications", None),
        ("POST", "/bookings/{booking}/notifications", {"type": "OTHER"}),
        ("POST", "/bookings/{booking}/subscription", None),
        ("GET", "/legs/{leg}", None),
        ("GET", "/legs/{leg}/progress", None),
        ("GET", "/legs/{leg}/available-assets", None),
        ("POST", "/legs/{leg}/events", EVENT),
    ],
)
def test_rental_is_not_found_among_journeys(shop, partner, method, path, body):
    rental = shop.book()
    ids = {"booking": rental.leg.booking.reference, "leg": rental.leg.reference}

    answer = partner.send(method, path.format(**ids), body)

    assert answer.status_code == 404


def test_rental_is_not_listed_among_journeys(shop, partner):
    shop.book()

    assert partner.get("/bookings?state=CONFIRMED").json() == []
