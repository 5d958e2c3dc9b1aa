"""What does not go together in scans. Pure rules; moments are aware, in UTC.

They look at scans that bore a right signature: a forged barcode may name anybody's ticket.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from operators.timetable.distances import metres_between
from tickets.codecs.reasons import Reason, Shade, shade
from tickets.inspection.states import SuspicionKind
from tickets.models import Ticket
from tickets.states import TicketState

FASTEST = 250 / 3.6
"""Metres per second: nobody travels faster on the ground from one inspection to the next."""
NEARBY_METRES = 1000
"""How far off the positions of two devices may be together."""
NEARBY_TIME = timedelta(seconds=60)
"""How far off the clocks of two devices may be together."""
LOOK_AROUND = timedelta(hours=6)
"""Scans further apart than this cannot be too far apart for the time between them."""

ACCEPTED = frozenset({Reason.OK, Reason.SEEN_BEFORE, Reason.CLOCK_UNTRUSTED})
"""With these the traveller was let through."""
FORGERIES = frozenset({Reason.UNSIGNED, Reason.BAD_SIGNATURE, Reason.KEY_REVOKED})
COPIES = frozenset(
    {
        Reason.DEVICE_SIGNATURE_MISSING,
        Reason.BAD_DEVICE_SIGNATURE,
        Reason.DYNAMIC_TIMESTAMP_MISSING,
    }
)
UNSURE = frozenset({Reason.UNKNOWN_KEY, Reason.KEY_NOT_VALID})
"""The device could not tell whose signature it was, or whether it counts."""


def is_acceptable(reason: Reason) -> bool:
    """Whether a ticket that looked so to a device may still turn out not to be good."""
    return reason in ACCEPTED or reason == Reason.ONLINE_REQUIRED


def judge_by_ticket(reason: Reason, ticket: Ticket | None, *, at: datetime) -> Reason:
    """The answer for a barcode that was read at that moment, given the ticket that it names.

    Only what the barcode itself cannot tell is looked at, and its end, which clocks got wrong.
    """
    if not is_acceptable(reason):
        return reason
    if ticket is None:
        return Reason.NO_TICKET
    if ticket.activated_at is None:
        return Reason.NOT_ACTIVATED
    if ticket.state == TicketState.VOIDED and ticket.closed_at and ticket.closed_at <= at:
        return Reason.TICKET_REVOKED
    if ticket.valid_until is not None and ticket.valid_until <= at:
        return Reason.TICKET_EXPIRED
    return reason


def judge_without_barcode(ticket: Ticket, *, at: datetime) -> Reason:
    """What the ticket itself says of its being good at that moment, whoever shows it."""
    reason = judge_by_ticket(Reason.OK, ticket, at=at)
    if reason != Reason.OK:
        return reason
    if ticket.state == TicketState.USED:
        return Reason.ALREADY_USED
    if ticket.specimen:
        return Reason.SPECIMEN
    is_early = ticket.valid_from is not None and at < ticket.valid_from
    return Reason.TICKET_NOT_YET_VALID if is_early else Reason.OK


def is_genuine(reason: Reason) -> bool:
    """Whether whoever gave this answer had found our own signature right."""
    return shade(reason) != Shade.GREY and reason not in FORGERIES | COPIES | UNSURE


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """A scan of one ticket as the rules see it."""

    number: int
    """What tells it from the others."""
    device: int
    scanned_at: datetime
    moment: datetime | None = None
    position: tuple[float, float] | None = None
    accepted: bool = True

    @property
    def order(self) -> tuple[datetime, int]:
        """By the time of the scan; of two at once the one that we heard of first."""
        return self.scanned_at, self.number


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd about a scan, and the earlier scan that it does not go together with."""

    kind: SuspicionKind
    scan: int
    other: int | None = None


def are_too_far_apart(one: ScanFacts, other: ScanFacts) -> bool:
    """Whether nobody could have travelled from one place to the other in that time."""
    if one.position is None or other.position is None:
        return False
    between = abs(other.scanned_at - one.scanned_at) + NEARBY_TIME
    metres = metres_between(one.position, other.position) - NEARBY_METRES
    return metres > FASTEST * between.total_seconds()


def first_use(scans: Iterable[ScanFacts]) -> ScanFacts | None:
    """The scan that used up a ticket for one use: the first by scan time, however late its device
    told us."""
    accepted = (scan for scan in scans if scan.accepted)
    return min(accepted, key=lambda scan: scan.order, default=None)


def find_oddities(
    scans: Iterable[ScanFacts], *, scans_allowed: int | None = None
) -> Iterator[Finding]:
    """All that is odd about the scans of one ticket, told of the later scan of two; at most one
    finding of a kind for each scan. `scans_allowed` are accepted scans, None: any number."""
    ordered = sorted(scans, key=lambda scan: scan.order)
    yield from _in_two_places(ordered)
    yield from _in_one_window(ordered)
    if scans_allowed is not None:
        accepted = [scan for scan in ordered if scan.accepted]
        for scan in accepted[scans_allowed:]:
            yield Finding(SuspicionKind.TOO_MANY_SCANS, scan.number)


def _in_two_places(ordered: Sequence[ScanFacts]) -> Iterator[Finding]:
    """A scan against the one before it on another device: if it is near that one, what lies
    further back was judged with that one already."""
    placed = [scan for scan in ordered if scan.position is not None]
    for index, scan in enumerate(placed):
        elsewhere = (one for one in reversed(placed[:index]) if one.device != scan.device)
        before = next(elsewhere, None)
        if before is not None and are_too_far_apart(before, scan):
            yield Finding(SuspicionKind.TWO_PLACES, scan.number, before.number)


def _in_one_window(ordered: Sequence[ScanFacts]) -> Iterator[Finding]:
    windows: dict[datetime, list[ScanFacts]] = defaultdict(list)
    for scan in ordered:
        if scan.moment is not None:
            windows[scan.moment].append(scan)
    for first, *others in windows.values():
        for other in others:
            if other.device != first.device:
                yield Finding(SuspicionKind.SAME_WINDOW, other.number, first.number)
