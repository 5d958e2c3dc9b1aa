"""Real-time messages that are fetched from where they are published, over HTTP on this machine."""

from __future__ import annotations

import gzip
from time import monotonic

import pytest

from operators.models import RealtimeSource
from operators.service import actions
from operators.service.actions import LOCK, keep_told, read_realtime
from operators.timetable.importing.downloads import Limits, Validators
from operators.timetable.importing.locks import TRY_LOCK, UNLOCK
from operators.timetable.realtime.errors import RealtimeRefused, RealtimeRunning
from operators.timetable.realtime.messages import MessageUnreadable, read_message
from tests.factories.gtfs import small_feed
from tests.factories.moments import BY, NOW, later
from tests.factories.publisher import published
from tests.factories.realtime import RealtimeSourceFactory, message, trip_update, vehicle
from tests.factories.timetable import other_connection, rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db

ETAG, MODIFIED = '"one"', "Mon, 01 Jun 2026 08:00:00 GMT"


def late(delay, **moment):
    return message(trip_update(delay=delay), at=later(**moment))


def stamp(**moment):
    return int(later(**moment).timestamp())


@standing
def feed():
    return rows_in_force(small_feed()).feed


@pytest.fixture
def site():
    with published(late(60), {"ETag": ETAG, "Last-Modified": MODIFIED}) as site:
        yield site


@pytest.fixture(autouse=True)
def private_addresses(settings):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True


@pytest.fixture
def source(feed, site):
    return RealtimeSourceFactory(feed=feed, url=site.address)


def refused(source, *, at=NOW):
    with pytest.raises(RealtimeRefused) as refusal:
        read_realtime(source, by=BY, at=at)
    source.refresh_from_db()
    assert refusal.value.detail == f"The real-time message could not be read: {source.problem}."
    assert source.refreshed_at == at
    return source.problem


def test_message_is_fetched_and_kept(source, site):
    read = read_realtime(source, by=BY, at=NOW)

    assert source.forecasts.get().delay == 60
    assert (read.refreshed_at, read.told_at, read.counts["trips"]) == (NOW, NOW, 1)
    assert (read.etag, read.last_modified) == (ETAG, MODIFIED)
    assert "If-None-Match" not in site.asked[0][1]


