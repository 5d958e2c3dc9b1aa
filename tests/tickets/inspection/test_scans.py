"""Taking in the scan logs of devices."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.counting import counted
from tests.factories.inspection import DeviceFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import (
    TicketFactory,
    show_ticket,
)
from tests.tickets.inspection.uploading import AT, device_for, read, receipts, take
from tickets.actions.keys import revoke_key
from tickets.actions.tickets import void_tickets
from tickets.codecs.reasons import Reason
from tickets.inspection.actions.checks import check_barcode
from tickets.inspection.actions.devices import stop_device
from tickets.inspection.actions.scans import KEPT_FOR, MOST_SCANS, purge_scans
from tickets.inspection.actions.suspicions import settle_suspicion
from tickets.inspection.errors import DeviceStopped
from tickets.inspection.models import Scan, Suspicion
from tickets.inspection.readings import Receipt, Whereabouts
from tickets.inspection.states import SuspicionKind

pytestmark = pytest.mark.django_db


def test_scan_is_kept_as_it_was_told(ticket):
    device = device_for(ticket)
    where = Whereabouts("Tram 4", (101, 102), (52.1, 5.1))
    line = read(5, ticket, at=later(minutes=2), offset_seconds=Decimal("60.5"), where=where)

    outcomes = take(device, line)

    scan = Scan.objects.get()
    assert receipts(outcomes) == [(Receipt.STORED, Reason.OK)]
    assert (scan.sequence, scan.told_at) == (5, later(minutes=2))
    assert scan.scanned_at == later(seconds=59.5)
    assert (scan.received_at, scan.online, scan.consumed) == (AT, False, False)
    assert (scan.ticket, scan.ticket_uuid, scan.product_number) == (ticket, ticket.pk, 17)
    assert (scan.place, scan.zones, scan.latitude, scan.longitude) == (
        "Tram 4",
        [101, 102],
        52.1,
        5.1,
    )


def test_line_sent_again_changes_nothing(ticket):
    device = device_for(ticket)
    lines = [read(1, ticket), read(2, ticket, at=later(minutes=1))]
    take(device, *lines)

    again = take(device, *lines, at=later(minutes=31))

    assert receipts(again) == [(Receipt.REPEATED, Reason.OK), (Receipt.REPEATED, Reason.OK)]
    assert list(Scan.objects.values_list("received_at", flat=True)) == [AT, AT]


def test_number_of_another_scan_is_told(ticket):
    device = device_for(ticket)

    outcomes = take(device, read(1, ticket), read(1, ticket), read(1, ticket, at=later(minutes=1)))
    later_on = take(device, read(1, ticket, at=later(minutes=2)))

    assert [outcome.receipt for outcome in outcomes] == [
        Receipt.STORED,
        Receipt.REPEATED,
        Receipt.CONFLICT,
    ]
    assert receipts(later_on) == [(Receipt.CONFLICT, None)]
    assert Scan.objects.count() == 1


def test_devices_count_by_themselves(ticket):
    for device in (device_for(ticket), device_for(ticket)):
        assert take(device, read(1, ticket))[0].receipt == Receipt.STORED


def test_online_check_is_not_told_twice(ticket):
    device = device_for(ticket)
    check_barcode(device, show_ticket(ticket).octets, sequence=9, by=BY, at=NOW)

    outcomes = take(device, read(9, ticket, at=later(seconds=3)))

    assert receipts(outcomes) == [(Receipt.REPEATED, Reason.OK)]


def test_scan_of_the_future_counts_from_now(ticket):
    take(device_for(ticket), read(1, ticket, at=later(days=2)))

    assert Scan.objects.get().scanned_at == AT


def test_scan_older_than_they_are_kept_is_refused(ticket):
    oldest = AT - KEPT_FOR

    outcomes = take(
        device_for(ticket),
        read(1, ticket, at=oldest),
        read(2, ticket, at=oldest + timedelta(seconds=1)),
    )

    assert [outcome.receipt for outcome in outcomes] == [Receipt.REFUSED, Receipt.STORED]
    assert outcomes[0].detail == "This scan is older than scans are kept."


def test_octets_are_judged_by_us_at_the_time_of_the_scan(ticket):
    """Long dead when the log comes, the barcode was good when it was scanned."""
    barcode = show_ticket(ticket)
    forged = barcode.octets[:-1] + b"7"

    outcomes = take(
        device_for(ticket),
        read(1, barcode=barcode.octets, result=Reason.ONLINE_REQUIRED),
        read(2, barcode=forged, ticket_uuid=ticket.pk),
    )

    first, second = Scan.objects.order_by("sequence")
    assert receipts(outcomes) == [
        (Receipt.STORED, Reason.OK),
        (Receipt.STORED, Reason.BAD_SIGNATURE),
    ]
    assert (first.ticket, first.moment) == (ticket, barcode.starts_at)
    assert (second.ticket, second.ticket_uuid, second.result) == (None, None, Reason.OK)
    assert [one.kind for one in Suspicion.objects.all()] == [SuspicionKind.FORGED]


def test_octets_of_a_key_that_is_gone_are_judged_by_the_device(ticket):
    barcode = show_ticket(ticket)
    other = TicketFactory()

    outcomes = take(
        device_for(other), read(1, other, barcode=barcode.octets, result=Reason.SEEN_BEFORE)
    )

    assert receipts(outcomes) == [(Receipt.STORED, Reason.SEEN_BEFORE)]


def test_octets_of_a_withdrawn_key_are_odd(ticket):
    barcode = show_ticket(ticket)
    revoke_key(barcode.key, by=BY, at=NOW)

    take(device_for(ticket), read(1, ticket, barcode=barcode.octets))

    assert Scan.objects.get().judged == Reason.KEY_REVOKED
    assert Suspicion.objects.get().kind == SuspicionKind.FORGED


def test_ticket_that_there_is_not_is_no_ticket(ticket):
    stranger = TicketFactory()

    outcomes = take(device_for(ticket), read(1, stranger), read(2, ticket_uuid=uuid4()))

    assert receipts(outcomes) == 2 * [(Receipt.STORED, Reason.NO_TICKET)]
    assert {scan.ticket for scan in Scan.objects.all()} == {None}
    assert [one.kind for one in Suspicion.objects.all()] == 2 * [SuspicionKind.FORGED]


def test_ticket_that_waits_is_not_activated():
    waiting = TicketFactory(ticket_type__activation="LATER")

    assert take(device_for(waiting), read(1, waiting))[0].judged == Reason.NOT_ACTIVATED


def test_ticket_that_was_over_is_expired(ticket):
    late = ticket.valid_until

    outcomes = take(
        device_for(ticket),
        read(1, ticket, at=late),
        read(2, ticket, at=late - timedelta(seconds=1)),
        at=late + timedelta(minutes=1),
    )

    assert [outcome.judged for outcome in outcomes] == [Reason.TICKET_EXPIRED, Reason.OK]


def test_ticket_taken_back_before_the_scan_is_revoked(ticket):
    void_tickets([ticket], by=BY, at=later(minutes=5))

    outcomes = take(
        device_for(ticket),
        read(1, ticket, at=later(minutes=4)),
        read(2, ticket, at=later(minutes=5)),
    )

    assert [outcome.judged for outcome in outcomes] == [Reason.OK, Reason.TICKET_REVOKED]
    assert [(one.kind, one.scan.sequence) for one in Suspicion.objects.all()] == [
        (SuspicionKind.BLOCKED, 2)
    ]


def test_what_the_device_refused_stays_refused(ticket):
    outcomes = take(
        device_for(ticket),
        read(1, ticket, result=Reason.WRONG_ZONE),
        read(2, result=Reason.MALFORMED),
        read(3, ticket, result=Reason.DEVICE_SIGNATURE_MISSING),
    )

    assert [outcome.judged for outcome in outcomes] == [
        Reason.WRONG_ZONE,
        Reason.MALFORMED,
        Reason.DEVICE_SIGNATURE_MISSING,
    ]
    assert [one.kind for one in Suspicion.objects.all()] == [SuspicionKind.COPIED]


# The upload as a whole


def test_number_of_queries_does_not_depend_on_the_lines(ticket):
    tickets = [ticket, *TicketFactory.create_batch(4, ticket_type=ticket.ticket_type)]
    few, many = device_for(ticket), device_for(ticket)

    with counted() as of_one:
        take(few, read(1, ticket))
    with counted() as of_many:
        take(many, *(read(n, one, at=later(hours=-n)) for n, one in enumerate(tickets, 1)))

    assert of_many.statements == of_one.statements


def test_log_comes_in_parts():
    with pytest.raises(ValueError, match="parts of 500"):
        take(DeviceFactory(), *(read(n) for n in range(MOST_SCANS + 1)))


def test_nothing_to_tell_is_no_fault():
    assert take(DeviceFactory()) == []


def test_stopped_device_tells_nothing():
    device = DeviceFactory()
    stop_device(device, by=BY, at=NOW)

    with pytest.raises(DeviceStopped):
        take(device, read(1))


# Forgetting


def test_old_scans_are_forgotten_but_not_what_is_unsettled(ticket):
    device = device_for(ticket)
    take(device, read(1, ticket), at=NOW)
    take(device, read(2, ticket, result=Reason.BAD_SIGNATURE), at=NOW)
    take(device, read(3, ticket, at=AT), at=AT)

    assert purge_scans(before=AT) == 1
    assert set(Scan.objects.values_list("sequence", flat=True)) == {2, 3}

    settle_suspicion(Suspicion.objects.get(), note="", by=BY, at=AT)
    assert purge_scans(before=AT) == 1
    assert (Scan.objects.get().sequence, Suspicion.objects.count()) == (3, 0)


def test_scans_are_forgotten_in_batches(ticket):
    take(device_for(ticket), *(read(n, at=NOW) for n in range(3)), at=NOW)

    assert [purge_scans(before=AT, limit=2) for _ in range(3)] == [2, 1, 0]
