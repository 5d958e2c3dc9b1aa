from decimal import Decimal

import pytest

from operators.timetable.errors import NoTimetable, StopsDiffer, StopUnknown
from operators.timetable.itineraries import StopFacts
from operators.timetable.stops import (
    StopReference,
    StopReferenceKind,
    find_stops,
    get_stop_group,
)
from tests.factories.gtfs import small_feed, stop
from tests.factories.operators import OperatorFactory, TenantFactory
from tests.factories.timetable import FeedFactory, import_rows, rows_in_force, stop_group
from tests.standing import standing

pytestmark = pytest.mark.django_db

MARKET = StopReference(StopReferenceKind.STOP_ID, "market")
MARKET_BY_CODE = StopReference(StopReferenceKind.STOP_CODE, "10")
CHURCH = StopReference(StopReferenceKind.STOP_ID, "church")
BEACH_BY_CODE = StopReference(StopReferenceKind.STOP_CODE, "20")
ZONE_1 = StopReference(StopReferenceKind.ZONE, "1")
NOWHERE = StopReference(StopReferenceKind.STOP_ID, "nowhere")


@standing
def feed():
    return rows_in_force(small_feed()).feed


def stop_ids(group):
    return sorted(stop_id for _, stop_id in group.members)


@pytest.mark.parametrize("reference", [MARKET, MARKET_BY_CODE])
def test_stop_is_found_by_id_and_by_code(reference, feed):
    group = find_stops(feed.tenant, [reference])[reference]

    assert group.place == StopFacts(
        stop_id="market",
        name="Market",
        latitude=Decimal("52.1"),
        longitude=Decimal("4.3"),
        zone_id="1",
        platform_code="",
    )
    assert group.members == {(feed.pk, "market")}


def test_station_means_its_platforms_and_a_platform_itself(feed):
    assert stop_ids(stop_group(feed.tenant, "church")) == ["church", "church:1", "church:2"]
    assert stop_ids(stop_group(feed.tenant, "church:2")) == ["church:2"]
    assert stop_group(feed.tenant, "church:2").place.platform_code == "2"


def test_zone_means_all_its_stops_and_lies_in_their_middle(feed):
    group = stop_group(feed.tenant, "1", "zone_id")

    assert stop_ids(group) == ["church:2", "market"]
    assert group.place == StopFacts(
        stop_id="", name="1", latitude=Decimal("52.125"), longitude=Decimal("4.325"), zone_id="1"
    )


def test_stop_of_two_feeds_belongs_to_both(feed, tmp_path):
    other = FeedFactory(operator=feed.operator)
    import_rows(small_feed(), tmp_path, feed=other)

    group = stop_group(feed.tenant, "market")

    assert group.members == {(feed.pk, "market"), (other.pk, "market")}


@pytest.mark.parametrize("references", [[MARKET], [MARKET, CHURCH, ZONE_1, BEACH_BY_CODE, NOWHERE]])
def test_any_number_of_references_takes_one_query(references, feed, django_assert_num_queries):
    tenant = feed.tenant

    with django_assert_num_queries(1):
        found = find_stops(tenant, references)

    assert list(found) == [each for each in references if each != NOWHERE]


def test_empty_reference_means_nothing(feed):
    nothing = [StopReference(kind, "") for kind in StopReferenceKind]

    assert find_stops(feed.tenant, nothing) == {}


def test_stops_of_another_tenant_and_of_old_versions_are_not_found(feed, tmp_path):
    other = FeedFactory()
    import_rows(small_feed(), tmp_path, feed=other)
    newer = small_feed()
    newer["stops.txt"].append(stop("pier", "Pier", 52, 4))
    import_rows(newer, tmp_path, feed=other)

    pier = StopReference(StopReferenceKind.STOP_ID, "pier")
    assert find_stops(feed.tenant, [pier]) == {}
    assert find_stops(other.tenant, [MARKET])[MARKET].members == {(other.pk, "market")}


def test_tenant_without_a_timetable_is_told_so(feed):
    with pytest.raises(NoTimetable):
        find_stops(TenantFactory(), [MARKET])


def test_tenant_whose_only_import_still_runs_has_no_timetable():
    operator = OperatorFactory()
    FeedFactory(operator=operator)

    with pytest.raises(NoTimetable):
        find_stops(operator.tenant, [MARKET])


def test_first_known_reference_decides(feed):
    references = [NOWHERE, MARKET_BY_CODE, ZONE_1]
    found = find_stops(feed.tenant, references)

    assert get_stop_group(found, references) == found[MARKET_BY_CODE]


def test_references_to_different_stops_are_refused(feed):
    references = [MARKET, BEACH_BY_CODE]

    with pytest.raises(StopsDiffer):
        get_stop_group(find_stops(feed.tenant, references), references)


def test_unknown_references_are_named(feed):
    with pytest.raises(StopUnknown) as unknown:
        get_stop_group(find_stops(feed.tenant, [NOWHERE]), [NOWHERE])

    assert unknown.value.detail == (
        "No stop of the timetable has stop_id nowhere; look it up in the GTFS feed."
    )
