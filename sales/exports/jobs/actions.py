"""The doors to exports: asking, running, cancelling, expiring, and schedules."""

from __future__ import annotations

from datetime import datetime, time
from time import monotonic
from typing import Any, BinaryIO

from django.db import DatabaseError, InterfaceError, transaction

from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from operators.tenancy.sweeps import store_state
from operators.timetable.actions import Stopwatch
from sales.exports.errors import ExportStopped
from sales.exports.jobs.asking import kept_wish, read_wish, wish_of
from sales.exports.jobs.errors import ExportOver, TooManyExports
from sales.exports.jobs.files import kept_references, part_of, put_in_place, remove_file
from sales.exports.jobs.locks import export_lock
from sales.exports.jobs.models import Export, ExportEvent
from sales.exports.jobs.schedules import ExportSchedule
from sales.exports.jobs.spans import next_moment, span_due
from sales.exports.jobs.states import (
    MOST_ATTEMPTS,
    MOST_OPEN,
    OPEN,
    ExportEventName,
    ExportState,
    Rhythm,
)
from sales.exports.jobs.telling import progress_of
from sales.exports.wishes import ExportWish
from sales.exports.writing import Written, write_export

BROKEN = "Something went wrong on our side; ask for the export again."
DISK = "The file could not be written: the disk is full, or the folder of exports is missing."


@transaction.atomic
def request_export(wish: ExportWish, *, by: Actor, at: datetime) -> Export:
    """Ask for an export; a worker writes it.

    WishUnfit, UnknownDataset; UnusableListing for its filter; TooManyExports.
    """
    wish.check()
    if Export.objects.filter(tenant=wish.tenant, state__in=OPEN).count() >= MOST_OPEN:
        raise TooManyExports
    return _ask(wish, by=by, at=at)


@transaction.atomic
def repeat_export(export: Export, *, by: Actor, at: datetime) -> Export:
    """Ask for the same once more, whatever became of the first. Raises what asking does."""
    return request_export(wish_of(export), by=by, at=at)


def run_export(export: Export, *, by: Actor, at: datetime) -> Export:
    """Write the file of an export that waits, or whose worker has died.

    Many short transactions and a long one that reads, so it must not be called inside one. What
    it cannot write it makes FAILED, with the reason; what the database failed in, or was killed,
    stays RUNNING and is run again, three times in all. Until it is READY there is no file of it.

    ExportRunning if another worker is at it; ExportOver if it has ended.
    """
    watch = Stopwatch(at, monotonic())
    with export_lock(export.pk):
        running = _start(export, by=by, at=at)
        if running.state == ExportState.FAILED:
            return running
        try:
            with part_of(running) as file, progress_of(running, watch.read) as told:
                written = write_export(wish_of(running), file, told=told)
                _finish(running, file, written, by=by, at=watch.read())
        except ExportStopped:
            # It was cancelled; whoever did that has noted it.
            pass
        except (DatabaseError, InterfaceError):
            raise
        except DomainError as refusal:
            _fail(running, refusal.detail, by=by, at=watch.read())
        except OSError:
            _fail(running, DISK, by=by, at=watch.read())
            raise
        except Exception:
            _fail(running, BROKEN, by=by, at=watch.read())
            raise
    return Export.objects.get(pk=export.pk)


@transaction.atomic
def cancel_export(export: Export, *, by: Actor, at: datetime) -> Export:
    """Stop an export that waits or runs; its worker notices within a second or so.

    TransitionNotAllowed if it has ended.
    """
    export = Export.objects.lock(export)
    export.cancel(at=at)
    export.save()
    _note(export, ExportEventName.CANCELLED, by=by, at=at)
    return export


@transaction.atomic
def note_download(export: Export, *, by: Actor, at: datetime) -> None:
    """Somebody takes the file."""
    _note(export, ExportEventName.DOWNLOADED, by=by, at=at)


@transaction.atomic
def expire_exports(*, by: Actor, at: datetime, limit: int) -> int:
    """Let one batch of files go that were kept long enough; returns how many."""
    over = Export.objects.filter(state=ExportState.READY, expires_at__lte=at)
    batch = list(over.order_by("expires_at").lock_free()[:limit])
    for export in batch:
        export.expire()
    store_state(batch, ["state"])
    name = ExportEventName.EXPIRED
    ExportEvent.objects.bulk_create(
        ExportEvent(export=export, name=name, actor=str(by), happened_at=at) for export in batch
    )
    for export in batch:
        transaction.on_commit(lambda export=export: remove_file(export))  # type: ignore[misc]
    return len(batch)


def purge_files() -> int:
    """Remove what lies in the folder and belongs to no export that is READY or runs; how many.

    A worker that was killed leaves a part, and a removal may fail: this makes up for both.
    """
    references = list(kept_references())
    wanted = Export.objects.filter(reference__in=[one for one in references if len(one) == 36])
    gone = wanted.exclude(state__in=[ExportState.READY, ExportState.RUNNING])
    removed = list(gone)
    for export in removed:
        remove_file(export)
    return len(removed)


