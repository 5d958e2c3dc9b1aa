"""What follows from uploaded scans: tickets are used up, and what is odd is found."""

from __future__ import annotations

import pytest

from tests.factories.moments import BY, later
from tests.factories.tickets import (
    TicketFactory,
    TicketTypeFactory,
    show_ticket,
)
from tests.tickets.inspection.uploading import AT, device_for, read, receipts, take
from tickets.actions.tickets import use_ticket, void_tickets
from tickets.codecs.reasons import Reason
from tickets.inspection.actions.checks import check_barcode
from tickets.inspection.actions.suspicions import settle_suspicion
from tickets.inspection.models import Scan, Suspicion
from tickets.inspection.readings import NOWHERE, Receipt, Whereabouts
from tickets.inspection.states import SuspicionKind
from tickets.states import TicketEventName, TicketState

pytestmark = pytest.mark.django_db


# Tickets for one use


def test_first_by_scan_time_wins_even_if_told_last(single):
    first, second = device_for(single), device_for(single)
    take(second, read(1, single, at=later(minutes=10)))
    assert Scan.objects.get().consumed

    outcomes = take(first, read(1, single, at=later(minutes=5)), at=later(minutes=40))

    single.refresh_from_db()
    winner, loser = Scan.objects.order_by("scanned_at")
    assert receipts(outcomes) == [(Receipt.STORED, Reason.OK)]
    assert (winner.device, winner.consumed, winner.judged) == (first, True, Reason.OK)
    assert (loser.device, loser.consumed, loser.judged) == (second, False, Reason.ALREADY_USED)
    assert (single.state, single.used_at) == (TicketState.USED, AT)
    suspicion = Suspicion.objects.get()
    assert (suspicion.kind, suspicion.scan, suspicion.other_scan) == (
        SuspicionKind.USED_TWICE,
        loser,
        winner,
    )
    names = list(single.events.order_by("pk").values_list("name", flat=True))
    assert names[-2:] == [TicketEventName.USED, TicketEventName.SCANNED_TWICE]


def test_offline_scan_before_an_online_check_wins(single):
    gate, handheld = device_for(single), device_for(single)
    at = later(minutes=10)
    assert check_barcode(gate, show_ticket(single, at=at).octets, by=BY, at=at).valid

    take(handheld, read(1, single, at=later(minutes=5)))

    assert [scan.judged for scan in Scan.objects.order_by("scanned_at")] == [
        Reason.OK,
        Reason.ALREADY_USED,
    ]


def test_two_scans_of_one_upload_use_it_up_once(single):
    outcomes = take(
        device_for(single),
        read(1, single, at=later(minutes=2)),
        read(2, single, at=later(minutes=1)),
    )

    assert [outcome.judged for outcome in outcomes] == [Reason.ALREADY_USED, Reason.OK]
    assert Suspicion.objects.get().kind == SuspicionKind.USED_TWICE


def test_scan_that_was_not_let_through_uses_nothing_up(single):
    take(device_for(single), read(1, single, result=Reason.ONLINE_REQUIRED))

    single.refresh_from_db()
    assert (single.state, Scan.objects.get().consumed) == (TicketState.ACTIVE, False)


def test_ticket_that_staff_used_before_is_used(single):
    use_ticket(single, by=BY, at=later(minutes=1))

    outcomes = take(
        device_for(single),
        read(1, single, at=later(minutes=2)),
        read(2, single, at=later(minutes=3)),
    )

    assert [outcome.judged for outcome in outcomes] == 2 * [Reason.ALREADY_USED]
    assert Suspicion.objects.filter(kind=SuspicionKind.USED_TWICE, other_scan=None).count() == 2


def test_ticket_taken_back_after_it_was_used_is_odd(single):
    void_tickets([single], by=BY, at=later(minutes=20))

    take(device_for(single), read(1, single, at=later(minutes=10)))

    scan = Scan.objects.get()
    assert (scan.judged, scan.consumed) == (Reason.OK, True)
    assert Suspicion.objects.get().kind == SuspicionKind.BLOCKED


def test_rules_see_scans_of_other_devices():
    kind = TicketTypeFactory(scans_allowed=2)
    ticket = TicketFactory(ticket_type=kind)
    moment = later(minutes=-1)
    near, far = Whereabouts(position=(52.1, 5.1)), Whereabouts(position=(53.2, 6.5))

    for sequence, where in ((1, near), (2, far), (3, NOWHERE)):
        line = read(1, ticket, at=later(seconds=sequence), where=where, moment=moment)
        take(device_for(ticket), line)

    found = Suspicion.objects.order_by("scan__scanned_at", "kind")
    assert [(one.kind, one.scan.scanned_at.second) for one in found] == [
        (SuspicionKind.SAME_WINDOW, 2),
        (SuspicionKind.TWO_PLACES, 2),
        (SuspicionKind.SAME_WINDOW, 3),
        (SuspicionKind.TOO_MANY_SCANS, 3),
    ]
    assert {one.ticket for one in found} == {ticket}


def test_what_was_settled_is_not_found_again(single):
    device = device_for(single)
    take(device, read(1, single), read(2, single, at=later(minutes=1)))
    settle_suspicion(Suspicion.objects.get(), note="A school class.", by=BY, at=AT)

    take(device, read(3, single, at=later(minutes=2), result=Reason.ALREADY_USED))

    assert Suspicion.objects.get().note == "A school class."
