"""Taking in the scan logs of devices, and forgetting old scans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from operators.tenancy.actors import Actor
from tickets.codecs.reasons import Reason
from tickets.codecs.verification import Circumstances, KeyRing, Verdict, verify_barcode
from tickets.inspection.actions.checks import facts_of, judge_verdict, place_of, whereabouts_of
from tickets.inspection.actions.conclusions import ScannedTicket, draw_conclusions
from tickets.inspection.actions.devices import check_device_works
from tickets.inspection.models import Device, Scan, Suspicion
from tickets.inspection.queries import handsets_left, key_ring, lock_named, scans_around
from tickets.inspection.readings import Reading, Receipt, ScanOutcome
from tickets.inspection.rules import UNSURE, is_genuine, judge_by_ticket
from tickets.models import Ticket

MOST_SCANS = 500
"""Lines of a log in one upload."""
KEPT_FOR = timedelta(days=90)
"""How long scans are kept, unless the service is told otherwise."""
TOO_OLD = "This scan is older than scans are kept."
NUMBER_TAKEN = "Another scan of this device has this number; register the device anew."


@transaction.atomic
def take_scans(
    device: Device,
    readings: Sequence[Reading],
    *,
    by: Actor,
    at: datetime,
    kept_for: timedelta = KEPT_FOR,
) -> list[ScanOutcome]:
    """Keep what a device has read, each line of its log once, and answer for each line in turn.

    A line that we have already is `repeated` and changes nothing; a `conflict` has the number of
    another one. A scan counts at the device's time less the offset of its clock, never later than
    now. Of a ticket for one use the first scan by that time counts, whichever is told first. Scans
    older than `kept_for` are refused. DeviceStopped if the device was stopped; ValueError for more
    than 500 lines. The number of queries does not depend on the number of lines, but for one more
    for each barcode that a phone signed.
    """
    if len(readings) > MOST_SCANS:
        raise ValueError(f"A log is uploaded in parts of {MOST_SCANS} scans at most.")
    # One upload of a device after the other: what the first has stored the second finds.
    device = Device.objects.select_related("tenant").lock(device)
    check_device_works(device)
    sequences = [reading.sequence for reading in readings]
    known = {scan.sequence: scan for scan in device.scans.filter(sequence__in=sequences)}
    new: dict[int, Reading] = {}
    outcomes = []
    for reading in readings:
        receipt, detail = _receive(reading, known, new, oldest=at - kept_for, at=at)
        if receipt == Receipt.STORED:
            new[reading.sequence] = reading
        outcomes.append(ScanOutcome(reading.sequence, receipt, detail=detail))
    if new:
        _store(device, list(new.values()), by=by, at=at)
    return _judged(device, outcomes)


def _receive(
    reading: Reading,
    known: dict[int | None, Scan],
    new: dict[int, Reading],
    *,
    oldest: datetime,
    at: datetime,
) -> tuple[Receipt, str]:
    stored = known.get(reading.sequence)
    # What was checked online was kept at our own time.
    if stored is not None and stored.online:
        return Receipt.REPEATED, ""
    first = stored or new.get(reading.sequence)
    if first is not None:
        same = first.told_at == reading.told_at
        return (Receipt.REPEATED, "") if same else (Receipt.CONFLICT, NUMBER_TAKEN)
    if scan_time(reading, at=at) <= oldest:
        return Receipt.REFUSED, TOO_OLD
    return Receipt.STORED, ""


def scan_time(reading: Reading, *, at: datetime) -> datetime:
    """When the scan was made: the device's time less what its clock was ahead, not after now."""
    return min(reading.told_at - timedelta(seconds=float(reading.offset_seconds)), at)


def _store(device: Device, readings: Sequence[Reading], *, by: Actor, at: datetime) -> None:
    ring = key_ring(device.tenant_id)
    verdicts = [_verify(reading, device, ring, at=at) for reading in readings]
    named = {verdict.ticket_id for verdict in verdicts if verdict.ticket_id is not None}
    tickets = {ticket.pk: ticket for ticket in lock_named(named, tenant=device.tenant)}
    scanned = _with_scans(tickets.values(), readings, at=at)
    scans = [
        _make_scan(device, reading, verdict, tickets, at=at)
        for reading, verdict in zip(readings, verdicts, strict=True)
    ]
    Scan.objects.bulk_create(scans)
    for scan in scans:
        if scan.ticket is not None:
            scanned[scan.ticket.pk].scans.append(scan)
    draw_conclusions(scans, scanned.values(), by=by, at=at)


