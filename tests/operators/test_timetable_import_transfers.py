import pytest

from operators.models import Transfer
from operators.timetable.errors import FeedRefused
from tests.factories.gtfs import small_feed, stop
from tests.factories.timetable import import_rows

pytestmark = pytest.mark.django_db

COLUMNS = (
    "from_stop_id", "to_stop_id", "from_route_id", "to_route_id", "from_trip_id", "to_trip_id",
    "transfer_type", "min_transfer_time",
)  # fmt: skip


def rule(start, goal, kind="", seconds="", **more):
    told = {"from_stop_id": start, "to_stop_id": goal, "transfer_type": kind}
    return dict.fromkeys(COLUMNS, "") | told | {"min_transfer_time": seconds} | more


def with_rules(*rules):
    return {**small_feed(), "transfers.txt": list(rules)}


def kept():
    rows = Transfer.objects.order_by("from_stop__stop_id", "to_stop__stop_id")
    return list(
        rows.values_list("from_stop__stop_id", "to_stop__stop_id", "kind", "minimum_seconds")
    )


def test_rules_between_stops_are_kept(tmp_path):
    version = import_rows(
        with_rules(
            rule("beach", "market"),
            rule("church:1", "church:2", "2", "90"),
            rule("church:2", "church:1", "1"),
            rule("market", "beach", "3", "60"),
            rule("market", "market", "0", "30"),
        ),
        tmp_path,
    )

    assert kept() == [
        ("beach", "market", 0, None),
        ("church:1", "church:2", 2, 90),
        ("church:2", "church:1", 1, None),
        ("market", "beach", 3, None),
        ("market", "market", 0, 30),
    ]
    assert version.problems == []
    assert version.counts["transfers.txt"] == 5
    assert str(Transfer.objects.first()).count(" to ") == 1


def test_station_means_its_platforms_and_a_rule_of_platforms_goes_first(tmp_path):
    import_rows(
        with_rules(
            rule("church", "church", "2", "180"),
            rule("church:1", "church:2", "2", "60"),
            rule("market", "church", "0"),
        ),
        tmp_path,
    )

    assert kept() == [
        ("church:1", "church:1", 2, 180),
        ("church:1", "church:2", 2, 60),
        ("church:2", "church:1", 2, 180),
        ("church:2", "church:2", 2, 180),
        ("market", "church:1", 0, None),
        ("market", "church:2", 0, None),
    ]


WARNINGS = [
    (rule("market", "beach", "2", "60", from_route_id="1"), "transfer_ignored", "transfer_type",
     "2"),
    (rule("market", "beach", to_trip_id="morning"), "transfer_ignored", "transfer_type", "0"),
    (rule("", "", "4", from_trip_id="morning", to_trip_id="morning"), "transfer_ignored",
     "transfer_type", "4"),
    (rule("market", "beach", "5"), "transfer_ignored", "transfer_type", "5"),
    (rule("door", "beach"), "transfer_ignored", "from_stop_id", "door"),
]  # fmt: skip


@pytest.mark.parametrize(("odd", "kind", "field", "value"), WARNINGS)
def test_rule_that_is_not_read_is_told(odd, kind, field, value, tmp_path):
    rows = with_rules(odd)
    rows["stops.txt"].append(
        stop("door", "Door", 52, 4, location_type="2", parent_station="church")
    )

    version = import_rows(rows, tmp_path)

    assert kept() == []
    assert [
        (each["severity"], each["kind"], each["line"], each["field"], each["value"])
        for each in version.problems
    ] == [("warning", kind, 2, field, value)]


def test_rule_of_a_minimum_time_without_one_is_kept_and_told(tmp_path):
    version = import_rows(with_rules(rule("market", "beach", "2")), tmp_path)

    assert kept() == [("market", "beach", 2, None)]
    assert [(each["kind"], each["field"]) for each in version.problems] == [
        ("value_missing", "min_transfer_time")
    ]


ERRORS = [
    ([rule("nowhere", "beach")], ("reference_unknown", 2, "from_stop_id", "nowhere")),
    ([rule("beach", "nowhere")], ("reference_unknown", 2, "to_stop_id", "nowhere")),
    ([rule("market", "")], ("value_missing", 2, "to_stop_id", "")),
    ([rule("market", "beach", "6")], ("number_invalid", 2, "transfer_type", "6")),
    ([rule("market", "beach", "2", "soon")], ("number_invalid", 2, "min_transfer_time", "soon")),
    ([rule("market", "beach"), rule("market", "beach", "3")],
     ("duplicate", 3, "from_stop_id, to_stop_id", "market, beach")),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "expected"), ERRORS)
def test_rule_that_makes_no_sense_is_refused_with_its_place(rules, expected, tmp_path):
    with pytest.raises(FeedRefused) as refused:
        import_rows(with_rules(*rules), tmp_path)

    assert [
        (each.file, each.kind.value, each.line, each.field, each.value)
        for each in refused.value.report.errors
    ] == [("transfers.txt", *expected)]