@transaction.atomic
def schedule_export(
    export: Export,
    *,
    name: str,
    rhythm: Rhythm,
    time: time,
    days_after: int = 0,
    by: Actor,
    at: datetime,
) -> ExportSchedule:
    """Have what this export is of exported again and again, each time for the span just over.

    `time` is in the tenant's zone, `days_after` how many days it waits: 0 to 27.
    """
    wish = wish_of(export)
    zone = wish.tenant.zone
    return ExportSchedule.objects.create(
        **kept_wish(wish),
        name=name,
        rhythm=rhythm,
        time=time,
        days_after=days_after,
        next_at=next_moment(rhythm, time, days_after, zone=zone, after=at),
        made_by=str(by),
        made_at=at,
    )


@transaction.atomic
def end_schedule(schedule: ExportSchedule, *, by: Actor, at: datetime) -> ExportSchedule:
    """Ask for no more exports by a schedule. ExportOver if it has ended."""
    schedule = ExportSchedule.objects.lock(schedule)
    if schedule.ended_at is not None:
        raise ExportOver("This schedule has ended already.")
    schedule.ended_by, schedule.ended_at = str(by), at
    schedule.save()
    return schedule


@transaction.atomic
def request_due_exports(*, by: Actor, at: datetime, limit: int) -> int:
    """Ask for the exports of one batch of schedules that are due, once each; returns how many.

    What cannot be exported is asked for as well, and FAILED then says why where people look.
    """
    due = ExportSchedule.objects.filter(ended_at=None, next_at__lte=at)
    batch = list(due.select_related("tenant").order_by("next_at").lock_free()[:limit])
    for schedule in batch:
        zone, moment = schedule.tenant.zone, schedule.next_at
        span = span_due(schedule.rhythm, schedule.days_after, zone=zone, moment=moment)
        _ask(read_wish(schedule, span), schedule=schedule, due_at=moment, by=by, at=at)
        schedule.next_at = next_moment(
            schedule.rhythm, schedule.time, schedule.days_after, zone=zone, after=moment
        )
        schedule.save(update_fields=["next_at"])
    return len(batch)


def _ask(wish: ExportWish, *, by: Actor, at: datetime, **more: Any) -> Export:
    first, last = wish.period.days if wish.period else (None, None)
    export = Export(
        **kept_wish(wish),
        first_day=first,
        last_day=last,
        file_name=wish.file_name,
        requested_by=str(by),
        requested_at=at,
        **more,
    )
    export.save()
    _note(export, ExportEventName.REQUESTED, by=by, at=at)
    return export


@transaction.atomic(durable=True)
def _start(export: Export, *, by: Actor, at: datetime) -> Export:
    """The next attempt; FAILED if there were too many. Only for the holder of the lock: to him
    every attempt that still runs is dead."""
    export = Export.objects.select_related("tenant").lock(export)
    if not export.is_open:
        raise ExportOver
    if export.attempts >= MOST_ATTEMPTS:
        export.fail(why=f"It was interrupted {MOST_ATTEMPTS} times; ask for it again.", at=at)
        remove_file(export)
    else:
        export.start(at=at)
    export.save()
    name = ExportEventName.FAILED if export.failure else ExportEventName.STARTED
    _note(export, name, by=by, at=at, attempt=export.attempts)
    return export


@transaction.atomic(durable=True)
def _finish(running: Export, file: BinaryIO, written: Written, *, by: Actor, at: datetime) -> None:
    """The one moment in which the file is there. ExportStopped if nobody wants it any more."""
    export = _lock_attempt(running)
    # Under the lock of the row: whoever dies before the commit leaves a whole file that the next
    # attempt replaces, and nobody else removes it meanwhile.
    put_in_place(export, file)
    export.finish(totals=written.totals.to_json(), size=written.size, digest=written.digest, at=at)
    export.save()
    _note(export, ExportEventName.READY, by=by, at=at, rows=written.rows)


@transaction.atomic(durable=True)
def _fail(running: Export, why: str, *, by: Actor, at: datetime) -> None:
    try:
        export = _lock_attempt(running)
    except ExportStopped:
        return
    export.fail(why=why or BROKEN, at=at)
    export.save()
    _note(export, ExportEventName.FAILED, by=by, at=at)


def _lock_attempt(running: Export) -> Export:
    """The row, if this attempt is still wanted; else ExportStopped."""
    export = Export.objects.lock(running)
    if export.state != ExportState.RUNNING or export.attempts != running.attempts:
        raise ExportStopped
    return export


def _note(
    export: Export, name: ExportEventName, *, by: Actor, at: datetime, **details: object
) -> None:
    export.events.create(name=name, actor=str(by), happened_at=at, details=details)
