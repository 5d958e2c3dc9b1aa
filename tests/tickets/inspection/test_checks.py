"""Checking a barcode online."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.inspection import DeviceFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import ActiveKeyFactory, BarcodeFactory, TicketFactory, show_ticket
from tickets.actions.barcodes import make_barcode
from tickets.actions.keys import revoke_key
from tickets.actions.tickets import use_ticket, void_tickets
from tickets.codecs.reasons import Reason, Shade
from tickets.inspection.actions.checks import check_barcode
from tickets.inspection.actions.devices import stop_device
from tickets.inspection.actions.scans import take_scans
from tickets.inspection.errors import DeviceStopped
from tickets.inspection.models import Scan, Suspicion
from tickets.inspection.queries import SEEN_FOR, last_let_through
from tickets.inspection.readings import Reading, Whereabouts
from tickets.inspection.states import SuspicionKind
from tickets.models import Ticket
from tickets.states import TicketEventName, TicketState, ValidityKind
from tickets.validity import Validity

pytestmark = pytest.mark.django_db


def device_for(ticket, **facts):
    return DeviceFactory(tenant=ticket.tenant, **facts)


def check(device, barcode, *, at=NOW, **more):
    return check_barcode(device, barcode.octets, by=BY, at=at, **more)


def test_good_barcode_is_ok_and_kept():
    barcode = BarcodeFactory()
    device = device_for(barcode.ticket)

    checked = check(device, barcode, where=Whereabouts("Tram 4", (), (52.1, 5.1)))

    scan = Scan.objects.get()
    assert (checked.reason, checked.valid, checked.shade) == (Reason.OK, True, Shade.GREEN)
    assert checked.ticket == scan.ticket == barcode.ticket
    assert (scan.judged, scan.online, scan.consumed) == (Reason.OK, True, False)
    assert (scan.place, scan.latitude, scan.longitude) == ("Tram 4", 52.1, 5.1)
    assert scan.moment == barcode.starts_at
    assert not Suspicion.objects.exists()


def test_second_look_within_the_hour_is_told():
    barcode = BarcodeFactory()
    device = device_for(barcode.ticket)
    check(device, barcode)

    again = check(device, barcode, at=later(seconds=5))

    assert (again.reason, again.valid, again.seen_at) == (Reason.SEEN_BEFORE, True, NOW)


def test_look_an_hour_later_is_the_first_again():
    ticket = TicketFactory(validity=Validity(ValidityKind.DURATION, minutes=120))
    device = device_for(ticket)
    check(device, show_ticket(ticket))
    at = NOW + SEEN_FOR

    assert check(device, show_ticket(ticket, at=at), at=at).reason == Reason.OK


def test_ticket_for_one_use_is_used_up():
    barcode = BarcodeFactory(ticket__ticket_type__single_use=True)
    device, other = device_for(barcode.ticket), device_for(barcode.ticket)

    first = check(device, barcode)
    again = check(device, barcode, at=later(seconds=5))
    elsewhere = check(other, barcode, at=later(seconds=9))

    ticket = Ticket.objects.get()
    assert [first.reason, again.reason, elsewhere.reason] == [
        Reason.OK,
        Reason.ALREADY_USED,
        Reason.ALREADY_USED,
    ]
    assert elsewhere.seen_at == NOW
    assert (ticket.state, ticket.used_at) == (TicketState.USED, NOW)
    assert ticket.events.filter(name=TicketEventName.USED).count() == 1
    assert list(Scan.objects.order_by("pk").values_list("consumed", flat=True)) == [
        True,
        False,
        False,
    ]
    # The first device may have looked twice; the same ticket at another one is odd.
    suspicion = Suspicion.objects.get(kind=SuspicionKind.USED_TWICE)
    assert (suspicion.scan.device, suspicion.other_scan.device) == (other, device)


def test_ticket_that_staff_used_up_is_used():
    barcode = BarcodeFactory(ticket__ticket_type__single_use=True)
    use_ticket(barcode.ticket, by=BY, at=NOW)

    checked = check(device_for(barcode.ticket), barcode, at=later(seconds=1))

    assert (checked.reason, checked.seen_at) == (Reason.ALREADY_USED, None)


def test_same_number_is_answered_the_same_and_kept_once():
    barcode = BarcodeFactory(ticket__ticket_type__single_use=True)
    device = device_for(barcode.ticket)

    first = check(device, barcode, sequence=7)
    again = check(device, barcode, sequence=7, at=later(seconds=30))

    assert (first.reason, again.reason) == (Reason.OK, Reason.OK)
    assert again.ticket == barcode.ticket
    assert Scan.objects.count() == 1


def test_number_of_another_barcode_is_no_answer_for_this_one():
    barcode = BarcodeFactory()
    other = show_ticket(TicketFactory(ticket_type=barcode.ticket.ticket_type))
    device = device_for(barcode.ticket)
    check(device, barcode, sequence=7)

    forged = check_barcode(device, b"T1:RUBBISH", sequence=7, by=BY, at=later(seconds=5))
    another = check(device, other, sequence=7, at=later(seconds=9))

    assert (forged.shade, forged.ticket) == (Shade.GREY, None)
    assert (another.reason, another.ticket) == (Reason.OK, other.ticket)
    numbers = Scan.objects.order_by("pk").values_list("sequence", flat=True)
    assert list(numbers) == [7, None, None]


def test_number_is_answered_the_same_when_the_barcode_has_died():
    barcode = BarcodeFactory()
    device = device_for(barcode.ticket)

    check(device, barcode, sequence=7)

    assert check(device, barcode, sequence=7, at=later(hours=3)).reason == Reason.OK
    assert Scan.objects.count() == 1


@pytest.mark.parametrize("told", [Reason.UNKNOWN_KEY, Reason.ONLINE_REQUIRED, Reason.WRONG_ZONE])
def test_ticket_that_a_device_refused_by_mistake_was_not_seen(told):
    barcode = BarcodeFactory(ticket__ticket_type__single_use=True)
    line = Reading(sequence=1, told_at=NOW, result=told, barcode=barcode.octets)
    take_scans(device_for(barcode.ticket), [line], by=BY, at=NOW)

    assert last_let_through(barcode.ticket) is None
    checked = check(device_for(barcode.ticket), barcode, at=later(seconds=5))

    assert (checked.reason, checked.seen_at) == (Reason.OK, None)
    assert last_let_through(barcode.ticket) == later(seconds=5)


def test_void_ticket_is_refused_at_once():
    barcode = BarcodeFactory()
    void_tickets([barcode.ticket], by=BY, at=NOW)

    checked = check(device_for(barcode.ticket), barcode, at=later(seconds=1))

    assert (checked.reason, checked.valid) == (Reason.TICKET_REVOKED, False)
    assert Suspicion.objects.get().kind == SuspicionKind.BLOCKED


def test_place_decides_after_the_block_list():
    barcode = BarcodeFactory(ticket__zones=[101])
    device = device_for(barcode.ticket)
    elsewhere = Whereabouts("Stop 9", (205,))

    there = check(device, barcode, where=elsewhere)
    void_tickets([barcode.ticket], by=BY, at=NOW)
    void = check(device, barcode, where=elsewhere, at=later(seconds=1))

    assert (there.reason, void.reason) == (Reason.WRONG_ZONE, Reason.TICKET_REVOKED)


def test_old_window_is_refused_and_names_its_ticket():
    barcode = BarcodeFactory()
    at = barcode.dies_at + timedelta(seconds=30)

    checked = check(device_for(barcode.ticket), barcode, at=at)

    assert (checked.reason, checked.ticket) == (Reason.BARCODE_EXPIRED, barcode.ticket)
    assert not Suspicion.objects.exists()


def test_barcode_of_a_withdrawn_key_is_odd():
    barcode = BarcodeFactory()
    revoke_key(barcode.key, by=BY, at=NOW)

    checked = check(device_for(barcode.ticket), barcode)

    suspicion = Suspicion.objects.get()
    assert checked.reason == Reason.KEY_REVOKED
    assert (suspicion.kind, suspicion.ticket) == (SuspicionKind.FORGED, barcode.ticket)


def test_ticket_that_nobody_issued_is_no_ticket_though_well_signed():
    """Somebody else has our key, or the row was lost: either must be looked into."""
    key = ActiveKeyFactory()
    ticket = Ticket(**_facts(TicketFactory(ticket_type__tenant=key.tenant)), id=uuid4())
    octets = make_barcode(ticket, key=key, at=NOW).octets

    checked = check_barcode(DeviceFactory(tenant=key.tenant), octets, by=BY, at=NOW)

    assert (checked.reason, checked.ticket) == (Reason.NO_TICKET, None)
    assert Scan.objects.get().ticket_uuid == ticket.pk
    assert Suspicion.objects.get().kind == SuspicionKind.FORGED


def test_ticket_of_another_tenant_has_an_unknown_key():
    barcode = BarcodeFactory()

    checked = check(DeviceFactory(), barcode)

    assert (checked.reason, checked.ticket, checked.ticket_uuid) == (
        Reason.UNKNOWN_KEY,
        None,
        None,
    )


def test_specimen_is_good_on_devices_for_tests_alone():
    barcode = BarcodeFactory(ticket__specimen=True)

    usual = check(device_for(barcode.ticket), barcode)
    testing = check(device_for(barcode.ticket, specimens_allowed=True), barcode)

    assert (usual.reason, testing.reason) == (Reason.SPECIMEN, Reason.OK)


@pytest.mark.parametrize("scanned", [b"", b"hello", b"T1:", b"\x00" * 400])
def test_anything_else_is_none_of_ours(scanned):
    checked = check_barcode(DeviceFactory(), scanned, by=BY, at=NOW)

    assert checked.shade == Shade.GREY
    assert Scan.objects.get().judged == checked.reason


def test_stopped_device_is_not_answered():
    device = DeviceFactory()
    stop_device(device, by=BY, at=NOW)
    device.refresh_from_db()

    with pytest.raises(DeviceStopped):
        check_barcode(device, b"hello", by=BY, at=NOW)
    assert not Scan.objects.exists()


def _facts(ticket):
    return {
        field.attname: getattr(ticket, field.attname)
        for field in Ticket._meta.concrete_fields
        if not field.primary_key
    }
