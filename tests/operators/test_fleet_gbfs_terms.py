"""What a feed says of prices and opening hours."""

from datetime import time, timedelta
from decimal import Decimal

import pytest

from operators.fleet.models import (
    FleetHours,
    PricingPlan,
)
from operators.fleet.queries import is_open
from tests.factories.fleet import FleetFactory
from tests.factories.gbfs import (
    feed_2,
    feed_3,
    load_feed,
)
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleet():
    return FleetFactory()


def test_segments_of_a_plan_become_parts(fleet, tmp_path):
    feed = feed_2()
    feed["system_pricing_plans"]["plans"][0] |= {
        "price": "2.00",
        "is_taxable": True,
        "per_km_pricing": [
            {"start": 10, "rate": 1.0, "interval": 1.0, "end": 25},
            {"start": 25, "rate": 3.0000000000000004, "interval": 5.0},
            {"start": 50, "rate": 7, "interval": 0},
        ],
        "per_min_pricing": [{"start": 0, "rate": -0.5, "interval": 30, "end": 60}],
    }

    load_feed(fleet, feed, tmp_path)

    plan = PricingPlan.objects.get()
    assert (plan.currency, plan.is_taxable, plan.tax_included) == ("EUR", True, False)
    assert plan.description == "One euro, and 19 cents a minute."
    parts = [
        (part.type, part.kind, part.amount, part.units, part.unit)
        for part in plan.parts.order_by("sequence")
    ]
    assert parts == [
        ("FIXED", "DEFAULT", Decimal(2), 1, ""),
        ("FLEX", "DEFAULT", Decimal(1), 1, "KM"),
        ("FLEX", "DEFAULT", Decimal(3), 5, "KM"),
        ("FIXED", "DEFAULT", Decimal(7), 1, ""),
        ("FLEX", "DISCOUNT", Decimal("-0.5"), 30, "MINUTE"),
    ]
    scales = plan.parts.order_by("sequence").values_list("scale_from", "scale_to", "scale_unit")
    assert list(scales) == [
        (None, None, ""),
        (10, 25, "KM"),
        (25, None, "KM"),
        (50, None, "KM"),
        (None, 60, "MINUTE"),
    ]


def test_segment_that_costs_nothing_is_no_part(fleet, tmp_path):
    feed = feed_2()
    feed["system_pricing_plans"]["plans"][0]["per_min_pricing"][0]["rate"] = 0.00001

    load_feed(fleet, feed, tmp_path)

    assert PricingPlan.objects.get().parts.get().type == "FIXED"


def test_plan_that_costs_nothing_has_one_part(fleet, tmp_path):
    feed = feed_2()
    feed["system_pricing_plans"]["plans"][0] |= {"price": 0, "per_min_pricing": []}

    load_feed(fleet, feed, tmp_path)

    part = PricingPlan.objects.get().parts.get()
    assert (part.type, part.amount) == ("FIXED", 0)


def test_hours_of_version_2_become_rows(fleet, tmp_path):
    feed = feed_2()
    feed["system_hours"]["rental_hours"] += [
        {
            "user_types": ["member"],
            "days": ["sun", "sat"],
            "start_time": "05:00:00",
            "end_time": "25:30:00",
        }
    ]

    load_feed(fleet, feed, tmp_path)

    hours = FleetHours.objects.order_by("pk").values_list("days", "opens", "closes", "user_type")
    assert list(hours) == [
        (["MON", "TUE"], time(6), time(22), ""),
        (["SAT", "SUN"], time(5), time(1, 30), "MEMBER"),
    ]


def test_end_of_the_day_is_told_as_a_second_before(fleet, tmp_path):
    feed = feed_2()
    feed["system_hours"]["rental_hours"][0]["end_time"] = "23:59:59"

    load_feed(fleet, feed, tmp_path)

    assert FleetHours.objects.get().closes == time(0)


def test_season_of_certain_years_without_hours_is_told_in_words(fleet, tmp_path):
    feed = feed_2()
    del feed["system_hours"]
    season = {
        "start_month": 4,
        "start_day": 1,
        "start_year": 2020,
        "end_month": 11,
        "end_day": 5,
        "end_year": 2020,
    }
    feed["system_calendar"] = {"calendars": [season]}

    load_feed(fleet, feed, tmp_path)

    assert FleetHours.objects.get().text == "2020 Apr 01-2020 Nov 05"
    assert not is_open(fleet, at=NOW)


def test_season_of_version_2_closes_the_fleet_outside_of_it(fleet, tmp_path):
    feed = feed_2()
    feed["system_calendar"] = {
        "calendars": [{"start_month": 4, "start_day": 1, "end_month": 11, "end_day": 5}]
    }

    load_feed(fleet, feed, tmp_path)

    assert FleetHours.objects.get().text == "Apr 01-Nov 05 Mo,Tu 06:00-22:00"
    assert is_open(fleet, at=NOW)
    assert not is_open(fleet, at=NOW + timedelta(days=210))


def test_hours_of_version_3_are_judged_in_their_words(fleet, tmp_path):
    load_feed(fleet, feed_3(), tmp_path, version="3.0")

    assert FleetHours.objects.get().text == "Mo-Fr 06:00-22:00"
    assert is_open(fleet, at=NOW)
    assert not is_open(fleet, at=later(days=5))


def test_hours_that_nobody_can_read_are_told_and_close_nothing(fleet, tmp_path):
    feed = feed_3()
    feed["system_information"]["opening_hours"] = "when the sun shines"

    row = load_feed(fleet, feed, tmp_path, version="3.0")

    assert [(each["kind"], each["field"]) for each in row.problems] == [
        ("hours_unreadable", "data.opening_hours")
    ]
    assert is_open(fleet, at=later(days=5))
