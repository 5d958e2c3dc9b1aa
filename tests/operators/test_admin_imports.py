"""Importing a feed in the admin: sent, watched, cancelled, reported."""

from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from operators.admin import imports
from operators.models import Feed, FeedVersion, Role
from operators.tasks import fetch_feed, import_feed
from operators.timetable.states import FeedVersionState
from operators.timetable.uploads import forget_upload
from tests.admin_world import address, button, logged_in, member, send_shown, sentences
from tests.factories.gtfs import contents_of, small_feed, zip_upload
from tests.factories.moments import BY, NOW, later
from tests.factories.timetable import FeedFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}
    return tmp_path / "feeds"


@standing
def feed():
    return FeedFactory()


@standing
def browser(feed):
    return logged_in(member(feed.tenant))


def import_page(feed):
    return button("operators_feed_import_now", feed)


def waiting_page(feed):
    return button("operators_feed_importing", feed)


def kept(uploads):
    return list(uploads.iterdir()) if uploads.exists() else []


def running(feed, at=NOW):
    return FeedVersion.objects.create(
        tenant=feed.tenant, feed=feed, source="feed.zip", started_by=str(BY), started_at=at
    )


def send(browser, feed, callbacks, upload=None, **answers):
    """Send a file; the message to the worker goes out, and the worker does its work."""
    with callbacks(execute=True):
        form = {"upload": upload or zip_upload(contents_of(small_feed())), **answers}
        return send_shown(browser, import_page(feed), form)


def test_file_is_read_by_a_worker_and_put_in_force(
    browser, feed, uploads, django_capture_on_commit_callbacks
):
    waiting = send(browser, feed, django_capture_on_commit_callbacks)
    page = browser.get(waiting.url, follow=True)

    version = feed.versions.get()
    assert version.state == FeedVersionState.IN_FORCE
    assert (version.started_at, version.source) == (NOW, "feed.zip")
    assert page.request["PATH_INFO"] == address(version, "change")
    assert f'href="{address(feed, "change")}"' in page.text
    assert kept(uploads) == []


def test_file_with_faults_leaves_a_report_in_words(
    browser, feed, django_capture_on_commit_callbacks
):
    faulty = small_feed()
    faulty["stops.txt"][0]["stop_lat"] = "high"
    del faulty["agency.txt"][0]["agency_timezone"]
    upload = zip_upload(contents_of(faulty))

    send(browser, feed, django_capture_on_commit_callbacks, upload)

    version = feed.versions.get()
    page = browser.get(address(version, "change")).text
    assert version.state == FeedVersionState.REFUSED
    assert ">agency.txt<" in page
    assert "&quot;kind&quot;" not in page


def test_only_checking_puts_nothing_in_force(
    browser, feed, uploads, django_capture_on_commit_callbacks
):
    send(browser, feed, django_capture_on_commit_callbacks, dry_run="on")

    version = feed.versions.get()
    assert version.state == FeedVersionState.CHECKED
    assert not FeedVersion.objects.in_force().exists()
    assert kept(uploads) == []


def test_sent_page_imports_once(browser, feed, uploads):
    form = {"shown": browser.get(import_page(feed)).context["shown"]}

    browser.post(import_page(feed), {**form, "upload": zip_upload(contents_of(small_feed()))})
    again = browser.post(
        import_page(feed), {**form, "upload": zip_upload(contents_of(small_feed()))}
    )

    assert sentences(again) == [
        "This page was sent before, so nothing was done now; open it again to do it again."
    ]
    assert len(kept(uploads)) == 1


@pytest.mark.parametrize(
    ("upload", "errors"),
    [
        (None, {"upload": ["This field is required."]}),
        (
            SimpleUploadedFile("feed.zip", b"stop_id,stop_name"),
            {
                "upload": [
                    "This is no zip file. Send the zip file of the feed as the operator publishes "
                    "it."
                ]
            },
        ),
    ],
)
def test_file_is_asked_for_again_in_words(browser, feed, uploads, upload, errors):
    form = {"upload": upload} if upload else {}

    response = browser.post(import_page(feed), form)

    assert response.context["form"].errors == errors
    assert kept(uploads) == []


def test_file_that_is_too_large_is_refused(browser, feed, monkeypatch):
    monkeypatch.setattr(imports, "LARGEST_UPLOAD", 0)

    response = browser.post(import_page(feed), {"upload": zip_upload(contents_of(small_feed()))})

    [error] = response.context["form"].errors["upload"]
    assert error.startswith("The file has more than 0 MiB.")


