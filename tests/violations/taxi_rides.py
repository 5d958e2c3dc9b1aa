"""Constraints of taxi rides."""

from __future__ import annotations

from typing import Any

from bookings.models import TaxiRide
from tests.factories.fleet import AssetFactory, FleetFactory
from tests.factories.moments import NOW, later
from tests.factories.taxi_rides import open_stand
from tests.factories.taxis import TaxiServiceFactory, taxi_of
from tests.violations.ways import Violation, stranger, twice, wrong


def ordered() -> TaxiRide:
    return open_stand().order()


def accepted() -> TaxiRide:
    return open_stand().accepted()


def begun() -> TaxiRide:
    return open_stand().begun()


def ended() -> TaxiRide:
    return open_stand().ended()


def sold() -> TaxiRide:
    return open_stand().settled()


def two_taxis() -> tuple[Any, Any]:
    """Two rides at one time, each with a taxi of its own."""
    stand = open_stand()
    first = stand.accepted()
    taxi_of(stand.shop.fleet)
    return first, stand.accepted()


def two_under_way() -> tuple[Any, Any]:
    """A ride under way and another one, much later, of another taxi."""
    stand = open_stand()
    first = stand.begun()
    taxi_of(stand.shop.fleet)
    second = stand.begun()
    TaxiRide.objects.filter(pk=second.pk).update(busy=(later(days=1), later(days=2)))
    return first, second


PLACE = {"longitude": 24.9, "latitude": 60.2, "name": "Home", "address": "Home 1"}
TOLD = {"origin": PLACE, "destination": PLACE}
VIOLATIONS: dict[str, Violation] = {
    "taxiride_fleet_same_tenant": stranger(ordered, "fleet", FleetFactory),
    "taxiride_service_of_fleet": stranger(ordered, "taxi_service", TaxiServiceFactory),
    "taxiride_forgotten_says_no_address": wrong(
        sold, forgotten_at=NOW, longitude=None, latitude=None, seen_at=None, trip=TOLD
    ),
    "taxiride_asset_of_fleet": stranger(accepted, "asset", AssetFactory),
    "taxiride_one_at_a_time": twice(two_taxis, "asset"),
    "taxiride_one_under_way_per_asset": twice(two_under_way, "asset"),
    "taxiride_accepted_has_its_taxi": wrong(accepted, eta=None),
    "taxiride_arrives_once_accepted": wrong(accepted, arrived_at=later(seconds=-1)),
    "taxiride_starts_once_arrived": wrong(begun, started_at=NOW),
    "taxiride_ends_once_started": wrong(ended, ended_at=NOW),
    "taxiride_price_comes_after_its_end": wrong(begun, price={"amount": "1.00"}),
    "taxiride_closed_has_its_price": wrong(begun, closed_at=NOW),
    "taxiride_no_show_waited": wrong(accepted, no_show=True),
    "taxiride_fee_is_not_negative": wrong(ordered, cancellation_fee="-0.01"),
    "taxiride_is_seen_on_earth": wrong(accepted, latitude=-90.1),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("taxiride_accepted_has_its_taxi", wrong(ordered, accepted_at=NOW)),
    ("taxiride_accepted_has_its_taxi", wrong(accepted, busy=None)),
    ("taxiride_accepted_has_its_taxi", wrong(accepted, answer_until=None)),
    ("taxiride_arrives_once_accepted", wrong(ordered, arrived_at=NOW)),
    ("taxiride_starts_once_arrived", wrong(accepted, started_at=NOW)),
    ("taxiride_ends_once_started", wrong(accepted, ended_at=NOW)),
    ("taxiride_ends_once_started", wrong(ended, seconds=None)),
    ("taxiride_ends_once_started", wrong(begun, metres=1)),
    ("taxiride_closed_has_its_price", wrong(sold, price=None)),
    ("taxiride_is_seen_on_earth", wrong(accepted, seen_at=None)),
]