def _verify(reading: Reading, device: Device, ring: KeyRing, *, at: datetime) -> Verdict:
    """Our own verdict where the octets are there and we have the key, else what the device says."""
    told = Verdict(
        reading.result,
        format=reading.format,
        ticket_id=reading.ticket_uuid,
        product=reading.product_number,
        moment=reading.moment,
    )
    if reading.barcode is None:
        return told
    scanned_at = scan_time(reading, at=at)
    verdict = verify_barcode(
        reading.barcode,
        ring=ring,
        circumstances=Circumstances(
            at=scanned_at,
            zone=device.tenant.zone,
            specimens_allowed=device.specimens_allowed,
            block_list=handsets_left(device.tenant, by_then=scanned_at),
            place=place_of(reading.where),
            online=True,
        ),
    )
    # Keys are removed when nothing they signed is good any more; the log may be older.
    known_then = verdict.reason in UNSURE and is_genuine(reading.result)
    return told if known_then else verdict


def _with_scans(
    tickets: Iterable[Ticket], readings: Sequence[Reading], *, at: datetime
) -> dict[UUID, ScannedTicket]:
    """The tickets with the scans that we had before."""
    scanned = {ticket.pk: ScannedTicket(ticket) for ticket in tickets}
    if scanned:
        times = [scan_time(reading, at=at) for reading in readings]
        locked = [each.ticket for each in scanned.values()]
        for scan in scans_around(locked, first=min(times), last=max(times)):
            assert scan.ticket_id is not None
            each = scanned[scan.ticket_id]
            scan.ticket = each.ticket
            each.scans.append(scan)
    return scanned


def _make_scan(
    device: Device,
    reading: Reading,
    verdict: Verdict,
    tickets: dict[UUID, Ticket],
    *,
    at: datetime,
) -> Scan:
    scanned_at = scan_time(reading, at=at)
    ticket = tickets.get(verdict.ticket_id) if verdict.ticket_id else None
    if reading.barcode is None:
        judged = judge_by_ticket(verdict.reason, ticket, at=scanned_at)
    else:
        judged = judge_verdict(verdict, ticket, at=scanned_at)
    return Scan(
        **facts_of(verdict),
        **whereabouts_of(reading.where),
        tenant_id=device.tenant_id,
        device=device,
        sequence=reading.sequence,
        scanned_at=scanned_at,
        told_at=reading.told_at,
        offset_seconds=reading.offset_seconds,
        ticket=ticket,
        result=reading.result,
        judged=judged,
        received_at=at,
    )


def _judged(device: Device, outcomes: Sequence[ScanOutcome]) -> list[ScanOutcome]:
    """With what we say of each scan now that all of them are stored."""
    sequences = [outcome.sequence for outcome in outcomes if outcome.receipt != Receipt.REFUSED]
    rows = device.scans.filter(sequence__in=sequences).values_list("sequence", "judged")
    judged = {sequence: Reason(reason) for sequence, reason in rows}
    return [
        replace(outcome, judged=judged.get(outcome.sequence))
        if outcome.receipt in (Receipt.STORED, Receipt.REPEATED)
        else outcome
        for outcome in outcomes
    ]


@transaction.atomic
def purge_scans(*, before: datetime, limit: int = 5000) -> int:
    """Forget one batch of scans that we have held since before that moment, and what was settled
    about them; returns how many scans. Those that a suspicion rests on which nobody has settled
    stay until somebody has."""
    open_ones = Suspicion.objects.unsettled().filter(
        Q(scan=OuterRef("pk")) | Q(other_scan=OuterRef("pk"))
    )
    old = Scan.objects.received_before(before).filter(~Exists(open_ones))
    doomed = [scan.pk for scan in old.order_by("pk").lock_free()[:limit]]
    Suspicion.objects.filter(Q(scan__in=doomed) | Q(other_scan__in=doomed)).delete()
    deleted, _ = Scan.objects.filter(pk__in=doomed).delete()
    return deleted
