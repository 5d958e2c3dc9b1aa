"""What fares of the second version of GTFS come to."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sales.fares.gtfs.actions import ProductTerms, import_fares
from sales.models import (
    FareArea,
    FareNetwork,
    PassengerCategory,
    Product,
    RideFare,
    TimeBand,
    TransferFare,
)
from tests.factories.gtfs import calendar, contents_of, write_folder
from tests.factories.gtfs_fares import first_version, leg, product, second_version, timeframe
from tests.factories.moments import BY, NOW
from tests.factories.tickets import TicketTypeFactory
from tests.sales.taking_in import HOLIDAY, MORNING, NOON, sold, take_in, take_ride

pytestmark = pytest.mark.django_db


def test_second_version_makes_a_product_for_each_medium(operator, tmp_path):
    report = take_in(operator, second_version(), tmp_path)

    assert report.products == ("rvs_app", "rvs_card")
    assert [(p.code, p.name) for p in Product.objects.order_by("code")] == [
        ("rvs_app", "rvs (App)"),
        ("rvs_card", "rvs (Card)"),
    ]
    assert [(c.code, c.name, c.is_default) for c in PassengerCategory.objects.order_by("code")] == [
        ("adult", "Adult", True),
        ("child", "Child", False),
    ]
    centre = FareArea.objects.get(code="rvs:centre")
    assert (centre.name, centre.stop_ids) == (
        "Centre",
        ["church", "church:1", "church:2", "market"],
    )


def test_second_version_is_sold_by_time_and_medium(operator, tmp_path):
    take_in(operator, second_version(), tmp_path)

    def price(when, code):
        return sold(operator, take_ride(when, ("1",)), code=code)

    assert price(MORNING, "rvs_app") == [("1 × Adult, local_peak", "2.40")]
    assert price(MORNING, "rvs_card") == [("1 × Adult, local_peak", "2.20")]
    assert price(NOON, "rvs_app") == [("1 × Adult, local", "2.00")]


def test_second_version_knows_other_days(operator, tmp_path):
    feed = second_version()
    feed["calendar_dates.txt"].append({**feed["calendar_dates.txt"][0], "service_id": "weekend",
                                       "exception_type": "1"})  # fmt: skip
    take_in(operator, feed, tmp_path)

    assert sold(operator, take_ride(HOLIDAY, ("1",)), code="rvs_app") == [
        ("1 × Adult, local", "2.00")
    ]


def test_second_version_decides_the_price_of_a_change(operator, tmp_path):
    take_in(operator, second_version(), tmp_path)
    first, soon, late = (take_ride(NOON + timedelta(minutes=m), ("1",)) for m in (0, 60, 61))
    express = take_ride(NOON + timedelta(minutes=80), ("1", "coast"), route="X")

    def price(*rides):
        return sold(operator, *rides, code="rvs_app")

    assert price(first, soon) == [("1 × Adult, local", "2.00"), ("1 × Adult, Change", "0.00")]
    assert price(first, late) == [("1 × Adult, local", "2.00")] * 2
    assert price(first, express) == [
        ("1 × Adult, local", "2.00"),
        ("1 × Adult, rest_of_express", "3.00"),
    ]
    assert price(express) == [("1 × Adult, express", "5.00")]


def test_category_has_its_own_fare(operator, tmp_path):
    take_in(operator, second_version(), tmp_path)
    PassengerCategory.objects.filter(code="child").update(min_age=4, max_age=11)

    parts = sold(operator, take_ride(NOON, ("1",)), code="rvs_app", ages=(30, 8))

    assert parts == [("1 × Adult, local", "2.00"), ("1 × Child, local", "1.00")]


def test_empty_area_stands_for_all_that_are_not_named(operator, tmp_path):
    feed = second_version()
    feed["fare_leg_rules.txt"] = [
        leg("local", "express", from_area_id="centre"),
        leg("local", "local", network_id="local"),
    ]
    feed["fare_transfer_rules.txt"] = []

    take_in(operator, feed, tmp_path)

    found = {
        fare.name: (fare.network and fare.network.name, fare.origin_area.name)
        for fare in RideFare.objects.filter(product__code="rvs_app")
    }
    assert found == {
        "express": ("All other routes", "Centre"),
        "local": ("Local buses", "All other origins"),
    }
    assert FareArea.objects.get(name="All other origins").stop_ids == ["beach"]
    assert FareNetwork.objects.get(name="All other routes").route_ids == ["X"]


def test_empty_area_is_no_condition_where_rules_have_priorities(operator, tmp_path):
    feed = second_version()
    feed["fare_leg_rules.txt"] = [
        {**leg("local", "local"), "rule_priority": ""},
        {**leg("fast", "express", network_id="fast"), "rule_priority": "7"},
    ]
    feed["fare_transfer_rules.txt"] = []

    take_in(operator, feed, tmp_path)

    both = take_ride(NOON, ("1",), route="X")
    assert sold(operator, both, code="rvs_app") == [("1 × Adult, express", "5.00")]
    assert (
        list(
            RideFare.objects.filter(product__code="rvs_app", name="local").values_list(
                "network", "priority"
            )
        )
        == [(None, 0)] * 2
    )


def test_platform_with_an_area_of_its_own_is_not_in_that_of_its_station(operator, tmp_path):
    feed = second_version()
    feed["stop_areas.txt"].append({"area_id": "shore", "stop_id": "church:2"})
    feed["fare_leg_rules.txt"][1]["from_area_id"] = "centre"

    take_in(operator, feed, tmp_path)

    areas = dict(FareArea.objects.values_list("name", "stop_ids"))
    assert areas == {"Centre": ["church", "church:1", "market"], "shore": ["beach", "church:2"]}


def test_dearer_price_of_a_change_on_the_same_medium_is_not_taken(operator, tmp_path):
    feed = second_version()
    feed["fare_products.txt"].append(product("rest_of_express", "2.50", media="card"))

    take_in(operator, feed, tmp_path)

    rows = TransferFare.objects.filter(name="rest_of_express")
    assert {each.product.code: str(each.amount) for each in rows} == {
        "rvs_app": "3.00",
        "rvs_card": "2.50",
    }


def test_service_without_days_never_holds(operator, tmp_path):
    feed = second_version()
    feed["calendar.txt"].append(calendar("never", "0000000"))
    feed["timeframes.txt"].append(timeframe("night", "22:00:00", "", "never"))
    feed["fare_leg_rules.txt"].append(
        {**leg("local", "express", from_timeframe_group_id="night"), "rule_priority": "9"}
    )

    [problem] = take_in(operator, feed, tmp_path).problems

    assert (problem.file, problem.line, problem.field) == ("timeframes.txt", 6, "service_id")
    assert TimeBand.objects.get(name="night").spans.count() == 0


def test_rules_without_a_line_leave_the_first_version_in_force(operator, tmp_path):
    feed = {**second_version(), **{
        name: rows for name, rows in first_version().items() if name.startswith("fare_")
    }}  # fmt: skip
    contents = contents_of(feed)
    contents["fare_leg_rules.txt"] = b"leg_group_id,fare_product_id\r\n"
    terms = ProductTerms(TicketTypeFactory(tenant=operator.tenant), Decimal("9.00"))
    folder = write_folder(contents, tmp_path / "feed")

    report = import_fares(operator, name="rvs", source=folder, terms=terms, by=BY, at=NOW)

    assert report.products == ("rvs",)


def test_networks_can_be_named_by_routes(operator, tmp_path):
    feed = second_version()
    del feed["networks.txt"], feed["route_networks.txt"]
    for each, network in zip(feed["routes.txt"], ("local", "fast"), strict=True):
        each["network_id"] = network

    take_in(operator, feed, tmp_path)

    assert FareNetwork.objects.get(code="rvs:fast").route_ids == ["X"]
