"""Finding orders by what their lines are for (§4.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from operators.timetable.itineraries import Itinerary
from sales.models import Order
from sales.orders.actions import reserve_offers
from tests.factories.itineraries import one_ride, two_rides
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose
from tests.protocols.sales.refusing import refused
from tests.standing import standing

pytestmark = pytest.mark.django_db

TOMORROW = date(2026, 6, 2)


def later_text(**delta) -> str:
    return f"{later(**delta):%Y-%m-%dT%H:%M:%SZ}"


@standing
def orders(till, shop) -> dict[str, str]:
    """A ride at noon today, a trip of two rides an hour later and tomorrow, and an empty one."""
    first, second = two_rides(later(hours=1)).rides
    trips = {
        "ride": one_ride(later(minutes=30)),
        "change": Itinerary((first, replace(second, trip_id="trip-2", service_date=TOMORROW))),
    }
    codes = {name: till.make("/orders", {"currency": "NOK"})["id"] for name in (*trips, "empty")}
    for name, trip in trips.items():
        order = Order.objects.get(code=codes[name])
        reserve_offers(order, [choose(shop, itineraries=[trip])], by=BY, at=NOW)
    return codes


@pytest.fixture
def search(till, orders):
    """The names of the orders that a query finds."""
    names = {code: name for name, code in orders.items()}

    def search(query: str) -> set[str]:
        return {names[order["id"]] for order in till.read(f"/orders?{query}")["items"]}

    return search


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"startTime=eq:{later_text(minutes=30)}", {"ride"}),
        (f"startTime=gt:{later_text(minutes=30)}", {"change"}),
        (f"startTime=gte:{later_text(minutes=30)}&startTime=lt:{later_text(hours=1)}", {"ride"}),
        (f"endTime=eq:{later_text(minutes=50)}", {"ride"}),
        (f"endTime=lte:{later_text(minutes=105)}", {"ride", "change"}),
        (f"startTime=gte:{later_text(hours=1)}&endTime=lt:{later_text(hours=1)}", set()),
        (f"startTime=ne:{later_text(minutes=30)}", {"change", "empty"}),
        ("datedServiceJourneyId=eq:trip-1:2026-06-01", {"ride", "change"}),
        ("datedServiceJourneyId=eq:trip-2:2026-06-02", {"change"}),
        # Of one and the same ride.
        ("datedServiceJourneyId=eq:trip-2:2026-06-01", set()),
        ("datedServiceJourneyId=eq:trip-2", set()),
        ("datedServiceJourneyId=in:trip-2:2026-06-02,x:y", {"change"}),
        ("datedServiceJourneyId=ne:trip-2:2026-06-02", {"ride", "empty"}),
        ("originalDatedServiceJourneyId=eq:trip-2:2026-06-02", {"change"}),
        ("serviceJourneyId=eq:trip-2&startTime=lt:2000-01-01", set()),
        ("reservationId=eq:0a8b5ad1-5f0e-4c36-9f0d-5a3d6c1f2b77", set()),
        ("reservationId=ne:0a8b5ad1-5f0e-4c36-9f0d-5a3d6c1f2b77", {"ride", "change", "empty"}),
        ("salesPackageVersion=eq:1", {"ride", "change"}),
        ("salesPackageVersion=eq:2", set()),
        ("fareProductVersion=in:1,2", {"ride", "change"}),
        ("fareProductVersion=ne:1", {"empty"}),
    ],
)
def test_orders_are_found_by_their_journeys(search, query, found):
    assert search(query) == found


def test_dated_journey_that_is_told_finds_its_order(till, orders, search):
    [line] = till.read(f"/orders/{orders['change']}")["orderLines"]

    for leg in line["legs"]:
        assert "change" in search(f"datedServiceJourneyId=eq:{leg['datedServiceJourneyId']}")
    assert search(f"startTime=eq:{line['legs'][0]['startTime']}") == {"change"}
    assert search(f"endTime=eq:{line['legs'][-1]['endTime']}") == {"change"}


def test_journeys_have_no_order(till):
    body = refused(
        till.get("/orders?datedServiceJourneyId=gt:x&startTime=noon"), 400, "INVALID_QUERY"
    )

    assert [one["errorCode"] for one in body["errors"]] == [
        "INVALID_FILTER_OPERATOR",
        "INVALID_FILTER_VALUE",
    ]
