"""Schedules: which days they export, when, and once per due moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.exports.jobs.actions import end_schedule, request_due_exports
from sales.exports.jobs.errors import ExportOver
from sales.exports.jobs.spans import next_moment, span_due
from sales.exports.jobs.states import Rhythm
from sales.exports.wishes import Period
from sales.models import Export, ExportSchedule
from sales.tasks import request_due_exports as sweep
from tests.factories.export_jobs import schedule
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tests.racing import race

MINUTE = timedelta(minutes=1)
OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("rhythm", "days_after", "moment", "first", "last"),
    [
        ("DAY", 0, "2026-06-02T04:00Z", "2026-06-01", "2026-06-01"),
        ("DAY", 2, "2026-06-02T04:00Z", "2026-05-30", "2026-05-30"),
        ("WEEK", 0, "2026-06-08T04:00Z", "2026-06-01", "2026-06-07"),
        ("MONTH", 2, "2026-06-03T04:00Z", "2026-05-01", "2026-05-31"),
        ("MONTH", 0, "2026-07-01T04:00Z", "2026-06-01", "2026-06-30"),
    ],
)
def test_span_is_due_once_it_is_over(rhythm, days_after, moment, first, last):
    due = datetime.fromisoformat(moment)
    found = next_moment(rhythm, time(6), days_after, zone=OSLO, after=NOW)

    assert found == due
    assert span_due(rhythm, days_after, zone=OSLO, moment=due) == Period(
        date.fromisoformat(first), date.fromisoformat(last)
    )


def test_time_that_the_clocks_leave_out_is_the_one_that_they_show():
    after = datetime(2026, 3, 28, 12, tzinfo=UTC)

    found = next_moment("DAY", time(2, 30), 0, zone=OSLO, after=after)

    assert found == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@given(
    st.sampled_from(list(Rhythm)),
    st.times(),
    st.integers(0, 27),
    st.sampled_from(["Europe/Oslo", "America/St_Johns", "Pacific/Apia", "UTC"]),
    st.integers(0, 20 * 365 * 24 * 60),
)
def test_spans_follow_each_other_without_gap(rhythm, at_time, days_after, zone_name, minutes):
    zone, after = ZoneInfo(zone_name), datetime(2015, 1, 1, tzinfo=UTC) + minutes * MINUTE
    spans = []
    for _ in range(4):
        moment = next_moment(rhythm, at_time, days_after, zone=zone, after=after)
        assert moment > after
        spans.append(span_due(rhythm, days_after, zone=zone, moment=moment))
        after = moment

    for before, following in pairwise(spans):
        assert (following.first_day - before.last_day).days == 1


def test_due_export_is_asked_for_once(db):
    made = schedule(TenantFactory(timezone="Europe/Oslo"))
    due = datetime(2026, 6, 2, 4, tzinfo=UTC)
    assert made.next_at == due

    assert request_due_exports(by=BY, at=NOW, limit=10) == 0
    assert request_due_exports(by=BY, at=due, limit=10) == 1
    assert request_due_exports(by=BY, at=due, limit=10) == 0

    [export] = made.exports.all()
    assert (export.first_day, export.last_day) == (date(2026, 6, 1), date(2026, 6, 1))
    assert (export.due_at, export.state) == (due, "REQUESTED")


def test_what_was_missed_is_made_up_for(db):
    made = schedule(TenantFactory(timezone="Europe/Oslo"))

    while request_due_exports(by=BY, at=later(days=3), limit=10):
        pass

    days = made.exports.order_by("pk").values_list("first_day", flat=True)
    assert list(days) == [date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)]


def test_schedule_that_has_ended_asks_for_nothing(db):
    made = end_schedule(schedule(), by=BY, at=NOW)

    assert request_due_exports(by=BY, at=later(days=9), limit=10) == 0
    with pytest.raises(ExportOver):
        end_schedule(made, by=BY, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_workers_ask_once():
    made = schedule(TenantFactory(timezone="Europe/Oslo"))
    at = later(days=1)

    race(*(partial(request_due_exports, by=BY, at=at, limit=10) for _ in range(4)))

    assert made.exports.count() == 1


@pytest.mark.django_db(transaction=True)
def test_timer_asks_and_has_it_written(settings, tmp_path):
    settings.EXPORT_FOLDER = str(tmp_path)
    made = schedule()
    ExportSchedule.objects.filter(pk=made.pk).update(next_at=NOW)

    assert sweep() >= 1

    assert set(made.exports.values_list("state", flat=True)) == {"READY"}
    assert Export.objects.filter(schedule=made).count() == len(list(tmp_path.iterdir()))
