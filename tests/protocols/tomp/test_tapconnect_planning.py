"""The promises about planning, in the words of the TapConnect-style interface."""

from __future__ import annotations

import pytest

from sales.models import Product
from tests.factories.sales import FareFactory, PassengerCategoryFactory
from tests.protocols.tomp.partner import Partner, planning_request, stop_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


# In the planning phase, from and to need to contain GTFS ids; the answer has options and prices.


@pytest.mark.parametrize(
    ("origin", "destination"),
    [
        (
            {"stopReference": [stop_reference("market")]},
            {"stopReference": [stop_reference("beach")]},
        ),
        (
            {"stopReference": [stop_reference("10", "GTFS_STOP_CODE")]},
            {"stopReference": [stop_reference("20", "GTFS_STOP_CODE")]},
        ),
        (
            {"stopReference": [stop_reference("market")]},
            {"stopReference": [stop_reference("coast", "GTFS_AREA_ID")]},
        ),
        ({"stationId": "market"}, {"stationId": "beach"}),
        (
            {"name": "Market", "coordinates": {"lng": 4.3, "lat": 52.1}, "stationId": "market"},
            {"stopReference": [stop_reference("nowhere"), stop_reference("beach")]},
        ),
    ],
)
def test_from_and_to_are_gtfs_ids(partner, origin, destination):
    options = partner.plan(**{"from": origin, "to": destination})["options"]

    assert [
        (option["from"]["stationId"], option["to"]["stationId"], option["legs"][0]["departureTime"])
        for option in options
    ] == [
        ("market", "beach", "2026-06-01T12:30:00+02:00"),
        ("market", "beach", "2026-06-01T13:00:00+02:00"),
        ("market", "beach", "2026-06-01T13:30:00+02:00"),
        ("market", "beach", "2026-06-02T08:00:00+02:00"),
    ]


def test_station_stands_for_its_platforms(partner):
    options = partner.plan(**{"from": {"stopReference": [stop_reference("church")]}})["options"]

    assert {option["from"]["stationId"] for option in options} == {"church:2"}


def test_options_have_prices(partner):
    assert partner.plan()["options"][0]["pricing"] == {
        "estimated": False,
        "description": partner.world.shop.product.name,
        "parts": [
            {
                "type": "FIXED",
                "name": "1 × Adult",
                "amount": 4.0,
                "amountExVat": 3.67,
                "currencyCode": "EUR",
                "vatRate": 9.0,
                "vatCountryCode": "NL",
            }
        ],
    }


def test_planning_says_until_when_its_options_can_be_booked(partner):
    assert partner.plan()["validUntil"] == "2026-06-01T10:15:00Z"


def test_departure_time_is_when_the_trip_may_begin(partner):
    options = partner.plan(departureTime="2026-06-01T12:45:00+02:00")["options"]

    assert options[0]["legs"][0]["departureTime"] == "2026-06-01T13:00:00+02:00"


def test_arrival_time_alone_asks_for_the_last_rides_that_make_it(partner):
    options = partner.plan(arrivalTime="2026-06-01T13:20:00+02:00")["options"]

    assert [option["legs"][0]["arrivalTime"] for option in options] == [
        "2026-06-01T12:50:00+02:00",
        "2026-06-01T13:20:00+02:00",
    ]


def test_arrival_time_beside_a_departure_time_leaves_out_what_comes_too_late(partner):
    options = partner.plan(
        departureTime="2026-06-01T12:10:00+02:00", arrivalTime="2026-06-01T13:00:00+02:00"
    )["options"]

    assert [option["legs"][0]["arrivalTime"] for option in options] == ["2026-06-01T12:50:00+02:00"]


# The booking options received in the planning phase each have a unique id.


@pytest.mark.parametrize("query", ["", "?booking-intent=true"])
def test_options_and_legs_have_unique_ids(partner, query):
    response = partner.post(f"/plannings{query}", planning_request(partner.world))

    options = response.json()["options"]
    ids = [option["id"] for option in options] + [leg["id"] for o in options for leg in o["legs"]]
    assert len(set(ids)) == 8


@pytest.mark.parametrize(("version", "query"), [("1.1.0", ""), ("1.1.3", "?booking-intent=false")])
def test_planning_without_intent_only_informs(at_once, version, query):
    partner = Partner(at_once, version=version)

    response = partner.post(f"/plannings{query}", planning_request(at_once))

    options = response.json()["options"]
    assert len(options) == 4
    assert [option.get("id") for option in options] == [None] * 4
    assert [leg.get("id") for option in options for leg in option["legs"]] == [None] * 4
    assert at_once.shop.channel.offers.count() == 0


# The price is that of all travellers, each in their category.


def test_travellers_are_priced_by_their_ages(partner):
    shop = partner.world.shop
    child = PassengerCategoryFactory(
        tenant=shop.tenant, code="child", name="Child", min_age=4, max_age=11
    )
    FareFactory(product=shop.product, category=child, amount="2.50")
    people = [{"referenceNumber": "a", "age": 40}, {"age": 9}, {"referenceNumber": "c"}]

    [option, *_] = partner.plan(nrOfTravelers=4, travelers=people)["options"]

    assert [(part["name"], part["amount"]) for part in option["pricing"]["parts"]] == [
        ("3 × Adult", 12.0),
        ("1 × Child", 2.5),
    ]
    assert [
        (leg["legSequenceNumber"], leg["travelerReferenceNumbers"]) for leg in option["legs"]
    ] == [(1, ["a"]), (2, []), (3, ["c"]), (4, [])]


def test_group_travels_on_one_ticket_where_the_product_says_so(partner):
    Product.objects.filter(pk=partner.world.shop.product.pk).update(is_group_ticket=True)
    people = [{"referenceNumber": "a"}, {"referenceNumber": "b"}]

    [option, *_] = partner.plan(nrOfTravelers=2, travelers=people)["options"]
    sold = partner.commit(partner.post("/bookings", {"id": option["id"]}).json())

    assert [leg["travelerReferenceNumbers"] for leg in sold["legs"]] == [["a", "b"]]
    assert [ticket.passengers for ticket in partner.tickets()] == [2]
