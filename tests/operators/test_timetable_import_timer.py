"""The timer that asks the addresses of feeds."""

import pytest
import time_machine

from operators.models import Feed
from operators.tasks import refresh_feed as refresh_task
from operators.tasks import refresh_feeds
from operators.timetable.states import FeedVersionState
from tests.factories.gtfs import contents_of, small_feed, write_zip
from tests.factories.moments import NOW, later
from tests.factories.publisher import published
from tests.factories.timetable import FeedFactory, import_elsewhere, import_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    body = write_zip(contents_of(small_feed()), tmp_path / "feed.zip").read_bytes()
    with published(body, {}) as site:
        yield site


@pytest.fixture(autouse=True)
def private_addresses(settings):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True


@pytest.fixture
def feed(site):
    return FeedFactory(url=site.address, refresh_hours=24)


def due(at):
    return set(Feed.objects.due_for_refresh(at))


def test_feed_is_due_when_it_was_never_asked_or_long_ago(feed):
    never = FeedFactory(url="https://feeds.example/gtfs.zip")

    assert due(NOW) == {feed}
    Feed.objects.filter(pk=feed.pk).update(refreshed_at=NOW)
    assert due(later(hours=23)) == set()
    assert due(later(hours=24)) == {feed}
    assert never not in due(later(hours=24))


def test_timer_refreshes_what_is_due_and_nothing_twice(feed, site):
    with time_machine.travel(NOW, tick=False):
        assert refresh_feeds() == 1
        assert refresh_feeds() == 0
        refresh_task(feed_id=feed.pk, argument_of_later_versions=1)

    version = feed.versions.get()
    assert version.started_by == "timer:refresh-feeds"
    assert len(site.asked) == 1


def test_timer_goes_on_after_a_feed_that_cannot_be_had(feed, site, tmp_path):
    bad = FeedFactory(url="http://127.0.0.1:1/feed.zip", refresh_hours=1)
    kept = import_rows(small_feed(), tmp_path, feed=bad)

    with time_machine.travel(NOW, tick=False):
        assert refresh_feeds() == 2

    assert feed.versions.get().state == FeedVersionState.IN_FORCE
    assert bad.versions.in_force().get() == kept
    assert due(NOW) == set()


def test_timer_leaves_a_feed_that_is_being_imported_for_the_next_time(feed, site):
    with time_machine.travel(NOW, tick=False), import_elsewhere(feed):
        refresh_feeds()

    assert due(NOW) == {feed}
    assert site.asked == []
