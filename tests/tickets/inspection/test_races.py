"""Many devices at once, on real connections."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random

import pytest
from django.db import connection

from tests.factories.inspection import DeviceFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import (
    ActiveKeyFactory,
    TicketFactory,
    TicketTypeFactory,
    show_ticket,
)
from tests.racing import race
from tickets.codecs.reasons import Reason
from tickets.inspection.actions.checks import check_barcode
from tickets.inspection.actions.devices import register_device
from tickets.inspection.actions.scans import take_scans
from tickets.inspection.models import Device, Scan, Suspicion
from tickets.inspection.readings import Reading, Receipt
from tickets.inspection.states import SuspicionKind
from tickets.models import Ticket, TicketEvent
from tickets.states import TicketEventName, TicketState

pytestmark = pytest.mark.django_db(transaction=True)

AT = later(hours=1)
DEVICES = 200
TICKETS = 12
WORKERS = 12


@pytest.fixture
def tickets() -> list[Ticket]:
    kind = TicketTypeFactory(single_use=True)
    ActiveKeyFactory(tenant=kind.tenant)
    return TicketFactory.create_batch(TICKETS, ticket_type=kind)


def log_of(number: int, tickets: list[Ticket]) -> list[Reading]:
    """What a device has seen: some of the tickets, in an order and at times of its own."""
    draw = Random(number)
    seen = draw.sample(tickets, k=4)
    return [
        Reading(
            sequence=sequence,
            told_at=later(seconds=draw.randrange(3000)),
            result=Reason.OK,
            ticket_uuid=ticket.pk,
        )
        for sequence, ticket in enumerate(seen, 1)
    ]


def upload(logs: list[tuple[Device, list[Reading]]]) -> list[Receipt]:
    """What devices that share a connection are told, one after the other."""
    try:
        receipts = [take_scans(device, log, by=BY, at=AT) for device, log in logs]
        return [one.receipt for told in receipts for one in told]
    finally:
        connection.close()


def test_overlapping_logs_of_200_devices_are_kept_once_and_use_up_once(tickets):
    """Each log comes twice, as after a lost answer; half of them at the same moment."""
    tenant = tickets[0].tenant
    devices = [DeviceFactory(tenant=tenant) for _ in range(DEVICES)]
    logs = {device.pk: log_of(number, tickets) for number, device in enumerate(devices)}
    pairs = zip(devices, devices[::-1], strict=True)
    calls = [(device, logs[device.pk]) for pair in pairs for device in pair]

    with ThreadPoolExecutor(WORKERS) as runners:
        shares = [calls[first::WORKERS] for first in range(WORKERS)]
        receipts = [receipt for told in runners.map(upload, shares) for receipt in told]

    lines = sum(map(len, logs.values()))
    assert (receipts.count(Receipt.STORED), receipts.count(Receipt.REPEATED)) == (lines, lines)
    assert Scan.objects.count() == lines
    for ticket in tickets:
        scans = Scan.objects.filter(ticket=ticket)
        winner = scans.order_by("scanned_at", "pk").first()
        assert list(scans.filter(consumed=True)) == [winner]
        assert set(scans.exclude(pk=winner.pk).values_list("judged", flat=True)) == {
            Reason.ALREADY_USED
        }
        assert scans.get(consumed=True).judged == Reason.OK
    assert set(Ticket.objects.values_list("state", flat=True)) == {TicketState.USED}
    assert TicketEvent.objects.filter(name=TicketEventName.USED).count() == TICKETS
    assert Suspicion.objects.filter(kind=SuspicionKind.USED_TWICE).count() == lines - TICKETS


def test_one_ticket_at_two_gates_at_once_opens_one(tickets):
    for number, ticket in enumerate(tickets[:4]):
        barcode = show_ticket(ticket)
        gates = [DeviceFactory(tenant=ticket.tenant) for _ in range(3)]

        answers = race(
            *(partial(check_barcode, gate, barcode.octets, by=BY, at=NOW) for gate in gates)
        )

        reasons = sorted(answer.reason for answer in answers)
        assert reasons == [Reason.ALREADY_USED, Reason.ALREADY_USED, Reason.OK]
        assert Scan.objects.filter(consumed=True).count() == number + 1


def test_one_check_sent_twice_at_once_is_one(tickets):
    barcode = show_ticket(tickets[0])
    gate = DeviceFactory(tenant=tickets[0].tenant)
    check = partial(check_barcode, gate, barcode.octets, sequence=1, by=BY, at=NOW)

    answers = race(check, check, check)

    assert [answer.reason for answer in answers] == 3 * [Reason.OK]
    assert Scan.objects.count() == 1


def test_device_that_registers_twice_at_once_is_one(tickets):
    reference = DeviceFactory().reference
    tenant = tickets[0].tenant
    register = partial(register_device, tenant, name="Gate", reference=reference, by=BY, at=NOW)

    registered = race(register, register, register)

    assert len({device.pk for device, _ in registered}) == 1
    assert sorted(is_new for _, is_new in registered) == [False, False, True]
