import pytest
from celery.exceptions import Retry

from operators.models import FeedVersion, User
from operators.tasks import import_feed
from operators.timetable.errors import ImportRunning
from operators.timetable.states import FeedVersionState
from tests.factories.gtfs import contents_of, small_feed, write_folder
from tests.factories.moments import NOW, later
from tests.factories.timetable import FeedFactory, import_elsewhere
from tests.loglines import written_lines
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def feed():
    return FeedFactory()


@pytest.fixture
def source(tmp_path):
    return str(write_folder(contents_of(small_feed()), tmp_path / "feed"))


def message(feed, source, *, at=NOW, username="anna"):
    return {
        "feed_id": feed.pk,
        "source": source,
        "username": username,
        "requested_at": at.isoformat(),
        "argument_of_later_versions": 1,
    }


def run(feed, source, **words):
    import_feed(**message(feed, source, **words))
    return list(feed.versions.order_by("pk"))


@pytest.fixture
def broker():
    """Messages are kept in memory and not run at once."""
    import_feed.app.conf.task_always_eager = False
    yield
    import_feed.app.conf.task_always_eager = True


def retried(words, *, retries=0):
    """The message that a worker sends when it cannot serve this one now."""
    import_feed.push_request(called_directly=False, kwargs=words, retries=retries)
    try:
        with pytest.raises(Retry) as again:
            import_feed.run(**words)
    finally:
        import_feed.pop_request()
    return again.value.sig


def test_task_is_called_by_its_name():
    assert import_feed.name == "operators.import_feed"


def test_task_imports_for_the_person_who_asked(feed, source):
    (version,) = run(feed, source)

    assert version.state == FeedVersionState.IN_FORCE
    assert (version.started_by, version.started_at) == ("staff:anna", NOW)


def test_message_that_comes_again_changes_nothing(feed, source):
    before = run(feed, source)

    assert run(feed, source) == before
    assert len(run(feed, source, at=later(minutes=1))) == 2


def test_message_of_a_killed_worker_is_served_again(feed, source):
    FeedVersion.objects.create(
        feed=feed, tenant=feed.tenant, source=source, started_by="staff:anna", started_at=NOW
    )

    killed, version = run(feed, source)

    assert killed.state == FeedVersionState.REFUSED
    assert version.state == FeedVersionState.IN_FORCE
    assert run(feed, source) == [killed, version]


def test_refused_feed_is_logged_and_kept_for_people(feed, tmp_path):
    with written_lines("operators.tasks") as lines:
        (version,) = run(feed, str(tmp_path))

    assert version.state == FeedVersionState.REFUSED
    assert [(line["event"], line["feed"], line["level"]) for line in lines()] == [
        ("feed_not_imported", feed.pk, "warning")
    ]
    assert run(feed, str(tmp_path)) == [version]


def test_message_that_meets_a_running_import_comes_back_in_a_minute(feed, source, broker):
    """The worker of the running one may die, and then this message is all that is left."""
    with import_elsewhere(feed):
        again = retried(message(feed, source))

    assert (again.options["countdown"], again.options["retries"]) == (60, 1)
    import_feed(**again.kwargs)
    assert [version.state for version in feed.versions.all()] == [FeedVersionState.IN_FORCE]


def test_message_that_met_running_imports_for_hours_gives_up(feed, source, broker):
    with import_elsewhere(feed), pytest.raises(ImportRunning):
        retried(message(feed, source), retries=240)


def test_longest_username_is_kept_whole(feed, source):
    username = "a" * User._meta.get_field("username").max_length

    (version,) = run(feed, source, username=username)

    assert version.started_by == f"staff:{username}"
