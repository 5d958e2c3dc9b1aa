"""GET /bookings over trips and vehicles: what the query leaves out."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from protocols.tomp.lists import bookings_of
from protocols.tomp.wishes import BookingListWish, PageWish
from tests.factories.moments import NOW
from tests.factories.sales import CatalogueEntryFactory, SalesChannelFactory
from tests.protocols.tomp.edge.renting import rent_out_in
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.test_queries import statements
from tests.protocols.tomp.v1_6.platform import Platform
from tests.protocols.worlds import World

pytestmark = pytest.mark.django_db

PAGE = PageWish(0, 100)
HOUR = timedelta(hours=1)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def world(later) -> World:
    """A channel that sells trips and rents out a scooter."""
    shop = later.shop
    channel = SalesChannelFactory(
        tenant=shop.tenant,
        seller=shop.channel.seller,
        partner=shop.channel.partner,
        single_product=False,
    )
    CatalogueEntryFactory(channel=channel, product=shop.product)
    with time_machine.travel(NOW, tick=False):
        rented = rent_out_in(channel)
    return World(shop, rented.token.channel_token, rented.secret)


@pytest.fixture(scope="module")
def booked(world) -> dict[str, str]:
    """Bookings of one channel by what they are."""
    platform = Platform(world.secret)
    with time_machine.travel(NOW, tick=False) as clock:
        held, sold, ridden = platform.book(), platform.commit(), platform.commit()
        clock.shift(A_MINUTE)
        platform.move(ridden, "SET_IN_USE")
        waiting = platform.rent()
        platform.change(waiting, "CANCEL")
        rented = platform.rent()
        platform.move(rented, "SET_IN_USE")
    named = {"held": held, "sold": sold, "ridden": ridden, "given up": waiting, "rented": rented}
    return {name: booking["id"] for name, booking in named.items()}


@pytest.fixture
def both(booked, clock) -> dict[str, str]:
    """The same bookings, at the moment when the last of them was made."""
    clock.shift(A_MINUTE)
    return dict(booked)


def names(both: dict[str, str], rows: list) -> list[str]:
    known = {reference: name for name, reference in both.items()}
    return [known[row["id"] if isinstance(row, dict) else row.reference] for row in rows]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("PENDING", ["held"]),
        # A trip in use is told as CONFIRMED in 1.1, a vehicle in use as STARTED.
        ("CONFIRMED", ["sold", "ridden"]),
        ("STARTED", ["rented"]),
        ("CANCELLED", ["given up"]),
        ("NEW", []),
    ],
)
def test_states_of_1_1_are_those_that_are_told(world, both, state, found):
    rows = Partner(world).get(f"/bookings?state={state}").json()

    assert names(both, rows) == found
    assert {row["state"] for row in rows} <= {state}


@pytest.mark.parametrize(
    ("state", "found"),
    [("CONFIRMED", ["sold"]), ("STARTED", ["ridden", "rented"]), ("NEW", [])],
)
def test_states_of_1_6_are_told_as_they_are(world, both, state, found):
    rows = Platform(world.secret).read("/bookings", f"?state={state}")

    assert names(both, rows) == found


def test_all_are_told_where_nothing_is_left_out(world, both):
    rows = Platform(world.secret).read("/bookings")

    assert names(both, rows) == list(both)


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        # Trips leave half an hour after noon and take twenty minutes; vehicles are taken at noon.
        ({"starts_by": NOW - HOUR}, []),
        ({"starts_by": NOW + timedelta(minutes=5)}, ["given up", "rented"]),
        ({"starts_from": NOW + HOUR}, ["rented"]),
        ({"starts_from": NOW, "starts_by": NOW + HOUR}, list),
        ({"asset_type": "escooter"}, ["given up", "rented"]),
        ({"asset_type": "car"}, []),
        ({"at_least": 2}, ["held", "sold", "ridden"]),
        ({"at_most": 2}, ["given up", "rented"]),
        ({"at_least": 1, "at_most": 4, "starts_from": NOW + HOUR}, ["rented"]),
    ],
)
def test_wish_narrows(world, both, wish, found):
    rows = bookings_of(world.token.channel_id, BookingListWish(PAGE, **wish), at=NOW)

    assert names(both, rows) == (list(both) if found is list else found)


def test_trip_is_found_by_its_product(world, both):
    wish = BookingListWish(PAGE, asset_type=world.shop.product.code)

    rows = bookings_of(world.token.channel_id, wish, at=NOW)

    assert names(both, rows) == ["held", "sold", "ridden"]


def test_page_costs_the_same_with_more_rows(world, both):
    platform = Platform(world.secret)
    platform.read("/bookings")
    counts = []
    for limit in (1, 5):
        with statements() as sent:
            platform.read("/bookings", f"?limit={limit}")
        counts.append(len(sent))

    assert counts[0] + 1 == counts[1]  # the rentals are read by a statement of their own
