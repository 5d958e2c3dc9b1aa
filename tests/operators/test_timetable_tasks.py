import pytest
from structlog.testing import capture_logs

from operators.models import FeedVersion
from operators.tasks import import_feed
from operators.timetable.states import FeedVersionState
from tests.factories.gtfs import contents_of, small_feed, write_folder
from tests.factories.moments import NOW, later
from tests.factories.timetable import FeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed():
    return FeedFactory()


@pytest.fixture
def source(tmp_path):
    return str(write_folder(contents_of(small_feed()), tmp_path / "feed"))


def run(feed, source, *, at=NOW):
    import_feed(
        feed_id=feed.pk,
        source=source,
        username="anna",
        requested_at=at.isoformat(),
        argument_of_later_versions=1,
    )
    return list(feed.versions.order_by("pk"))


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
    with capture_logs() as logs:
        (version,) = run(feed, str(tmp_path))

    assert version.state == FeedVersionState.REFUSED
    assert [(entry["event"], entry["feed"], entry["log_level"]) for entry in logs] == [
        ("feed_not_imported", feed.pk, "warning")
    ]
    assert run(feed, str(tmp_path)) == [version]
