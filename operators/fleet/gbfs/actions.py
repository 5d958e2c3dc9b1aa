"""The doors through which a feed comes into a fleet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, InterfaceError, transaction

from operators.fleet.gbfs.errors import (
    FleetAddressMissing,
    FleetFeedRefused,
    FleetImportCancelled,
    FleetImportNotRunning,
    FleetImportRunning,
)
from operators.fleet.gbfs.feed import (
    NAMES,
    FleetFeed,
    check_order,
    check_system,
    published_at,
    read_feed,
)
from operators.fleet.gbfs.findings import Findings
from operators.fleet.gbfs.loading import Loader, what_is_kept
from operators.fleet.gbfs.mapping import FleetRows, map_feed
from operators.fleet.gbfs.run import FleetRun
from operators.fleet.gbfs.sources import Files, fetch_files, read_files
from operators.fleet.models import Fleet, FleetImport
from operators.fleet.states import FleetImportState
from operators.tenancy.actors import Actor
from operators.timetable.importing.locks import import_lock
from operators.timetable.importing.problems import Problem, ProblemKind, ProblemsFound, Report
from operators.timetable.importing.progress import Listener
from operators.timetable.watching import Stopwatch

LOCK = "operators.import_fleet"
LONGEST_SOURCE = 500
"""Characters that are kept of where a feed came from."""
KEPT_FOR = timedelta(days=14)
"""How long imports are kept that brought nothing to worry about."""
UNREADABLE = {ProblemKind.DOWNLOAD_FAILED, ProblemKind.INTERRUPTED, ProblemKind.CANCELLED}

Read = Callable[[FleetRun], Files]


def import_fleet(
    fleet: Fleet,
    *,
    source: Path,
    by: Actor,
    at: datetime,
    anyway: bool = False,
    progress: Listener | None = None,
) -> FleetImport:
    """Read a GBFS feed from a folder or zip file, and make the fleet what the feed says.

    All of it is written in one transaction, or nothing; what it takes to read and check the feed
    happens before, so this must not be called inside a transaction. `anyway` takes a feed that is
    older than the last one, or of another system.

    FleetFeedRefused carries the report of what is wrong with the feed; FleetImportRunning if the
    fleet is being loaded already; FleetImportCancelled if somebody cancelled this import.
    """

    def read(run: FleetRun) -> Files:
        return read_files(source, NAMES)

    order = Order(fleet, str(source), by, Stopwatch.started(at), anyway)
    return carry_out(order, read, progress)


def refresh_fleet(
    fleet: Fleet,
    *,
    by: Actor,
    at: datetime,
    anyway: bool = False,
    progress: Listener | None = None,
) -> FleetImport:
    """Read the feed at the address of the fleet. FleetAddressMissing; else as `import_fleet`."""
    if not fleet.gbfs_url:
        raise FleetAddressMissing

    def read(run: FleetRun) -> Files:
        # Also when it fails: an address that does not answer is not asked again at once.
        Fleet.objects.filter(pk=fleet.pk).update(refreshed_at=at)
        return fetch_files(fleet.gbfs_url, NAMES, language=fleet.language, begin=run.begin)

    order = Order(fleet, fleet.gbfs_url, by, Stopwatch.started(at), anyway)
    return carry_out(order, read, progress)


@transaction.atomic
def cancel_fleet_import(row: FleetImport, *, by: Actor, at: datetime) -> FleetImport:
    """Stop an import; it notices at its next step. FleetImportNotRunning if it has ended."""
    row = FleetImport.objects.lock(row)
    if row.state != FleetImportState.RUNNING:
        raise FleetImportNotRunning
    message = f"The import was cancelled by {by.name}."
    row.fail(problems=Report((Problem(ProblemKind.CANCELLED, message),)).to_json(), at=at)
    row.save()
    return row


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: a fleet, where its feed is, by whom, and since when."""

    fleet: Fleet
    source: str
    by: Actor
    watch: Stopwatch
    anyway: bool


def carry_out(order: Order, read: Read, progress: Listener | None) -> FleetImport:
    """The whole way of a feed: read, checked, mapped, written."""
    with import_lock(order.fleet.pk, name=LOCK, running=FleetImportRunning):
        clear_up(order)
        run = FleetRun(begin_import(order), progress)
        with told_on_failure(run.row, order.watch):
            run.begin("reading the feed")
            feed = read_feed(read(run))
            run.begin("checking the feed")
            findings = Findings()
            rows = check_feed(order, feed, findings)
            run.begin("writing")
            return put_in_force(order, run, feed, rows, findings.warnings())


