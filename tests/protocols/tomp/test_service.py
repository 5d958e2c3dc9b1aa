"""Operator information about the service: regions, alerts, vehicles."""

from __future__ import annotations

import pytest

from operators.models import FeedVersion
from operators.service.states import AlertKind
from protocols.tomp.service import ALERT_KIND
from protocols.tomp.v1_1 import operator_examples as examples
from tests.factories.gtfs import small_feed
from tests.factories.moments import NOW
from tests.factories.service import TODAY, TOMORROW, UNTIL_FURTHER_NOTICE, YESTERDAY, AlertFactory
from tests.factories.timetable import FeedFactory, import_rows
from tests.protocols.tomp.answers import answer_of
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.published import MISSING, read_published
from tests.protocols.tomp.test_description import shape
from tests.protocols.tomp.test_queries import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


# Regions


def test_region_is_what_a_timetable_covers(partner, feed):
    [region] = answer_of(partner, "/operator/regions")

    assert (region["regionId"], region["name"]) == (feed.reference, feed.name)
    [ring] = region["serviceArea"]
    assert ring[0] == ring[-1]
    # The stops of the small feed stand in one line.
    assert ring[:-1] == [[4.299, 52.099], [4.501, 52.099], [4.501, 52.301], [4.299, 52.301]]


def test_regions_are_paged(partner, feed, second):
    whole = answer_of(partner, "/operator/regions")

    assert [region["regionId"] for region in whole] == [feed.reference, second.reference]
    assert answer_of(partner, "/operator/regions?limit=1&offset=1") == whole[1:]


def test_region_without_an_area_is_told_without_one(partner, feed):
    FeedVersion.objects.filter(feed=feed).update(service_area=[])

    assert answer_of(partner, "/operator/regions") == [
        {"regionId": feed.reference, "name": feed.name}
    ]


def test_stations_name_their_region_and_can_be_asked_for_by_it(partner, feed, second):
    path = "/operator/stations?regionId="

    here, there = (answer_of(partner, path + each.reference) for each in (feed, second))

    assert {station["regionId"] for station in here} == {feed.reference}
    assert [station["stationId"] for station in there] == [
        "church", "church:1", "church:2", "harbour", "market",
    ]  # fmt: skip
    assert len(answer_of(partner, "/operator/stations")) == len(here) + len(there)


# Alerts


def alert_of(partner: Partner, **alert):
    made = AlertFactory(operator=partner.world.shop.product.operator, **alert)
    [told] = answer_of(partner, "/operator/alerts")
    return made, told


def test_alert_about_everything_names_the_regions_of_its_operator(partner, feed):
    made, told = alert_of(partner, kind=AlertKind.NO_SERVICE, summary="Strike")

    assert told == {
        "alertId": made.reference,
        "alertType": "SYSTEM_CLOSURE",
        "summary": "Strike",
        "lastUpdated": "2026-06-01T10:00:00Z",
        "startAndEndTimes": [["2026-06-01T09:00:00Z", "2026-06-01T16:00:00Z"]],
        "regionId": [feed.reference],
    }


def test_alert_about_stops_names_the_stops(partner, feed):
    _, told = alert_of(
        partner,
        kind=AlertKind.STOP_CLOSED,
        feed=feed,
        stop_ids=["market"],
        description="Use the church.",
        url="https://o.example/market",
    )

    assert told["stationIds"] == ["market"]
    assert "regionId" not in told
    assert (told["alertType"], told["description"], told["url"]) == (
        "STATION_CLOSURE",
        "Use the church.",
        "https://o.example/market",
    )


def test_alert_about_lines_tells_them_in_its_description(partner, feed):
    _, told = alert_of(
        partner, kind=AlertKind.DETOUR, feed=feed, route_ids=["1"], description="By the river."
    )

    assert (told["regionId"], told["alertType"]) == ([feed.reference], "OTHER")
    assert told["description"] == "By the river.\nLines: 1"


def test_alert_until_further_notice_has_no_times(partner):
    _, told = alert_of(partner, periods=[UNTIL_FURTHER_NOTICE])

    assert "startAndEndTimes" not in told


def test_coming_period_without_an_end_ends_far_ahead(partner):
    _, told = alert_of(partner, periods=[TODAY, (TOMORROW[0], None), YESTERDAY])

    assert told["startAndEndTimes"] == [
        ["2026-06-01T09:00:00Z", "2026-06-01T16:00:00Z"],
        ["2026-06-02T10:00:00Z", "2100-01-01T00:00:00Z"],
    ]


