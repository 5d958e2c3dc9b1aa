"""GET /operator/operating-calendar and operating-hours: when vehicles can be taken."""

from __future__ import annotations

from datetime import time

import pytest

from tests.factories.fleet import (
    FleetHoursFactory,
    RegionFactory,
    VehicleStationFactory,
    square,
)

pytestmark = pytest.mark.django_db

WEEK = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
ALWAYS = {"days": WEEK, "startTime": "00:00", "endTime": "23:59"}
YEAR = {
    "startYear": 2026,
    "startMonth": 1,
    "startDay": 1,
    "endYear": 2099,
    "endMonth": 12,
    "endDay": 31,
}
BOTH = {
    "type": "MultiPolygon",
    "coordinates": [square()["coordinates"], square(1, 1, 2, 2)["coordinates"]],
}


def at_clock(fleet, days, opens, closes, **more):
    FleetHoursFactory(
        fleet=fleet,
        text="",
        days=days,
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
        **more,
    )


def test_fleet_without_hours_is_always_open(shop, asker):
    assert asker.ask("operating-hours") == [ALWAYS]
    assert asker.ask("operating-calendar") == [YEAR]


def test_rows_name_each_region_where_a_fleet_operates(shop, asker):
    RegionFactory(fleet=shop.fleet, region_id="two", area=BOTH)
    VehicleStationFactory(fleet=shop.fleet, station_id="dock")

    for path, row in (("operating-hours", ALWAYS), ("operating-calendar", YEAR)):
        assert asker.ask(path) == [{"regionId": "two", **row}, {"regionId": "two~2", **row}]
        assert asker.ask(f"{path}?regionId=two~2") == [{"regionId": "two~2", **row}]
        assert asker.ask(f"{path}?stationId=dock") == [{"stationId": "dock", **row}]


def test_hours_by_the_clock_are_told_as_they_are(shop, asker):
    at_clock(shop.fleet, ["MON", "SAT"], "06:00", "22:30")
    at_clock(shop.fleet, ["SUN"], "20:00", "04:00", user_type="MEMBER")
    at_clock(shop.fleet, ["TUE"], "00:00", "00:00")

    assert asker.ask("operating-hours") == [
        {"days": ["MON", "SAT"], "startTime": "06:00", "endTime": "22:30"},
        {"days": ["SUN"], "startTime": "20:00", "endTime": "04:00", "userType": "MEMBER"},
        {"days": ["TUE"], "startTime": "00:00", "endTime": "23:59"},
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("24/7", [(WEEK, "00:00", "23:59")]),
        ("Mo-Su 06:00-22:00", [(WEEK, "06:00", "22:00")]),
        (
            "Mo-Tu 08:00-12:00,14:00-18:00",
            [(WEEK[:2], "08:00", "12:00"), (WEEK[:2], "14:00", "18:00")],
        ),
        ("Su 20:00-04:00", [(["SUN"], "20:00", "04:00")]),
        (
            "Fr 20:00-24:00; Sa 00:00-24:00",
            [(["FRI"], "20:00", "00:00"), (["SAT"], "00:00", "23:59")],
        ),
        ("Mo off", []),
        ("when it suits us", [(WEEK, "00:00", "23:59")]),
    ],
)
def test_hours_in_words_are_those_of_the_coming_week(shop, asker, text, rows):
    FleetHoursFactory(fleet=shop.fleet, text=text)

    told = [(r["days"], r["startTime"], r["endTime"]) for r in asker.ask("operating-hours")]

    assert told == rows


def test_timetables_come_first(both, both_asker, feed):
    RegionFactory(fleet=both.fleet, region_id="here")
    VehicleStationFactory(fleet=both.fleet, station_id="dock")

    for path in ("operating-hours", "operating-calendar"):
        whole = both_asker.ask(path)
        assert [row["regionId"] for row in whole] == [feed.reference, "here"]
        assert both_asker.ask(f"{path}?regionId={feed.reference}") == whole[:1]
        assert both_asker.ask(f"{path}?regionId=here") == whole[1:]
        assert [row["stationId"] for row in both_asker.ask(f"{path}?stationId=dock")] == ["dock"]
        assert {r["stationId"] for r in both_asker.ask(f"{path}?stationId=market")} == {"market"}
