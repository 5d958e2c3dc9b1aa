"""What follows from scans: tickets that are used up, and what is odd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from operators.tenancy.actors import Actor
from tickets.actions.tickets import record_tickets
from tickets.codecs.reasons import Reason
from tickets.inspection.models import Scan, Suspicion
from tickets.inspection.rules import (
    ACCEPTED,
    COPIES,
    FORGERIES,
    Finding,
    ScanFacts,
    find_oddities,
    first_use,
    is_genuine,
)
from tickets.inspection.states import SuspicionKind
from tickets.models import Ticket
from tickets.states import TicketEventName, TicketState


@dataclass(slots=True)
class ScannedTicket:
    """A locked ticket with its scans: those that are stored for long and the new ones."""

    ticket: Ticket
    scans: list[Scan] = field(default_factory=list)

    def genuine(self) -> list[ScanFacts]:
        """What the rules look at: scans that bore our signature."""
        return [_facts_of(scan) for scan in self.scans if is_genuine(Reason(scan.judged))]


def draw_conclusions(
    new: Sequence[Scan], scanned: Iterable[ScannedTicket], *, by: Actor, at: datetime
) -> None:
    """Use up the tickets for one use, and note what is odd about the new scans and those around
    them. The scans are stored, and the tickets locked."""
    findings = [finding for scan in new for finding in _of_one(scan)]
    by_id = {scan.pk: scan for scan in new}
    for each in scanned:
        by_id |= {scan.pk: scan for scan in each.scans}
        if each.ticket.ticket_type.single_use:
            findings += _settle_use(each, by=by, at=at)
        allowed = each.ticket.ticket_type.scans_allowed
        findings += find_oddities(each.genuine(), scans_allowed=allowed)
    _suspect(findings, by_id, by=by, at=at)


def _of_one(scan: Scan) -> Iterator[Finding]:
    """What is odd about a scan whatever others there are."""
    reason = Reason(scan.judged)
    named_none_of_ours = scan.ticket_uuid is not None and scan.ticket is None
    if reason in FORGERIES or (reason == Reason.NO_TICKET and named_none_of_ours):
        yield Finding(SuspicionKind.FORGED, scan.pk)
    if reason in COPIES:
        yield Finding(SuspicionKind.COPIED, scan.pk)
    if reason == Reason.TICKET_REVOKED or _was_refunded_after_use(scan):
        yield Finding(SuspicionKind.BLOCKED, scan.pk)


def _was_refunded_after_use(scan: Scan) -> bool:
    """Its scan was told so late that the ticket could be taken back meanwhile."""
    ticket = scan.ticket
    if ticket is None or not ticket.ticket_type.single_use or not _let_through(scan):
        return False
    return ticket.state == TicketState.VOIDED


def _settle_use(each: ScannedTicket, *, by: Actor, at: datetime) -> list[Finding]:
    """The first accepted scan has used the ticket up; those after it are `already_used`, even if
    we have heard of them before (barcode format §5)."""
    ticket = each.ticket
    candidates = [scan for scan in each.scans if _let_through(scan)]
    winner = first_use(_facts_of(scan) for scan in candidates)
    if winner is not None and _used_otherwise(each, by_then=winner.scanned_at):
        winner = None
    used = None if winner is None else winner.number
    losers = [scan for scan in candidates if scan.pk != used]
    # Those that lose first: the database lets a ticket be consumed once at any time.
    _store_use(losers, consumed=False, judged=Reason.ALREADY_USED)
    for scan in candidates:
        if scan.pk == used:
            _store_use([scan], consumed=True, judged=Reason(scan.result))
    if winner is not None and ticket.state == TicketState.ACTIVE:
        ticket.use(at=at)
        ticket.save(update_fields=["state", "used_at"])
        record_tickets([ticket], TicketEventName.USED, by=by, at=at)
    return list(_used_twice(each.scans, winner))


def _store_use(scans: Iterable[Scan], *, consumed: bool, judged: Reason) -> None:
    """In one statement for those that it changes, if it changes any."""
    changed = [scan for scan in scans if (scan.consumed, scan.judged) != (consumed, judged)]
    if changed:
        stored = Scan.objects.filter(pk__in=[scan.pk for scan in changed])
        stored.update(consumed=consumed, judged=judged)
    for scan in changed:
        scan.consumed, scan.judged = consumed, judged


def _used_twice(scans: Iterable[Scan], winner: ScanFacts | None) -> Iterator[Finding]:
    """Those that were let through once too often, and those that another device refused."""
    other = None if winner is None else winner.number
    for scan in scans:
        if scan.judged != Reason.ALREADY_USED:
            continue
        elsewhere = winner is not None and winner.device != scan.device_id
        if _let_through(scan) or elsewhere:
            yield Finding(SuspicionKind.USED_TWICE, scan.pk, other)


def _used_otherwise(each: ScannedTicket, *, by_then: datetime) -> bool:
    """Whether staff had used it up by that moment, without a scan."""
    used_at = each.ticket.used_at
    if used_at is None or any(scan.consumed for scan in each.scans):
        return False
    return used_at <= by_then


def _let_through(scan: Scan) -> bool:
    """Whether the device accepted it, and nothing but its use speaks against it."""
    return scan.result in ACCEPTED and scan.judged in ACCEPTED | {Reason.ALREADY_USED}


def _facts_of(scan: Scan) -> ScanFacts:
    place = None
    if scan.latitude is not None and scan.longitude is not None:
        place = (scan.latitude, scan.longitude)
    return ScanFacts(
        number=scan.pk,
        device=scan.device_id,
        scanned_at=scan.scanned_at,
        moment=scan.moment,
        position=place,
        accepted=_let_through(scan),
    )


def _suspect(
    findings: Iterable[Finding], scans: dict[int, Scan], *, by: Actor, at: datetime
) -> None:
    """Write down what nobody has written down yet; what was settled stays so."""
    found = {(finding.kind, finding.scan): finding for finding in findings}
    if not found:
        return
    known = Suspicion.objects.filter(scan__in={scan for _, scan in found})
    for kind, scan in known.values_list("kind", "scan"):
        found.pop((SuspicionKind(kind), scan), None)
    suspicions = [
        Suspicion(
            tenant_id=scans[finding.scan].tenant_id,
            ticket=scans[finding.scan].ticket,
            kind=finding.kind,
            scan_id=finding.scan,
            other_scan_id=finding.other,
            found_at=at,
        )
        for finding in found.values()
    ]
    Suspicion.objects.bulk_create(suspicions)
    twice = {
        suspicion.ticket.pk: suspicion.ticket
        for suspicion in suspicions
        if suspicion.kind == SuspicionKind.USED_TWICE and suspicion.ticket is not None
    }
    record_tickets(twice.values(), TicketEventName.SCANNED_TWICE, by=by, at=at)
