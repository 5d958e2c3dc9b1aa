"""When real-time sources are asked, and what the timers do with them."""

from __future__ import annotations

import pytest
import time_machine

from operators.models import RealtimeSource
from operators.service import actions
from operators.service.actions import read_realtime
from operators.tasks import (
    fetch_realtime,
    forget_realtime,
    refresh_realtime_source,
    refresh_realtime_sources,
)
from tests.factories.gtfs import small_feed
from tests.factories.moments import BY, NOW, later
from tests.factories.publisher import published
from tests.factories.realtime import RealtimeSourceFactory, message, trip_update
from tests.factories.timetable import rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def feed():
    return rows_in_force(small_feed()).feed


@pytest.fixture
def site():
    with published(message(trip_update(delay=60), at=NOW), {}) as site:
        yield site


@pytest.fixture(autouse=True)
def private_addresses(settings):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True


@pytest.fixture
def source(feed, site):
    return RealtimeSourceFactory(feed=feed, url=site.address)


def due(at):
    return list(RealtimeSource.objects.due_for_refresh(at))


@pytest.mark.parametrize(("failures", "seconds"), [(0, 30), (1, 60), (3, 240), (8, 3600)])
def test_source_that_fails_is_asked_less_often(source, failures, seconds):
    problem = "it is no GTFS-Realtime message" if failures else ""
    RealtimeSource.objects.update(refreshed_at=NOW, failures=failures, problem=problem)

    assert due(later(seconds=seconds - 1)) == []
    assert due(later(seconds=seconds)) == [source]
    RealtimeSource.objects.update(is_active=False)
    assert due(later(days=1)) == []


def test_timer_reads_what_is_due_and_nothing_twice(source, site):
    bad = RealtimeSourceFactory(feed=source.feed, url="http://127.0.0.1:1/realtime.pb")
    with time_machine.travel(NOW, tick=False):
        assert refresh_realtime_sources() == 2
        assert refresh_realtime_sources() == 0
        refresh_realtime_source(source_id=source.pk, argument_of_later_versions=1)

    bad.refresh_from_db()
    assert source.forecasts.get().delay == 60
    assert (bad.failures, len(site.asked)) == (1, 1)


def test_source_whose_reading_breaks_off_is_not_asked_again_at_once(source, monkeypatch):
    """A message that nobody has foreseen must not be fetched every ten seconds for ever."""

    def fail(*told):
        raise MemoryError

    monkeypatch.setattr(actions, "keep_message", fail)
    with pytest.raises(MemoryError):
        read_realtime(source, by=BY, at=NOW)

    source.refresh_from_db()
    assert (source.refreshed_at, source.failures) == (NOW, 1)
    assert source.problem == "it could not be read to its end; the log of the workers tells why"
    assert due(later(seconds=59)) == []
    monkeypatch.undo()
    assert read_realtime(source, by=BY, at=later(seconds=60)).failures == 0


def test_source_that_kills_its_reader_is_not_asked_again_at_once(source, monkeypatch):
    """By the message that the broker delivers again, for example."""

    def die(*told, **more):
        raise SystemExit

    monkeypatch.setattr(actions, "fetch_message", die)
    with pytest.raises(SystemExit):
        read_realtime(source, by=BY, at=NOW)

    assert due(later(seconds=29)) == []
    assert due(later(seconds=30)) == [source]


def test_message_to_fetch_that_came_twice_does_nothing(source, site):
    for _ in range(2):
        fetch_realtime(source_id=source.pk, username="anna", requested_at=NOW.isoformat())

    assert len(site.asked) == 1


def test_timer_forgets_what_silent_sources_told(source):
    read_realtime(source, by=BY, at=NOW)
    with time_machine.travel(later(days=1), tick=False):
        assert forget_realtime() == 1

    assert not source.forecasts.exists()
