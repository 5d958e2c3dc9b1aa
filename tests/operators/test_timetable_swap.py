import pytest

from operators.models import FareZone, FeedVersion, Route, ServiceDay, Stop, StopTime, Trip
from operators.tenancy.actors import Actor
from operators.timetable.actions import add_feed, cancel_import, import_feed
from operators.timetable.errors import (
    FeedRefused,
    ImportCancelled,
    ImportNotRunning,
    ImportRunning,
)
from operators.timetable.importing.problems import ProblemKind
from operators.timetable.states import FeedVersionState
from tests.factories.gtfs import (
    contents_of,
    small_feed,
    write_folder,
)
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OperatorFactory
from tests.factories.timetable import (
    FeedFactory,
    import_elsewhere,
    import_rows,
    other_connection,
)

ROWS = (Stop, Route, Trip, StopTime, ServiceDay)


def kept_rows():
    return {model.__name__: model.objects.count() for model in ROWS}


@pytest.mark.django_db
def test_import_replaces_the_old_version_and_removes_its_rows(tmp_path):
    old = import_rows(small_feed(), tmp_path)
    before = kept_rows()

    new = import_rows(small_feed(), tmp_path, feed=old.feed)

    old.refresh_from_db()
    assert (old.state, new.state) == (FeedVersionState.REPLACED, FeedVersionState.IN_FORCE)
    assert kept_rows() == before
    assert {stop.version for stop in Stop.objects.all()} == {new}


@pytest.mark.django_db
def test_refused_import_leaves_the_old_version_in_force(tmp_path):
    old = import_rows(small_feed(), tmp_path)
    before = kept_rows()
    broken = small_feed()
    broken["trips.txt"][0]["route_id"] = "none"
    broken["stops.txt"][0]["zone_id"] = "new"

    with pytest.raises(FeedRefused) as refused:
        import_rows(broken, tmp_path, feed=old.feed)

    old.refresh_from_db()
    new = old.feed.versions.get(state=FeedVersionState.REFUSED)
    assert old.state == FeedVersionState.IN_FORCE
    assert new.problems == refused.value.report.to_json()
    assert new.finished_at >= new.started_at
    assert kept_rows() == before
    assert not FareZone.objects.filter(zone_id="new").exists()
    assert refused.value.detail == (
        "The feed was refused. trips.txt line 2, route_id: routes.txt has no route_id “none”; "
        "add it there or correct it here."
    )


@pytest.mark.django_db
def test_second_import_of_a_feed_at_a_time_is_refused(tmp_path):
    feed = FeedFactory()

    with import_elsewhere(feed), pytest.raises(ImportRunning):
        import_rows(small_feed(), tmp_path, feed=feed)

    assert feed.versions.count() == 0
    assert import_rows(small_feed(), tmp_path, feed=feed).state == FeedVersionState.IN_FORCE


@pytest.mark.django_db
def test_import_after_a_killed_one_clears_up(tmp_path):
    feed = FeedFactory()
    killed = FeedVersion.objects.create(
        feed=feed, tenant=feed.tenant, source="feed.zip", started_by="test", started_at=NOW
    )
    Stop.objects.create(version=killed, stop_id="x", name="X", latitude=0, longitude=0)

    version = import_rows(small_feed(), tmp_path, feed=feed)

    killed.refresh_from_db()
    assert version.state == FeedVersionState.IN_FORCE
    assert killed.state == FeedVersionState.REFUSED
    assert [problem["kind"] for problem in killed.problems] == [ProblemKind.INTERRUPTED]
    assert not killed.stops.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["reading stops.txt", "keeping stop times", "putting in force"])
def test_import_that_fails_leaves_nothing_but_its_report(step, tmp_path):
    old = import_rows(small_feed(), tmp_path)
    before = kept_rows()

    def fail(progress):
        if progress.step == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_feed(old.feed, source=tmp_path / f"import-0-of-{old.feed.pk}", by=BY, at=NOW,
                    progress=fail)  # fmt: skip

    new = old.feed.versions.latest("pk")
    assert new.state == FeedVersionState.REFUSED
    assert [problem["kind"] for problem in new.problems] == [ProblemKind.INTERRUPTED]
    assert kept_rows() == before
    assert FeedVersion.objects.in_force().get() == old


@pytest.mark.django_db(transaction=True)
def test_progress_of_an_import_is_visible_to_others(tmp_path):
    feed = FeedFactory()
    source = write_folder(contents_of(small_feed()), tmp_path / "feed")
    told, seen = [], []
    with other_connection() as other:

        def listen(progress):
            told.append((progress.step, progress.file, progress.rows, progress.done))
            row = other.execute("SELECT state, step, counts FROM operators_feedversion").fetchone()
            seen.append(row)

        import_feed(feed, source=source, by=BY, at=NOW, progress=listen)

    size = (source / "stop_times.txt").stat().st_size
    assert told[0] == ("reading agency.txt", "", 0, 0)
    assert ("reading stop_times.txt", "stop_times.txt", 3, size) in told
    assert told[-1] == ("putting in force", "", 0, 0)
    assert [row[1] for row in seen] == [step for step, *_ in told]
    assert {row[0] for row in seen} == {"IMPORTING"}
    assert seen[-1][2]["stop_times.txt"] == 3


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["checking stop_times.txt", "keeping trips", "putting in force"])
def test_cancelled_import_stops_and_changes_nothing(step, tmp_path):
    old = import_rows(small_feed(), tmp_path)
    before = kept_rows()

    def cancel(progress):
        if progress.step == step:
            running = old.feed.versions.get(state=FeedVersionState.IMPORTING)
            cancel_import(running, by=Actor.staff("anna"), at=later(minutes=1))

    with pytest.raises(ImportCancelled):
        import_feed(old.feed, source=tmp_path / f"import-0-of-{old.feed.pk}", by=BY, at=NOW,
                    progress=cancel)  # fmt: skip

    cancelled = old.feed.versions.latest("pk")
    assert cancelled.state == FeedVersionState.REFUSED
    assert cancelled.finished_at == later(minutes=1)
    assert [problem["message"] for problem in cancelled.problems] == [
        "The import was cancelled by anna."
    ]
    assert kept_rows() == before
    assert FeedVersion.objects.in_force().get() == old


@pytest.mark.django_db
def test_report_of_a_cancelled_import_stays_when_the_feed_has_problems_too(tmp_path):
    feed = FeedFactory()
    rows = small_feed()
    rows["trips.txt"][0]["route_id"] = "none"
    source = write_folder(contents_of(rows), tmp_path / "feed")

    def cancel_late(progress):
        if progress.step == "checking stop_times.txt":
            cancel_import(feed.versions.get(), by=Actor.staff("anna"), at=later(minutes=1))

    with pytest.raises(FeedRefused):
        import_feed(feed, source=source, by=BY, at=NOW, progress=cancel_late)

    assert [problem["kind"] for problem in feed.versions.get().problems] == [ProblemKind.CANCELLED]


@pytest.mark.django_db
def test_import_that_has_ended_cannot_be_cancelled(tmp_path):
    version = import_rows(small_feed(), tmp_path)

    with pytest.raises(ImportNotRunning):
        cancel_import(version, by=BY, at=NOW)


@pytest.mark.django_db
def test_new_feed_belongs_to_the_tenant_of_its_operator():
    operator = OperatorFactory()

    feed = add_feed(operator, name="Buses", by=BY, at=NOW)

    assert (feed.tenant, feed.operator, str(feed)) == (operator.tenant, operator, "Buses")