def check_feed(order: Order, feed: FleetFeed, findings: Findings) -> FleetRows:
    """The rows of a feed that is in order. ProblemsFound."""
    before = last_feed(order.fleet)
    if not order.anyway:
        for problem in (
            *check_order(feed, before.get("published", {})),
            *check_system(feed, before.get("system_id", "")),
        ):
            findings.add(problem)
    kept, language = what_is_kept(order.fleet), order.fleet.language
    rows = map_feed(feed, kept, language=language, findings=findings)
    findings.raise_if_wrong()
    return rows


def is_fresh(fleet: Fleet, *, at: datetime) -> bool:
    """Whether the feed itself has told that it says nothing new before a later moment (ttl)."""
    until = last_feed(fleet).get("fresh_until")
    return until is not None and at < datetime.fromisoformat(until)


def last_feed(fleet: Fleet) -> dict[str, Any]:
    """What the fleet was loaded from last."""
    done = fleet.imports.filter(state=FleetImportState.SUCCEEDED).order_by("-started_at", "-pk")
    return done.values_list("feed", flat=True).first() or {}


@transaction.atomic(durable=True)
def begin_import(order: Order) -> FleetImport:
    return FleetImport.objects.create(
        tenant_id=order.fleet.tenant_id,
        fleet=order.fleet,
        source=order.source[-LONGEST_SOURCE:],
        requested_by=str(order.by),
        started_at=order.watch.at,
    )


@transaction.atomic(durable=True)
def put_in_force(
    order: Order, run: FleetRun, feed: FleetFeed, rows: FleetRows, warnings: list[Problem]
) -> FleetImport:
    """Write everything. FleetImportCancelled if somebody was quicker; nobody can be afterwards."""
    row = FleetImport.objects.lock(run.row)
    if row.state != FleetImportState.RUNNING:
        raise FleetImportCancelled
    loader = Loader(Fleet.objects.lock(order.fleet), rows, order.by, order.watch.at)
    loader.load()
    row.gbfs_version, row.step = feed.version[:20], ""
    row.feed = {
        "system_id": feed.system.system_id,
        "published": published_at(feed, at=order.watch.at),
        "fresh_until": feed.fresh_until(at=order.watch.at).isoformat(),
    }
    row.problems = Report(tuple(warnings)).to_json()
    row.succeed(counts=loader.counts, at=order.watch.read())
    row.save()
    return row


@contextmanager
def told_on_failure(row: FleetImport, watch: Stopwatch) -> Iterator[None]:
    """Keep the report of what stopped an import; the fleet itself was not touched."""
    try:
        yield
    except ProblemsFound as found:
        report = Report(found.problems)
        end_import(row, report, at=watch.read())
        raise FleetFeedRefused(report) from None
    except FleetImportCancelled:
        raise
    except BaseException:
        # Without a connection the next import of the fleet does this.
        with suppress(DatabaseError, InterfaceError):
            end_import(row, interrupted(), at=watch.read())
        raise


def interrupted() -> Report:
    message = "The import was interrupted before its end; start it again."
    return Report((Problem(ProblemKind.INTERRUPTED, message),))


@transaction.atomic(durable=True)
def end_import(row: FleetImport, report: Report, *, at: datetime) -> None:
    """Note why nothing was loaded: the feed is wrong, or there was none to be had."""
    row = FleetImport.objects.lock(row)
    if row.state != FleetImportState.RUNNING:
        return
    problems = report.to_json()
    if {problem.kind for problem in report.errors} <= UNREADABLE:
        row.fail(problems=problems, at=at)
    else:
        row.refuse(problems=problems, at=at)
    row.step = ""
    row.save()


def clear_up(order: Order) -> None:
    """End what a killed import has left, and forget old imports, but not the last good one.

    Only for the holder of the fleet's lock: to him every import that still runs is dead.
    """
    fleet, at = order.fleet, order.watch.at
    for abandoned in fleet.imports.filter(state=FleetImportState.RUNNING):
        end_import(abandoned, interrupted(), at=at)
    good = fleet.imports.filter(state=FleetImportState.SUCCEEDED)
    last = good.order_by("-started_at", "-pk").values("pk")[:1]
    fleet.imports.filter(started_at__lt=at - KEPT_FOR).exclude(pk__in=last).delete()
