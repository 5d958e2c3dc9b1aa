"""The only doors to a change of a timetable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import DatabaseError, InterfaceError, transaction

from operators.tenancy.actors import Actor
from operators.tenancy.models import Operator
from operators.timetable.errors import (
    FeedAddressMissing,
    FeedRefused,
    ImportCancelled,
    ImportNotRunning,
)
from operators.timetable.importing.contents import FeedFacts
from operators.timetable.importing.downloads import Validators, fetch_feed
from operators.timetable.importing.feeds import check_feed, load_feed
from operators.timetable.importing.loading import delete_rows, left_over
from operators.timetable.importing.locks import import_lock
from operators.timetable.importing.problems import Problem, ProblemKind, ProblemsFound, Report
from operators.timetable.importing.progress import Listener
from operators.timetable.importing.run import ImportRun
from operators.timetable.importing.staging import drop_staging
from operators.timetable.importing.zones import check_zones, number_zones
from operators.timetable.models import Feed, FeedVersion
from operators.timetable.models.feeds import LONGEST_DATE, LONGEST_ETAG, LONGEST_SOURCE
from operators.timetable.states import FeedVersionState
from operators.timetable.watching import Stopwatch


@transaction.atomic
def add_feed(operator: Operator, *, name: str, by: Actor, at: datetime) -> Feed:
    """Give an operator a timetable, empty until its first import."""
    return Feed.objects.create(tenant_id=operator.tenant_id, operator=operator, name=name)


def import_feed(
    feed: Feed,
    *,
    source: Path,
    by: Actor,
    at: datetime,
    origin: str = "",
    dry_run: bool = False,
    progress: Listener | None = None,
) -> FeedVersion:
    """Read a GTFS feed from a zip file or folder and put it in force in place of the old one.

    It runs in many short transactions, so it must not be called inside one: its progress is for
    everybody to see, and only the last one swaps the versions. Until then, and if anything goes
    wrong, the old version stays in force. `at` decides which days of endless calendars are kept,
    and what is over. A dry run asks the same questions and ends as CHECKED: its report and counts
    are kept, its rows are not, and nothing changes for planning. `origin` is where the file came
    from, if that is not its path.

    FeedRefused carries the report of what is wrong with the feed; ImportRunning if the feed is
    being imported already; ImportCancelled if somebody cancelled this import.
    """
    watch = Stopwatch.started(at)
    with import_lock(feed.pk):
        clear_up(feed, at=at)
        version = begin_version(feed, source=origin or str(source), by=by, at=at)
        run = ImportRun(version, progress)
        with undone_on_failure(version, watch):
            if dry_run:
                end_check(version, check_feed(source, run, at=at), run, watch)
            else:
                facts = load_feed(source, run, at=at)
                run.begin("putting in force")
                swap_versions(version, facts, run, at=watch.read())
        clear_up(feed, at=at)
    return FeedVersion.objects.get(pk=version.pk)


def refresh_feed(
    feed: Feed, *, by: Actor, at: datetime, progress: Listener | None = None
) -> FeedVersion | None:
    """Ask the address of a feed for a new file, and import it.

    None if the file in force is still the current one. FeedAddressMissing if the feed has no
    address; FeedRefused if nothing could be fetched, or what was fetched is not fit: the version
    that keeps the report shows why, and the old version stays in force. ImportRunning and
    ImportCancelled as for an import. Not inside a transaction, as an import.
    """
    if not feed.url:
        raise FeedAddressMissing
    watch = Stopwatch.started(at)
    with import_lock(feed.pk), TemporaryDirectory(prefix="feed-") as folder:
        source = Path(folder) / "feed.zip"
        try:
            current = fetch_feed(feed.url, source, known=known_validators(feed))
            if current is None:
                return None
            version = import_feed(
                feed, source=source, origin=feed.url, by=by, at=at, progress=progress
            )
        except ProblemsFound as found:
            report = Report(found.problems)
            clear_up(feed, at=at)
            version = begin_version(feed, source=feed.url, by=by, at=at)
            refuse_version(version, report, at=watch.read())
            raise FeedRefused(report) from None
        else:
            note_validators(feed, current)
            return version
        finally:
            # Also after a failure: an address that does not answer is not asked again at once.
            Feed.objects.filter(pk=feed.pk).update(refreshed_at=at)


def known_validators(feed: Feed) -> Validators:
    """Those of the file in force, if it came from the address that the feed has now."""
    came_from_there = feed.versions.in_force().filter(source=feed.url[-LONGEST_SOURCE:])
    if not came_from_there.exists():
        return Validators()
    return Validators(feed.etag, feed.last_modified)


def note_validators(feed: Feed, current: Validators) -> None:
    """Too long ones are as good as none."""
    Feed.objects.filter(pk=feed.pk).update(
        etag=current.etag if len(current.etag) <= LONGEST_ETAG else "",
        last_modified=current.last_modified if len(current.last_modified) <= LONGEST_DATE else "",
    )


@transaction.atomic
def cancel_import(version: FeedVersion, *, by: Actor, at: datetime) -> FeedVersion:
    """Stop an import; it notices at its next step. ImportNotRunning if it has ended."""
    version = FeedVersion.objects.lock(version)
    if version.state != FeedVersionState.IMPORTING:
        raise ImportNotRunning
    message = f"The import was cancelled by {by.name}."
    version.refuse(problems=Report((Problem(ProblemKind.CANCELLED, message),)).to_json(), at=at)
    version.save()
    return version


@transaction.atomic(durable=True)
def begin_version(feed: Feed, *, source: str, by: Actor, at: datetime) -> FeedVersion:
    return FeedVersion.objects.create(
        tenant_id=feed.tenant_id,
        feed=feed,
        source=source[-LONGEST_SOURCE:],
        started_by=str(by),
        started_at=at,
    )


@contextmanager
def undone_on_failure(version: FeedVersion, watch: Stopwatch) -> Iterator[None]:
    """Leave nothing of a version behind that could not be put in force, except its report."""
    try:
        yield
    except ProblemsFound as found:
        report = Report(found.problems)
        refuse_version(version, report, at=watch.read())
        raise FeedRefused(report) from None
    except ImportCancelled:
        delete_rows(version.pk)
        raise
    except BaseException:
        # Without a connection the next import of the feed does this.
        with suppress(DatabaseError, InterfaceError):
            refuse_version(version, interrupted(), at=watch.read())
        raise
    finally:
        with suppress(DatabaseError, InterfaceError):
            drop_staging()


def interrupted() -> Report:
    message = "The import was interrupted before its end; start it again."
    return Report((Problem(ProblemKind.INTERRUPTED, message),))


def refuse_version(version: FeedVersion, report: Report, *, at: datetime) -> None:
    """Store why a version does not come into force, and remove its rows."""
    with transaction.atomic(durable=True):
        version = FeedVersion.objects.lock(version)
        if version.state == FeedVersionState.IMPORTING:
            version.refuse(problems=report.to_json(), at=at)
            version.save()
    delete_rows(version.pk)


@transaction.atomic(durable=True)
def swap_versions(version: FeedVersion, facts: FeedFacts, run: ImportRun, *, at: datetime) -> None:
    """The one moment in which the new version takes the place of the old one."""
    version = lock_running(version)
    number_zones(version.tenant_id)
    for old in version.feed.versions.in_force().select_for_update():
        old.replace()
        old.save()
    note_facts(version, facts, run)
    version.put_in_force(at=at)
    version.save()


def end_check(version: FeedVersion, facts: FeedFacts, run: ImportRun, watch: Stopwatch) -> None:
    """Keep what a dry run has found, and nothing else."""
    with transaction.atomic(durable=True):
        version = lock_running(version)
        check_zones(version.tenant_id)
        note_facts(version, facts, run)
        version.pass_check(at=watch.read())
        version.save()
    delete_rows(version.pk)


def lock_running(version: FeedVersion) -> FeedVersion:
    """The version of an import that nobody has cancelled; else ImportCancelled."""
    version = FeedVersion.objects.lock(version)
    if version.state != FeedVersionState.IMPORTING:
        raise ImportCancelled
    return version


def note_facts(version: FeedVersion, facts: FeedFacts, run: ImportRun) -> None:
    version.timezone = facts.timezone
    version.first_date, version.last_date = facts.first_date, facts.last_date
    version.latest_time = facts.calls.latest
    version.problems = Report(facts.warnings).to_json()
    version.step, version.counts = "", run.counts


def clear_up(feed: Feed, *, at: datetime) -> None:
    """Refuse what a killed import has left, and remove the rows of versions that are over.

    Only for the holder of the feed's import lock: to him every import that still runs is dead.
    """
    for abandoned in feed.versions.filter(state=FeedVersionState.IMPORTING):
        refuse_version(abandoned, interrupted(), at=at)
    for version_id in left_over(feed.pk):
        delete_rows(version_id)