def test_message_that_is_still_the_same_changes_nothing(source, site):
    source = read_realtime(source, by=BY, at=NOW)
    site.status, site.body = 304, b""

    read = read_realtime(source, by=BY, at=later(seconds=30))

    assert (read.refreshed_at, read.told_at, read.etag) == (later(seconds=30), NOW, ETAG)
    assert read.forecasts.get().delay == 60
    _, headers = site.asked[-1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == (ETAG, MODIFIED)


def test_packed_message_is_asked_for_and_read(source, site):
    site.body = gzip.compress(site.body)
    site.headers["Content-Encoding"] = "gzip"

    read = read_realtime(source, by=BY, at=NOW)

    assert read.forecasts.get().delay == 60
    assert site.asked[0][1]["Accept-Encoding"] == "gzip"


def test_packed_message_is_refused_that_is_too_large_when_it_is_unpacked(source, site, monkeypatch):
    monkeypatch.setattr(actions, "LIMITS", Limits(1000, 30))
    site.body = gzip.compress(bytes(1001))

    assert refused(source) == "it has more than 1000 bytes when it is unpacked"


def test_other_address_is_asked_for_its_message_and_may_be_older(source, site):
    source = read_realtime(source, by=BY, at=NOW)
    source.url = site.address + "?new"
    source.save()
    site.body = late(90, seconds=-60)

    read = read_realtime(source, by=BY, at=later(seconds=30))

    assert "If-None-Match" not in site.asked[-1][1]
    assert (read.forecasts.get().delay, read.told_at) == (90, later(seconds=-60))


def test_what_another_address_told_does_not_stand_in_the_way(source, site):
    where = message(vehicle(52.11, timestamp=stamp()), trip_update(delay=5, timestamp=stamp()))
    site.body = where
    source = read_realtime(source, by=BY, at=NOW)
    source.url = site.address + "?new"
    source.save()
    before = stamp(minutes=-1)
    site.body = message(
        vehicle(52.15, timestamp=before), trip_update(delay=90, timestamp=before), at=NOW
    )

    read = read_realtime(source, by=BY, at=later(seconds=30))

    assert (read.forecasts.get().delay, read.sightings.get().latitude) == (90, 52.15)


def test_address_that_was_changed_meanwhile_is_not_given_the_old_message(source, site):
    RealtimeSource.objects.filter(pk=source.pk).update(url="https://feeds.example/new.pb")

    read = read_realtime(source, by=BY, at=NOW)

    assert (read.told_at, read.forecasts.count()) == (None, 0)


def test_older_message_never_overwrites_a_newer_one(source, site):
    read_realtime(source, by=BY, at=NOW)
    source.refresh_from_db()
    site.body = late(5, seconds=-1)

    reason = refused(source, at=later(seconds=30))

    assert reason.startswith("it is of 2026-06-01T09:59:59+00:00, older than the one of ")
    assert source.forecasts.get().delay == 60


def test_message_that_was_fetched_before_a_newer_one_is_not_stored_after_it(source):
    """Its reader was slow, and somebody has taken the lock from it meanwhile."""
    slow = RealtimeSource.objects.get(pk=source.pk)
    newer, older = (read_message(late(n, seconds=n), at=later(seconds=60)) for n in (20, 10))
    keep_told(source, newer, Validators(), at=later(seconds=60))

    with pytest.raises(MessageUnreadable, match="older than the one of"):
        keep_told(slow, older, Validators(), at=later(seconds=60))

    assert source.forecasts.get().delay == 20


def test_name_of_a_source_does_not_tell_its_key():
    source = RealtimeSourceFactory.build(url="https://feeds.example/rt.pb?key=secret")

    assert str(source) == "https://feeds.example/rt.pb"


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"<html>", 200, "it is no GTFS-Realtime message"),
        (b"", 404, "the server answered 404 Not Found"),
        (b"x" * 101, 200, "the file has more than 100 bytes"),
    ],
)
def test_failures_are_counted_until_it_goes_well(source, site, monkeypatch, body, status, reason):
    good = site.body
    monkeypatch.setattr(actions, "LIMITS", Limits(100, 30))
    site.body, site.status = body, status
    assert refused(source) == reason
    refused(source, at=later(seconds=60))
    assert (source.failures, source.told_at) == (2, None)

    site.body, site.status = good, 200
    read = read_realtime(source, by=BY, at=later(seconds=180))

    assert (read.failures, read.problem) == (0, "")


@pytest.mark.parametrize("protocol", ["HTTP/1.0", "HTTP/1.1"])
def test_server_that_says_a_byte_now_and_then_is_given_up(source, site, monkeypatch, protocol):
    """Also where the connection ends with the answer, so that its pool lets go of it before."""
    monkeypatch.setattr(actions, "LIMITS", Limits(1000, 0.3))
    site.body, site.protocol, site.pause = b"x" * 200, protocol, 0.02

    began = monotonic()

    assert refused(source) == "the download took longer than 0.3 seconds"
    assert monotonic() - began < 2


def test_redirect_is_followed_without_what_stands_below_it_and_without_a_log(source, site, caplog):
    """Its address may have a key, and what stands below may have no end."""
    source.url += "?key=secret"
    source.save()
    site.redirects, site.moved, site.pause = 1, b"x" * 400, 0.01
    caplog.set_level("INFO")

    began = monotonic()
    read = read_realtime(source, by=BY, at=NOW)

    assert read.forecasts.get().delay == 60
    assert monotonic() - began < 3
    assert "secret" not in caplog.text


def test_too_long_marks_of_a_server_are_not_kept(source, site):
    site.headers = {"ETag": "x" * 501, "Last-Modified": "y" * 101}

    read = read_realtime(source, by=BY, at=NOW)

    assert (read.etag, read.last_modified) == ("", "")


def test_private_address_is_refused_before_a_word_is_said(source, site, settings):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = False

    assert refused(source) == (
        "its address is not public; FEEDS_FROM_PRIVATE_ADDRESSES=1 allows that"
    )
    assert site.asked == []


def test_source_that_is_being_read_is_not_asked(source, site):
    lock = {"name": LOCK, "key": source.pk}
    with other_connection() as other:
        other.execute(TRY_LOCK, lock)
        with pytest.raises(RealtimeRunning):
            read_realtime(source, by=BY, at=NOW)
        other.execute(UNLOCK, lock)

    source.refresh_from_db()
    assert (source.refreshed_at, site.asked) == (None, [])