def test_alerts_of_a_region_or_a_station_are_told_alone(partner, feed, second):
    operator = feed.operator
    here = AlertFactory(operator=operator, feed=feed, stop_ids=["beach"])
    there = AlertFactory(operator=operator, feed=second)

    def told(query):
        return [alert["alertId"] for alert in answer_of(partner, f"/operator/alerts?{query}")]

    assert told("") == [here.reference, there.reference]
    assert told(f"regionId={feed.reference}") == [here.reference]
    assert told(f"regionId={second.reference}") == [there.reference]
    assert told("stationId=beach") == [here.reference]
    assert told("stationId=harbour") == [there.reference]
    assert told("stationId=market") == [there.reference]
    assert told(f"stationId=market&regionId={feed.reference}") == []
    assert told("limit=1&offset=1") == [there.reference]


def test_every_kind_of_alert_has_a_word_of_the_file():
    published = read_published("1.1.0")
    if published is None:
        pytest.skip(MISSING)
    words = published.document["components"]["schemas"]["systemAlert"]["properties"]["alertType"]

    assert set(ALERT_KIND) == set(AlertKind)
    assert set(ALERT_KIND.values()) <= set(words["enum"])


# Vehicles


def test_no_vehicle_can_be_chosen(partner, feed):
    for query in ("", "?stationId=market", f"?regionId={feed.reference}"):
        assert answer_of(partner, f"/operator/available-assets{query}") == []


# Examples of the description


def test_examples_are_as_it_happens(partner, feed):
    AlertFactory(
        operator=feed.operator,
        feed=feed,
        stop_ids=["beach"],
        description="Closed.",
        url="https://o.example",
    )
    rows = {
        "regions": examples.REGION,
        "alerts": examples.ALERT,
        "operating-calendar": examples.SEASON,
        "operating-hours": examples.HOURS,
        "pricing-plans": examples.PLAN,
    }

    for path, example in rows.items():
        [told] = answer_of(partner, f"/operator/{path}")
        assert shape(told) == shape(example), path


# What all of them refuse, and cost


LISTS = [
    "stations",
    "alerts",
    "operating-calendar",
    "operating-hours",
    "pricing-plans",
    "available-assets",
]


@pytest.mark.parametrize("path", LISTS)
def test_unknown_region_is_refused(partner, path):
    answer = partner.get(f"/operator/{path}?regionId=nowhere").json()

    assert (answer["status"], answer["errorcode"], answer["type"]) == (400, 1002, "RegionUnknown")


@pytest.mark.parametrize("path", LISTS[1:])
def test_unknown_station_is_refused(partner, path):
    answer = partner.get(f"/operator/{path}?stationId=nowhere").json()

    assert (answer["status"], answer["errorcode"], answer["type"]) == (400, 1002, "StationUnknown")


@pytest.mark.parametrize("path", LISTS)
def test_region_of_another_tenant_is_unknown(partner, tmp_path, path):
    stranger = import_rows(small_feed(), tmp_path).feed

    answer = partner.get(f"/operator/{path}?regionId={stranger.reference}").json()

    assert answer["type"] == "RegionUnknown"


def test_tenant_without_a_timetable_has_nothing(tmp_path, partner):
    FeedVersion.objects.filter(feed__tenant=partner.world.shop.tenant).update(state="REPLACED")

    for path in ("regions", "alerts", "operating-calendar", "operating-hours"):
        assert answer_of(partner, f"/operator/{path}") == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("regions", 3),
        ("alerts", 6),
        ("operating-calendar", 4),
        ("operating-hours", 4),
        ("operating-hours?stationId=beach", 5),
        ("pricing-plans", 6),
    ],
)
def test_lists_take_as_many_statements_for_three_rows_as_for_one(
    partner, feed, tmp_path, path, most, count
):
    for _ in range(count - 1):
        other = FeedFactory(operator=feed.operator)
        version = FeedVersion(
            **{
                field.attname: getattr(feed.versions.get(), field.attname)
                for field in FeedVersion._meta.fields
                if field.name not in ("id", "feed", "state")
            },
            feed=other,
        )
        version.put_in_force(at=NOW)
        version.save()
        AlertFactory(operator=feed.operator, feed=feed, route_ids=["1"])
    AlertFactory(operator=feed.operator, feed=feed, route_ids=["1"])

    with statements() as sent:
        answer_of(partner, f"/operator/{path}")

    assert len(sent) <= most, sent