def test_feed_that_is_being_imported_is_not_imported_twice(browser, feed):
    running(feed)

    response = browser.post(import_page(feed), {"upload": zip_upload(contents_of(small_feed()))})

    assert response.context["form"].non_field_errors() == [
        "This feed is being imported already. Wait until that import has ended, or open it below "
        "and cancel it."
    ]


def test_page_waits_for_a_worker_and_then_says_that_it_takes_long(browser, feed, clock):
    since = {"since": NOW.isoformat()}

    at_first = browser.get(waiting_page(feed), since)
    clock.move_to(later(minutes=1))
    at_last = browser.get(waiting_page(feed), since)

    assert (at_first["Refresh"], at_first.context["is_long"]) == ("2", False)
    assert (at_last["Refresh"], at_last.context["is_long"]) == ("2", True)
    assert "No worker has begun yet." in at_last.text


def test_page_that_waits_for_nothing_is_not_found(browser, feed):
    for moment in ("", "soon", "2026-06-01T10:00:00"):
        assert browser.get(waiting_page(feed), {"since": moment}).status_code == 404


def test_waiting_page_is_for_administrators_of_the_tenant(feed, client):
    since = {"since": NOW.isoformat()}
    codes = {
        role: logged_in(member(feed.tenant, role)).get(waiting_page(feed), since).status_code
        for role in Role
    }

    assert codes == {**dict.fromkeys(Role, 403), Role.ADMINISTRATOR: 200}
    stranger = logged_in(member(FeedFactory().tenant))
    assert stranger.get(waiting_page(feed), since).status_code == 404
    assert client.get(waiting_page(feed), since).status_code == 302


def test_import_that_runs_is_looked_at_again_until_it_has_ended(browser, feed):
    version = running(feed)

    while_it_runs = browser.get(address(version, "change"))
    browser.post(button("operators_feedversion_cancel", version))
    after = browser.get(address(version, "change"))

    assert while_it_runs["Refresh"] == "2"
    assert "Refresh" not in after
    assert "The import was cancelled by" in after.text


def test_upload_of_a_message_that_came_twice_is_removed(feed, uploads):
    uploads.mkdir()
    source = uploads / "feed.zip"
    source.write_bytes(zip_upload(contents_of(small_feed())).read())
    words = {
        "feed_id": feed.pk,
        "source": str(source),
        "username": "anna",
        "requested_at": datetime.isoformat(NOW),
    }
    import_feed(**words)
    source.write_bytes(b"")

    import_feed(**words)

    assert feed.versions.count() == 1
    assert not source.exists()


def test_files_of_others_are_never_removed(tmp_path):
    file = tmp_path / "feed.zip"
    file.write_bytes(b"")

    forget_upload(Path(file))

    assert file.exists()


def test_address_is_asked_and_the_page_waits(browser, feed):
    Feed.objects.update(url="https://feeds.example/gtfs.zip")

    response = browser.post(button("operators_feed_fetch", feed))

    assert response.url.startswith(waiting_page(feed))
    assert browser.get(response.url)["Refresh"] == "2"


def test_address_without_anything_new_is_told(browser, feed):
    Feed.objects.update(refreshed_at=NOW)

    response = browser.get(waiting_page(feed), {"since": NOW.isoformat()})

    assert response.url == address(feed, "change")
    assert sentences(response) == [
        "The address still has the file that is in force, so nothing was imported."
    ]


def test_feed_without_an_address_cannot_be_fetched(browser, feed):
    page = browser.get(button("operators_feed_fetch", feed))

    assert page.context["outlook"].refusal.startswith("Fetch now: this is not possible")


def test_message_to_fetch_that_came_twice_does_nothing(feed):
    Feed.objects.update(refreshed_at=NOW)

    fetch_feed(feed_id=feed.pk, username="anna", requested_at=NOW.isoformat())

    assert not feed.versions.exists()


def test_address_that_cannot_be_fetched_leaves_a_report(browser, feed):
    Feed.objects.update(url="ftp://feeds.example/gtfs.zip")

    fetch_feed(feed_id=feed.pk, username="anna", requested_at=NOW.isoformat())

    version = feed.versions.get()
    assert version.state == FeedVersionState.REFUSED
    assert "web address" in browser.get(address(version, "change")).text
