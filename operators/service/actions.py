"""The door through which real-time messages come in: of trips and vehicles, and for passengers."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import DatabaseError, InterfaceError, transaction
from django.db.models import Exists, OuterRef, Q
from urllib3 import Timeout

from operators.service.models import Alert
from operators.service.told_alerts import keep_alerts
from operators.tenancy.actors import Actor
from operators.timetable.importing.downloads import (
    DownloadFailed,
    Limits,
    Validators,
    fetch_file,
)
from operators.timetable.importing.locks import import_lock
from operators.timetable.models import RealtimeSource
from operators.timetable.models.feeds import LONGEST_DATE, LONGEST_ETAG
from operators.timetable.models.realtime import LONGEST_PROBLEM
from operators.timetable.realtime.errors import RealtimeRefused, RealtimeRunning
from operators.timetable.realtime.keeping import keep_message
from operators.timetable.realtime.messages import Message, MessageUnreadable, read_message
from operators.timetable.realtime.packing import PackedBadly, unpack

LOCK = "operators.read_realtime"
LIMITS = Limits(size=16 * 1024**2, seconds=30, patience=Timeout(connect=5, read=10))
"""The messages of whole countries have about 5 MiB, unpacked. A slow server must not keep a worker
long."""
KEPT_FOR = timedelta(hours=6)
"""How long what a source told is kept when it tells nothing any more."""
BROKEN_OFF = "it could not be read to its end; the log of the workers tells why"


def read_realtime(source: RealtimeSource, *, by: Actor, at: datetime) -> RealtimeSource:
    """Ask the address of a source, and keep what its message tells in place of the last one.

    A message that is still the same changes nothing. RealtimeRefused if none could be fetched or
    read, or it is older than the one before; then the source tells why, what is kept stays, and
    the address is asked less often until it goes well again. RealtimeRunning if the source is
    being read already. Not inside a transaction: the fetching happens before.
    """
    with import_lock(source.pk, name=LOCK, running=RealtimeRunning):
        # First of all: a message that kills its reader is not to be asked for again at once.
        RealtimeSource.objects.filter(pk=source.pk).update(refreshed_at=at)
        try:
            message, current = fetch_message(source, at=at)
            return keep_told(source, message, current, at=at)
        except (DownloadFailed, PackedBadly, MessageUnreadable) as reason:
            note_failure(source, str(reason), at=at)
            raise RealtimeRefused(str(reason)) from reason
        except Exception:
            with suppress(DatabaseError, InterfaceError):
                note_failure(source, BROKEN_OFF, at=at)
            raise


def fetch_message(source: RealtimeSource, *, at: datetime) -> tuple[Message | None, Validators]:
    """The message at the address, and what to ask for it with; None if it is the known one."""
    known = Validators()
    if source.read_from == source.url:
        known = Validators(source.etag, source.last_modified)
    with TemporaryDirectory(prefix="realtime-") as folder:
        path = Path(folder) / "message.pb"
        current = fetch_file(source.url, path, limits=LIMITS, known=known, packed="gzip")
        if current is None:
            return None, known
        content = unpack(path.read_bytes(), most=LIMITS.size)
    return read_message(content, at=at), current


@transaction.atomic(durable=True)
def keep_told(
    source: RealtimeSource, message: Message | None, current: Validators, *, at: datetime
) -> RealtimeSource:
    """Store a message that is newer than the last one, and that the address answered."""
    asked, source = source.url, RealtimeSource.objects.lock(source)
    # Somebody may have given it another address meanwhile; then this message is of no use.
    if message is not None and asked == source.url:
        if source.read_from != source.url:
            forget_told(source)
        told_before = source.told_at
        if told_before is not None and message.told_at < told_before:
            raise MessageUnreadable(
                f"it is of {message.told_at.isoformat()}, older than the one of "
                f"{told_before.isoformat()} that was read before"
            )
        if message.told_at != told_before:
            source.counts = keep_message(source, message) | keep_alerts(source, message)
        source.told_at, source.read_from = message.told_at, source.url
        source.etag = current.etag if len(current.etag) <= LONGEST_ETAG else ""
        dated = current.last_modified
        source.last_modified = dated if len(dated) <= LONGEST_DATE else ""
    source.refreshed_at, source.failures, source.problem = at, 0, ""
    source.save()
    return source


@transaction.atomic(durable=True)
def note_failure(source: RealtimeSource, reason: str, *, at: datetime) -> None:
    """Also an address that does not answer is not asked again at once."""
    source = RealtimeSource.objects.lock(source)
    source.refreshed_at, source.failures = at, source.failures + 1
    source.problem = reason[:LONGEST_PROBLEM]
    source.save()


@transaction.atomic
def forget_realtime(*, by: Actor, at: datetime, limit: int) -> int:
    """Delete what sources told that tell nothing any more; how many sources that were."""
    silent = RealtimeSource.objects.lock_free().filter(told_at__lt=at - KEPT_FOR)
    # Alerts may stay as they are for days; whoever is asked and answers is not silent.
    alerts = Alert.objects.filter(told_by=OuterRef("pk"))
    answers = Q(Exists(alerts), is_active=True, failures=0, refreshed_at__gte=at - KEPT_FOR)
    sources = list(silent.exclude(answers)[:limit])
    for source in sources:
        forget_told(source)
        source.save()
    return len(sources)


def forget_told(source: RealtimeSource) -> None:
    """Delete what a source told, and what it is asked with; the row itself is not saved."""
    if source.told_at is None:
        return
    source.forecasts.all().delete()
    source.sightings.all().delete()
    source.alerts.all().delete()
    source.told_at, source.read_from, source.counts = None, "", {}
    source.etag, source.last_modified = "", ""
