"""Real-time sources in the admin: how they go, and reading one now."""

from __future__ import annotations

import pytest

from operators.models import RealtimeSource, Role
from tests.admin_world import address, button, errors_of, logged_in, member, sentences
from tests.factories.gtfs import small_feed
from tests.factories.moments import NOW
from tests.factories.publisher import published
from tests.factories.realtime import (
    RealtimeSourceFactory,
    delayed,
    message,
    tell,
    trip_update,
    vehicle,
)
from tests.factories.timetable import rows_in_force
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def feed():
    return rows_in_force(small_feed()).feed


@standing
def browser(feed):
    return logged_in(member(feed.tenant))


def page_of(browser, source):
    return browser.get(address(source, "change")).content.decode()


def test_page_tells_what_the_last_message_told(browser, feed):
    stranger = trip_update(delay=1, trip={"trip_id": "elsewhere"})
    source = tell(feed, [trip_update(delayed(60, stop_sequence=1)), vehicle(), stranger], at=NOW)

    page = page_of(browser, source)

    assert "Trips that the timetable does not have" in page
    assert "Well" in page


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "Not read yet"),
        ({"refreshed_at": NOW}, "Well"),
        ({"refreshed_at": NOW, "failures": 3, "problem": "it is too large"}, "Failing"),
        ({"is_active": False}, "Switched off"),
    ],
)
def test_list_and_page_show_how_a_source_goes(browser, feed, facts, state):
    source = RealtimeSourceFactory(feed=feed, **facts)

    assert state in browser.get(address(RealtimeSource, "changelist")).content.decode()
    page = page_of(browser, source)
    assert state in page
    assert facts.get("problem", "") in page


def test_source_is_read_now(browser, feed, settings, django_capture_on_commit_callbacks):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True
    with published(message(trip_update(delay=60), at=NOW), {}) as site:
        source = RealtimeSourceFactory(feed=feed, url=site.address)
        assert "A worker reads the message" in (
            browser.get(button("operators_realtimesource_fetch", source)).content.decode()
        )
        with django_capture_on_commit_callbacks(execute=True):
            response = browser.post(button("operators_realtimesource_fetch", source))

    assert sentences(response) == [
        "A worker reads the address now; load this page again to see what it told."
    ]
    assert source.forecasts.get().delay == 60


def test_support_looks_and_does_not_change(feed):
    source = RealtimeSourceFactory(feed=feed)
    support = logged_in(member(feed.tenant, Role.SUPPORT))

    assert support.post(button("operators_realtimesource_fetch", source)).status_code == 403


def test_address_that_is_there_already_is_refused_in_words(browser, feed):
    source = RealtimeSourceFactory(feed=feed)
    form = {"feed": feed.pk, "url": source.url, "refresh_seconds": "5", "is_active": "on"}

    response = browser.post(address(RealtimeSource, "add"), form)

    assert errors_of(response)["__all__"] == [
        "This timetable has a source with this address already.",
        "The address is asked every 10 to 3600 seconds.",
    ]
