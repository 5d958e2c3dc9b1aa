"""Feeds that are fetched from where they are published, over real HTTP on this machine."""

import pytest

from operators.timetable.actions import refresh_feed
from operators.timetable.errors import FeedAddressMissing, FeedRefused, ImportRunning
from operators.timetable.importing import downloads
from operators.timetable.states import FeedVersionState
from tests.factories.gtfs import contents_of, small_feed, write_zip
from tests.factories.moments import BY, NOW, later
from tests.factories.publisher import published
from tests.factories.timetable import FeedFactory, import_elsewhere

pytestmark = pytest.mark.django_db

ETAG, MODIFIED = '"one"', "Mon, 01 Jun 2026 08:00:00 GMT"


@pytest.fixture
def site(tmp_path):
    body = write_zip(contents_of(small_feed()), tmp_path / "feed.zip").read_bytes()
    with published(body, {"ETag": ETAG, "Last-Modified": MODIFIED}) as site:
        yield site


@pytest.fixture(autouse=True)
def private_addresses(settings):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True


@pytest.fixture
def feed(site):
    return FeedFactory(url=site.address, refresh_hours=24)


def refused_refresh(feed, *, at=NOW):
    with pytest.raises(FeedRefused) as refused:
        refresh_feed(feed, by=BY, at=at)
    version = feed.versions.latest("pk")
    assert version.state == FeedVersionState.REFUSED
    assert version.source == feed.url
    assert version.problems == refused.value.report.to_json()
    return [(each.kind.value, each.message) for each in refused.value.report.errors]


def test_feed_is_fetched_and_put_in_force(feed, site):
    version = refresh_feed(feed, by=BY, at=NOW)

    feed.refresh_from_db()
    assert (version.state, version.source) == (FeedVersionState.IN_FORCE, site.address)
    assert (feed.refreshed_at, feed.etag, feed.last_modified) == (NOW, ETAG, MODIFIED)
    ((path, headers),) = site.asked
    assert path == "/feed.zip"
    assert "If-None-Match" not in headers


def test_file_that_is_still_the_same_changes_nothing(feed, site):
    version = refresh_feed(feed, by=BY, at=NOW)
    feed.refresh_from_db()
    site.status, site.body = 304, b""

    assert refresh_feed(feed, by=BY, at=later(hours=24)) is None

    feed.refresh_from_db()
    assert feed.refreshed_at == later(hours=24)
    assert feed.versions.get() == version
    _, headers = site.asked[-1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == (ETAG, MODIFIED)


def test_other_address_is_asked_for_its_file_whatever_the_old_one_said(feed, site):
    refresh_feed(feed, by=BY, at=NOW)
    feed.refresh_from_db()
    feed.url = site.address + "?new"
    feed.save()

    refresh_feed(feed, by=BY, at=later(hours=1))

    assert "If-None-Match" not in site.asked[-1][1]
    assert feed.versions.in_force().get().source == feed.url


def test_too_long_marks_of_a_server_are_not_kept(feed, site):
    site.headers = {"ETag": "x" * 501, "Last-Modified": "y" * 101}

    refresh_feed(feed, by=BY, at=NOW)

    feed.refresh_from_db()
    assert (feed.etag, feed.last_modified) == ("", "")


def test_redirects_are_followed_a_few_times(feed, site):
    site.redirects = downloads.MOST_REDIRECTS

    assert refresh_feed(feed, by=BY, at=NOW).state == FeedVersionState.IN_FORCE
    assert site.asked[-1][0] == "/feed.zip?3"


def test_too_many_redirects_are_refused(feed, site):
    site.redirects = downloads.MOST_REDIRECTS + 1

    assert refused_refresh(feed) == [
        (
            "download_failed",
            "The feed could not be fetched: it was redirected more than 3 times. The timetable "
            "stays as it is.",
        )
    ]


def test_answer_that_is_no_file_leaves_the_old_feed_and_says_why(feed, site):
    old = refresh_feed(feed, by=BY, at=NOW)
    site.status = 404

    ((kind, message),) = refused_refresh(feed, at=later(hours=24))

    feed.refresh_from_db()
    assert kind == "download_failed"
    assert message == (
        "The feed could not be fetched: the server answered 404 Not Found. The timetable stays as "
        "it is."
    )
    assert feed.versions.in_force().get() == old
    assert (feed.refreshed_at, feed.etag) == (later(hours=24), ETAG)


def test_file_that_is_no_feed_leaves_the_old_one(feed, site):
    old = refresh_feed(feed, by=BY, at=NOW)
    site.body = b"<html>"

    ((kind, _),) = refused_refresh(feed, at=later(hours=24))

    assert kind == "source_unreadable"
    assert feed.versions.in_force().get() == old


def test_file_that_is_too_large_is_given_up(feed, monkeypatch):
    monkeypatch.setattr(downloads, "LARGEST_DOWNLOAD", 100)

    ((_, message),) = refused_refresh(feed)

    assert message.startswith("The feed could not be fetched: the file has more than 100 bytes.")


def test_download_that_takes_too_long_is_given_up(feed, monkeypatch):
    monkeypatch.setattr(downloads, "LONGEST_DOWNLOAD", -1)

    ((_, message),) = refused_refresh(feed)

    assert message.startswith("The feed could not be fetched: the download took longer than")


def test_server_that_does_not_answer_is_told(feed, site):
    feed.url = "http://127.0.0.1:1/feed.zip"

    ((_, message),) = refused_refresh(feed)

    assert message == (
        "The feed could not be fetched: the server did not answer (NewConnectionError). The "
        "timetable stays as it is."
    )


def test_server_without_a_good_certificate_is_told(feed, site):
    feed.url = site.address.replace("http:", "https:")

    ((_, message),) = refused_refresh(feed)

    assert message.startswith(
        "The feed could not be fetched: the certificate of the server is not good"
    )


@pytest.mark.parametrize("url", ["ftp://feeds.example/gtfs.zip", "file:///etc/passwd"])
def test_only_web_addresses_are_asked(url, feed):
    feed.url = url

    ((_, message),) = refused_refresh(feed)

    assert "the address is no web address; write one that begins with https://" in message


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_private_address_is_refused_before_a_word_is_said(scheme, host, feed, site, settings):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = False
    feed.url = site.address.replace("127.0.0.1", host).replace("http:", f"{scheme}:")

    ((_, message),) = refused_refresh(feed)

    assert message == (
        "The feed could not be fetched: its address is not public; "
        "FEEDS_FROM_PRIVATE_ADDRESSES=1 allows that. The timetable stays as it is."
    )
    assert site.asked == []


def test_feed_without_an_address_cannot_be_refreshed():
    with pytest.raises(FeedAddressMissing):
        refresh_feed(FeedFactory(), by=BY, at=NOW)


def test_feed_that_is_being_imported_is_not_asked(feed, site):
    with import_elsewhere(feed), pytest.raises(ImportRunning):
        refresh_feed(feed, by=BY, at=NOW)

    feed.refresh_from_db()
    assert (feed.refreshed_at, site.asked) == (None, [])
