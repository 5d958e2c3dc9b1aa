"""Inspecting UIC barcodes: those that we issue again and those that a phone signs."""

from __future__ import annotations

import pytest

from tests.factories.handsets import Phone, register
from tests.factories.inspection import DeviceFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import (
    PhoneSignedTypeFactory,
    TicketFactory,
    UicTypeFactory,
    show_ticket,
)
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.reasons import Reason
from tickets.inspection.actions.checks import check_barcode
from tickets.inspection.actions.scans import take_scans
from tickets.inspection.models import Scan, Suspicion
from tickets.inspection.readings import Reading
from tickets.inspection.states import SuspicionKind
from tickets.models import TicketType

pytestmark = pytest.mark.django_db


@pytest.fixture
def reissued():
    return TicketFactory(ticket_type=UicTypeFactory())


@pytest.fixture
def bound():
    return TicketFactory(ticket_type=PhoneSignedTypeFactory())


@pytest.fixture
def phone(bound) -> Phone:
    phone = Phone()
    register(phone, bound)
    return phone


def check(ticket, octets, *, at=NOW, device=None):
    device = device or DeviceFactory(tenant=ticket.tenant)
    return check_barcode(device, octets, by=BY, at=at)


def kinds() -> list[str]:
    return [suspicion.kind for suspicion in Suspicion.objects.order_by("pk")]


def test_barcode_that_is_issued_again_is_ok(reissued):
    barcode = show_ticket(reissued)

    checked = check(reissued, barcode.octets)

    scan = Scan.objects.get()
    assert (checked.reason, checked.format) == (Reason.OK, BarcodeFormat.UIC)
    assert (scan.ticket, scan.format, scan.product_number) == (reissued, "UIC", 17)
    assert scan.moment is not None


def test_one_issue_at_two_devices_is_odd(reissued):
    barcode = show_ticket(reissued)
    check(reissued, barcode.octets)

    check(reissued, barcode.octets, at=later(seconds=10))

    assert kinds() == [SuspicionKind.SAME_WINDOW]


def test_phone_signs_what_is_ok(bound, phone):
    octets = phone.show(show_ticket(bound).octets, at=NOW)

    checked = check(bound, octets, at=later(seconds=5))

    assert (checked.reason, checked.ticket, checked.moment) == (Reason.OK, bound, NOW)


def test_barcode_without_the_signature_of_its_phone_is_a_copy(bound, phone):
    level1 = show_ticket(bound).octets

    checked = check(bound, level1)

    assert checked.reason == Reason.DEVICE_SIGNATURE_MISSING
    assert kinds() == [SuspicionKind.COPIED]


def test_another_phone_cannot_sign_for_it(bound, phone):
    octets = Phone().show(show_ticket(bound).octets, at=NOW)

    assert check(bound, octets).reason == Reason.BAD_DEVICE_SIGNATURE
    assert kinds() == [SuspicionKind.COPIED]


def test_type_that_asks_for_a_phone_takes_nothing_else(reissued):
    barcode = show_ticket(reissued)
    TicketType.objects.update(
        device_signed=True, rotation_seconds=15, media=["application/octet-stream"]
    )

    assert check(reissued, barcode.octets).reason == Reason.DEVICE_SIGNATURE_MISSING


def test_phone_that_the_ticket_moved_away_from_is_refused(bound, phone):
    level1 = show_ticket(bound).octets
    at = later(minutes=1)
    register(Phone(), bound, at=at)
    device = DeviceFactory(tenant=bound.tenant)
    before, after = (phone.show(level1, at=moment) for moment in (NOW, at))

    checked = check(bound, after, at=at)
    outcomes = take_scans(
        device,
        [
            Reading(sequence=1, told_at=NOW, result=Reason.OK, barcode=before),
            Reading(sequence=2, told_at=at, result=Reason.OK, barcode=after),
        ],
        by=BY,
        at=later(minutes=5),
    )

    assert checked.reason == Reason.TICKET_REVOKED
    assert [outcome.judged for outcome in outcomes] == [Reason.OK, Reason.TICKET_REVOKED]
