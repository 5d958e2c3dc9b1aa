"""What fares of the first version of GTFS come to."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sales.models import Product, RideFare
from tests.factories.gtfs_fares import attributes, first_version, rule
from tests.sales.taking_in import NOON, sold, take_in, take_ride

pytestmark = pytest.mark.django_db


def test_first_version_makes_one_product(operator, tmp_path):
    report = take_in(operator, first_version(), tmp_path)

    found = Product.objects.get()
    assert (found.code, found.operator, found.vat_rate) == ("rvs", operator, Decimal("9.00"))
    assert report.products == ("rvs",)
    assert {kind: str(counts).split(",")[0] for kind, counts in report.counts.items()} == {
        "Areas": "1 new",
        "Networks": "3 new",
        "Time bands": "0 new",
        "Spans of time bands": "0 new",
        "Passenger categories": "0 new",
        "Products": "1 new",
        "Ride fares": "3 new",
        "Transfer fares": "0 new",
    }


def test_first_version_is_sold_by_zones_and_routes(operator, tmp_path):
    take_in(operator, first_version(), tmp_path)

    assert sold(operator, take_ride(NOON, ("1",))) == [("1 × Adult, town", "2.00")]
    assert sold(operator, take_ride(NOON, ("1", "coast"))) == [("1 × Adult, coast", "3.50")]
    assert sold(operator, take_ride(NOON, ("1",), route="X")) == [("1 × Adult, express", "6.00")]


def test_first_version_decides_the_price_of_a_change(operator, tmp_path):
    take_in(operator, first_version(), tmp_path)
    first = take_ride(NOON, ("1",))

    def change_after(minutes, route="1"):
        second = take_ride(NOON + timedelta(minutes=minutes), ("1",), route=route)
        return sold(operator, first, second)

    assert change_after(60) == [("1 × Adult, town", "2.00")]
    assert change_after(61) == [("1 × Adult, town", "2.00")] * 2
    assert change_after(30, route="X") == [
        ("1 × Adult, town", "2.00"),
        ("1 × Adult, express", "6.00"),
    ]


def test_fare_without_rules_holds_everywhere(operator, tmp_path):
    feed = first_version()
    feed["fare_rules.txt"] = []

    take_in(operator, feed, tmp_path)

    assert sold(operator, take_ride(NOON, ("9",), route="Q")) == [("1 × Adult, town", "2.00")]


def test_fare_of_an_agency_without_its_routes_is_left_out(operator, tmp_path):
    feed = first_version()
    feed["agency.txt"].append({"agency_id": "B", "agency_timezone": "Europe/Amsterdam"})
    for row, agency in zip(feed["fare_attributes.txt"], ("A", "", "B"), strict=True):
        row["agency_id"] = agency

    [problem] = take_in(operator, feed, tmp_path).problems

    assert (problem.file, problem.line, problem.field) == ("fare_attributes.txt", 4, "agency_id")
    assert set(RideFare.objects.values_list("name", flat=True)) == {"town", "coast"}


def test_all_zones_that_a_fare_contains_must_be_met(operator, tmp_path):
    feed = first_version()
    feed["fare_attributes.txt"] = [attributes("c", "4.00"), attributes("any", "9.00")]
    feed["stops.txt"][0]["zone_id"] = "5"
    feed["stops.txt"][1]["zone_id"] = "6"
    feed["stops.txt"][2]["zone_id"] = "7"
    feed["fare_rules.txt"] = [rule("c", route_id="1", contains_id=zone) for zone in "567"]

    take_in(operator, feed, tmp_path)

    assert sold(operator, take_ride(NOON, ("5", "6", "7"))) == [("1 × Adult, c", "4.00")]
    assert sold(operator, take_ride(NOON, ("5", "6"))) == [("1 × Adult, any", "9.00")]


def test_fare_of_an_agency_is_for_its_routes(operator, tmp_path):
    feed = first_version()
    feed["agency.txt"].append({"agency_id": "B", "agency_timezone": "Europe/Amsterdam"})
    feed["routes.txt"][1]["agency_id"] = "B"
    feed["fare_attributes.txt"] = [
        attributes("a", "1.00", agency_id="A"),
        attributes("b", "2.00", agency_id="B"),
    ]
    feed["fare_rules.txt"] = []

    take_in(operator, feed, tmp_path)

    assert sold(operator, take_ride(NOON, ("1",), route="X")) == [("1 × Adult, b", "2.00")]
