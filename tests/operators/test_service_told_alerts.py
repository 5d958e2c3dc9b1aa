"""What is kept of the alerts that real-time sources tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from operators.models import Alert
from operators.service.actions import KEPT_FOR, forget_realtime
from operators.service.alerts import read_alerts
from operators.service.places import get_station
from operators.service.told_alerts import MOST_PERIODS
from tests.counting import counted
from tests.factories.gtfs import route, small_feed
from tests.factories.moments import BY, NOW, later
from tests.factories.realtime import alert, between, tell
from tests.factories.service import AlertFactory
from tests.factories.timetable import rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db

LINE = {"route_id": "1"}
NO_SERVICE = gtfs.Alert.NO_SERVICE


@standing
def feed():
    """A bus and a tram."""
    rows = small_feed()
    rows["routes.txt"].append({**route("2"), "route_type": "0"})
    return rows_in_force(rows).feed


def periods(kept):
    return [(one.starts_at, one.ends_at) for one in kept.periods.order_by("starts_at")]


def test_alert_is_kept_with_its_words_and_its_period(feed):
    told = alert(
        LINE,
        effect=gtfs.Alert.DETOUR,
        header_text={"de": "Umleitung", "en": "Detour"},
        description_text={"de": "Lang"},
        url={"en": "https://bus.example", "de": "no address"},
        active_period=[between(NOW, later(hours=1))],
    )

    source = tell(feed, [told], at=NOW)

    kept = source.alerts.get()
    assert (kept.tenant, kept.operator, kept.feed) == (feed.tenant, feed.operator, feed)
    assert (kept.source_id, kept.kind, kept.route_ids) == ("works", "DETOUR", ["1"])
    assert (kept.summary, kept.description, kept.url) == ("Umleitung", "Lang", "")
    assert kept.translations == {
        "de": {"summary": "Umleitung", "description": "Lang"},
        "en": {"summary": "Detour", "url": "https://bus.example"},
    }
    assert (periods(kept), kept.updated_at) == ([(NOW, later(hours=1))], NOW)
    assert source.counts == {"trips": 0, "vehicles": 0, "alerts": 1}
    assert [one.alert for one in read_alerts(feed.tenant, at=NOW, limit=9)] == [kept]


def test_words_are_those_of_the_first_language_that_it_is_told_in():
    told = Alert(
        summary="Own",
        description="Long",
        translations={"en": {"summary": "Works"}, "fr": {"summary": "Travaux", "url": "x"}},
    )

    assert told.words(["sv", "en", "fr"]).summary == "Works"
    assert told.words(["en"]).description == "Long"
    assert told.words(["fr"]).url == "x"
    assert told.words([]).summary == told.words(["de"]).summary == "Own"


def test_next_message_takes_the_place_of_the_last(feed):
    mine = AlertFactory(operator=feed.operator, feed=feed)
    tell(feed, [alert(LINE), alert(LINE, name="gone")], at=NOW)
    works = Alert.objects.get(source_id="works")

    at = later(seconds=30)
    source = tell(
        feed, [alert(LINE, header_text="Storm"), alert({"stop_id": "beach"}, name="new")], at=at
    )

    assert {one.source_id: one.summary for one in source.alerts.all()} == {
        "works": "Storm",
        "new": "Works",
    }
    again = source.alerts.get(source_id="works")
    assert (again.pk, again.reference, again.updated_at) == (works.pk, works.reference, at)
    assert Alert.objects.filter(pk=mine.pk).exists()


def test_what_did_not_change_is_not_written(feed):
    tell(feed, [alert(LINE, active_period=[between(NOW, later(hours=1))])], at=NOW)
    tell(feed, [alert(LINE, active_period=[between(NOW, later(hours=1))])], at=later(seconds=30))

    kept = Alert.objects.get()
    assert (kept.updated_at, periods(kept)) == (NOW, [(NOW, later(hours=1))])


def test_alert_without_a_period_holds_since_it_was_first_told_and_while_it_is(feed):
    tell(feed, [alert(LINE)], at=NOW)

    source = tell(feed, [alert(LINE)], at=later(seconds=30))

    assert periods(source.alerts.get()) == [(NOW, None)]


def test_alert_that_was_to_begin_later_holds_once_it_is_told_without_a_period(feed):
    tell(feed, [alert(LINE, active_period=[between(later(days=7), None)])], at=NOW)

    source = tell(feed, [alert(LINE)], at=later(hours=1))

    assert periods(source.alerts.get()) == [(later(hours=1), None)]


def test_alert_of_a_stop_and_of_a_line_is_told_at_all_stops_of_the_line(feed):
    source = tell(feed, [alert({"stop_id": "gone"}, LINE)], at=NOW)

    market = get_station(feed.tenant, "market")
    found = read_alerts(feed.tenant, at=NOW, station=market, limit=9)

    assert [one.alert for one in found] == list(source.alerts.all())


@pytest.mark.parametrize("longest", [later(hours=5), None])
def test_of_periods_that_start_together_the_longest_holds(feed, longest):
    told = [between(NOW, longest), between(NOW, later(hours=1))]

    source = tell(feed, [alert(LINE, active_period=told)], at=NOW)

    assert periods(source.alerts.get()) == [(NOW, longest)]


def test_periods_that_change_are_made_anew(feed):
    tell(feed, [alert(LINE, active_period=[between(NOW, later(hours=1))])], at=NOW)

    changed = [between(NOW, later(hours=2)), between(later(days=1), None)]
    source = tell(feed, [alert(LINE, active_period=changed)], at=later(seconds=30))

    assert periods(source.alerts.get()) == [(NOW, later(hours=2)), (later(days=1), None)]


def test_what_is_over_is_left_out_and_counted(feed):
    over = [between(later(hours=-2), NOW), between(later(hours=2), later(hours=1))]

    source = tell(feed, [alert(LINE, active_period=over)], at=NOW)

    assert source.counts["alerts that are over"] == 1
    assert not source.alerts.exists()


def test_periods_without_end_do_not_fill_the_table(feed):
    days = [between(later(days=n), later(days=n, hours=1)) for n in range(MOST_PERIODS + 1)]
    far = datetime(2399, 1, 1, tzinfo=UTC)

    source = tell(feed, [alert(LINE, active_period=[*days, between(far, None)])], at=NOW)

    held = periods(source.alerts.get())
    assert (len(held), held[-1][0]) == (MOST_PERIODS, later(days=MOST_PERIODS - 1))


@pytest.mark.parametrize(
    ("about", "named"),
    [
        ({"agency_id": "A"}, ([], [], [])),
        ({"agency_id": "A", "route_type": 0}, ([], ["2"], [])),
        ({"route_type": 3}, ([], ["1"], [])),
        ({"stop_id": "church"}, (["church"], [], [])),
        ({"trip": {"trip_id": "morning"}}, ([], [], ["morning"])),
    ],
)
def test_what_it_is_about_is_kept_by_the_ids_of_the_timetable(feed, about, named):
    kept = tell(feed, [alert(about)], at=NOW).alerts.get()

    assert (kept.stop_ids, kept.route_ids, kept.trip_ids) == named


@pytest.mark.parametrize("about", [{"agency_id": "B"}, {"route_type": 1}])
def test_alert_about_lines_of_somebody_else_is_left_out(feed, about):
    source = tell(feed, [alert(about)], at=NOW)

    assert source.counts["alerts about lines that the timetable does not have"] == 1
    assert not source.alerts.exists()


def test_trip_of_a_day_is_told_of_on_that_day(feed):
    about = {"trip": {"trip_id": "morning", "start_date": "20260602"}}

    kept = tell(feed, [alert(about)], at=NOW).alerts.get()

    midnight = datetime(2026, 6, 1, 22, tzinfo=UTC)
    assert periods(kept) == [(midnight, midnight + timedelta(hours=28))]


@pytest.mark.parametrize(
    ("effect", "about", "kind"),
    [
        (NO_SERVICE, LINE, "NO_SERVICE"),
        (NO_SERVICE, {"stop_id": "beach"}, "STOP_CLOSED"),
        (gtfs.Alert.SIGNIFICANT_DELAYS, LINE, "DELAYS"),
        (gtfs.Alert.STOP_MOVED, {"stop_id": "beach"}, "STOP_MOVED"),
        (gtfs.Alert.ACCESSIBILITY_ISSUE, {"stop_id": "beach"}, "OTHER"),
    ],
)
def test_effects_become_kinds(feed, effect, about, kind):
    kept = tell(feed, [alert(about, effect=effect)], at=NOW).alerts.get()

    assert kept.kind == kind


def test_alert_that_says_nothing_tells_its_kind_and_long_words_are_cut(feed):
    silent = alert(LINE, effect=NO_SERVICE, header_text="")
    long = alert(LINE, name="long", header_text="x" * 500, description_text="y" * 9000)

    source = tell(feed, [silent, long], at=NOW)

    assert source.alerts.get(source_id="works").summary == "No Service"
    cut = source.alerts.get(source_id="long")
    assert (len(cut.summary), len(cut.description)) == (150, 4000)


def test_source_that_is_switched_off_tells_nothing(feed):
    source = tell(feed, [alert(LINE)], at=NOW)
    source.is_active = False
    source.save()

    assert not Alert.objects.told_at(NOW).exists()


def test_alerts_of_a_source_that_answers_stay_however_old_its_message_is(feed):
    source = tell(feed, [alert(LINE)], at=NOW)
    at = NOW + KEPT_FOR * 2
    type(source).objects.filter(pk=source.pk).update(refreshed_at=at)

    assert forget_realtime(by=BY, at=at, limit=10) == 0
    assert forget_realtime(by=BY, at=at + KEPT_FOR * 2, limit=10) == 1

    assert not Alert.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_alerts_take_few_statements_however_many_there_are(feed, count):
    def of(words):
        return [alert({"agency_id": "A"}, name=f"{n}", header_text=words) for n in range(count)]

    with counted() as first:
        tell(feed, of("One"), at=NOW)
    with counted() as changed:
        tell(feed, of("Two"), at=later(seconds=30))
    with counted() as same:
        source = tell(feed, of("Two"), at=later(seconds=60))

    assert source.alerts.count() == count
    # Those of any message; the alerts and their periods, the lines, and what is written of each.
    assert (first.statements, changed.statements, same.statements) == (14, 12, 11)
