"""Tickets that show a UIC barcode, alone or with the signature of a phone."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from tests.factories.handsets import Phone, register
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import (
    PhoneSignedTypeFactory,
    TicketFactory,
    UicTypeFactory,
    show_ticket,
    signing_key,
)
from tests.standing import standing
from tests.tickets.judging import judge
from tickets.actions.barcodes import Showing, hand_out_barcodes, refresh_displayed_tickets
from tickets.actions.tickets import activate_tickets
from tickets.actions.validity import start_tickets
from tickets.codecs.formats import BarcodeFormat, recognise
from tickets.codecs.reasons import Reason
from tickets.codecs.uic import UicBarcode
from tickets.errors import FitsNoBarcode, NoHandset
from tickets.models import Barcode, IssuerKey, Ticket, TicketType
from tickets.states import Activation, FareDocument, ValidityKind
from tickets.validity import Validity

pytestmark = pytest.mark.django_db


@standing
def ticket():
    """A ticket for two zones whose UIC barcode changes every minute."""
    kind = UicTypeFactory(checked_online=True, age_check=True)
    signing_key(kind.tenant, "UIC")
    return TicketFactory(ticket_type=kind, zones=(101, 102), passengers=2)


@standing
def phone_ticket():
    """A ticket that its phone signs, as no phone is registered yet."""
    kind = PhoneSignedTypeFactory()
    signing_key(kind.tenant, "UIC")
    validity = Validity(ValidityKind.DURATION, minutes=3 * 24 * 60)
    return TicketFactory(ticket_type=kind, validity=validity)


def test_uic_barcode_says_what_the_ticket_allows(ticket):
    barcode = show_ticket(ticket)

    verdict = judge(barcode.octets, ticket.tenant, at=NOW, online=True)
    assert (verdict.reason, verdict.ticket_id, verdict.product) == (Reason.OK, ticket.pk, 17)
    told = verdict.uic
    assert (told.zones, told.passengers, told.label) == ((101, 102), 2, "Hour ticket")
    assert (told.valid_from, told.valid_until) == (ticket.valid_from, ticket.valid_until)
    assert (told.document, told.provider, told.currency) == ("openTicket", 9999, "EUR")
    assert (told.online_check, told.age_check, told.specimen) == (True, True, False)


def test_uic_barcode_is_of_its_format(ticket):
    barcode = show_ticket(ticket)

    assert (barcode.format, recognise(barcode.octets)) == (BarcodeFormat.UIC, BarcodeFormat.UIC)
    with pytest.raises(ValueError, match="UIC is no text"):
        barcode.text  # noqa: B018 - it is a property that refuses


def test_uic_barcode_changes_at_whole_minutes_and_dies_at_one(ticket):
    at = later(seconds=20)

    barcode = show_ticket(ticket, at=at)

    assert (barcode.starts_at, barcode.ends_at) == (NOW, later(minutes=1))
    assert barcode.dies_at == later(minutes=2)
    assert UicBarcode.parse(barcode.octets).level1.end_of_validity == barcode.dies_at
    last, first = barcode.dies_at - timedelta(seconds=1), barcode.dies_at
    answers = [
        judge(barcode.octets, ticket.tenant, at=at, online=True, skew=0).reason
        for at in (last, first)
    ]
    assert answers == [Reason.OK, Reason.BARCODE_EXPIRED]


def test_uic_barcode_is_the_same_within_a_window(ticket):
    first, again = show_ticket(ticket), show_ticket(ticket, at=later(seconds=59))

    assert again.octets == first.octets
    assert show_ticket(ticket, at=later(minutes=1)).octets != first.octets


def test_uic_barcode_is_the_same_for_two_who_know_of_no_row(ticket):
    key = IssuerKey.objects.get()

    shown = [
        hand_out_barcodes([Showing(ticket, made=(), key=key)], at=at)[ticket.pk].octets
        for at in (NOW, later(seconds=1))
    ]

    assert shown[0] == shown[1]


def test_uic_barcode_is_made_ahead_of_its_window(ticket):
    show_ticket(ticket)

    assert refresh_displayed_tickets(at=NOW) == 1

    ahead = Barcode.objects.get(handed_out_at=None)
    assert show_ticket(ticket, at=later(minutes=1)).octets == ahead.octets


def test_static_uic_barcode_is_good_as_long_as_its_ticket(ticket):
    TicketType.objects.update(rotation_seconds=0)
    ticket.ticket_type.refresh_from_db()

    barcode = show_ticket(ticket)

    assert UicBarcode.parse(barcode.octets).level1.end_of_validity is None
    assert (barcode.ends_at, barcode.dies_at) == (ticket.valid_until, ticket.valid_until)
    answers = [
        judge(barcode.octets, ticket.tenant, at=at, online=True).reason
        for at in (later(minutes=59), later(minutes=60))
    ]
    assert answers == [Reason.OK, Reason.TICKET_EXPIRED]


def test_uic_barcode_of_a_ticket_that_ends_within_a_minute_lives_to_its_end():
    at = later(seconds=20)
    ticket = TicketFactory(ticket_type=UicTypeFactory(), at=at)

    barcode = show_ticket(ticket, at=later(minutes=60, seconds=10))

    assert (barcode.ends_at, barcode.dies_at) == (ticket.valid_until, later(minutes=61))


def test_month_card_is_a_pass():
    kind = UicTypeFactory(fare_document=FareDocument.PASS)
    ticket = TicketFactory(ticket_type=kind)

    barcode = show_ticket(ticket)

    verdict = judge(barcode.octets, ticket.tenant, at=NOW)
    assert (verdict.reason, verdict.uic.document) == (Reason.OK, "pass")


def test_uic_barcode_of_a_sandbox_is_a_specimen():
    ticket = TicketFactory(ticket_type=UicTypeFactory(), specimen=True)

    barcode = show_ticket(ticket)

    assert judge(barcode.octets, ticket.tenant, at=NOW).reason == Reason.SPECIMEN


def test_largest_ticket_fits_a_uic_barcode():
    ticket = TicketFactory(
        ticket_type=UicTypeFactory(),
        product_number=2**32 - 1,
        label="Ø" * 60,
        zones=tuple(range(1, 101)),
        passengers=200,
    )

    verdict = judge(show_ticket(ticket).octets, ticket.tenant, at=NOW)

    assert (verdict.reason, verdict.product) == (Reason.OK, 2**32 - 1)
    assert (verdict.uic.zones, verdict.uic.passengers) == (
        ticket.zones and tuple(ticket.zones),
        200,
    )


@pytest.mark.parametrize("activation", Activation)
@pytest.mark.parametrize(("days", "fits"), [(500, True), (502, False)])
def test_ticket_that_fits_no_uic_barcode_is_not_sold(activation, days, fits):
    kind = UicTypeFactory(activation=activation)
    validity = Validity(ValidityKind.DURATION, minutes=days * 24 * 60)

    with nullcontext() if fits else pytest.raises(FitsNoBarcode):
        TicketFactory(ticket_type=kind, validity=validity)

    assert Ticket.objects.count() == fits


def test_ticket_that_is_moved_too_far_fits_no_uic_barcode():
    kind = UicTypeFactory(activation=Activation.LATER)
    ticket = TicketFactory(ticket_type=kind, activation_days=1000)

    with pytest.raises(FitsNoBarcode):
        start_tickets([ticket], starts_at=later(days=702), by=BY, at=NOW)


def test_ticket_that_is_activated_after_two_years_fits_its_uic_barcode():
    kind = UicTypeFactory(activation=Activation.LATER)
    ticket = TicketFactory(ticket_type=kind, activation_days=1000)
    then = later(days=750)
    [active] = activate_tickets([ticket], by=BY, at=then)

    assert judge(show_ticket(active, at=then).octets, ticket.tenant, at=then).reason == Reason.OK


def test_ticket_that_a_phone_signs_needs_one(phone_ticket):
    with pytest.raises(NoHandset):
        show_ticket(phone_ticket)


def test_phone_shows_a_barcode_of_its_own_every_15_seconds(phone_ticket):
    phone = Phone()
    handset = register(phone, phone_ticket)

    barcode = show_ticket(phone_ticket)

    assert barcode.handset == handset
    at = later(hours=3)
    scanned = phone.show(barcode.octets, at=at)
    ages = [0, 14, 15, -1]
    reasons = [
        judge(scanned, phone_ticket.tenant, at=at + timedelta(seconds=age), skew=0).reason
        for age in ages
    ]
    ok, gone = Reason.OK, Reason.BARCODE_EXPIRED
    assert reasons == [ok, ok, gone, Reason.BARCODE_IN_FUTURE]


def test_part_of_the_issuer_alone_is_a_copy(phone_ticket):
    register(Phone(), phone_ticket)

    barcode = show_ticket(phone_ticket)

    verdict = judge(barcode.octets, phone_ticket.tenant, at=NOW)
    assert verdict.reason == Reason.DEVICE_SIGNATURE_MISSING


@pytest.mark.parametrize("hours", [0, 5, 11, 17, 23])
def test_part_of_the_issuer_lasts_from_12_to_24_hours(phone_ticket, hours):
    register(Phone(), phone_ticket)
    at = later(hours=hours)

    barcode = show_ticket(phone_ticket, at=at)

    assert at + timedelta(hours=12) <= barcode.dies_at + timedelta(minutes=1)
    assert barcode.dies_at - barcode.starts_at <= timedelta(hours=24)
    assert at < barcode.ends_at <= at + timedelta(hours=12)
    assert UicBarcode.parse(barcode.octets).level1.end_of_validity == barcode.dies_at


def test_part_of_the_issuer_ends_with_the_ticket(phone_ticket):
    register(Phone(), phone_ticket)

    barcode = show_ticket(phone_ticket, at=phone_ticket.valid_until - timedelta(minutes=10))

    assert (barcode.ends_at, barcode.dies_at) == (phone_ticket.valid_until,) * 2


def test_another_phone_gets_a_part_of_its_own_in_the_same_window(phone_ticket):
    first, second = Phone(), Phone()
    register(first, phone_ticket)
    before = show_ticket(phone_ticket)
    register(second, phone_ticket, at=later(minutes=1))

    after = show_ticket(phone_ticket, at=later(minutes=1))

    assert (after.starts_at, after.octets == before.octets) == (before.starts_at, False)
    scanned = second.show(after.octets, at=later(minutes=2))
    assert judge(scanned, phone_ticket.tenant, at=later(minutes=2)).reason == Reason.OK
    stolen = second.show(before.octets, at=later(minutes=2))
    verdict = judge(stolen, phone_ticket.tenant, at=later(minutes=2))
    assert verdict.reason == Reason.BAD_DEVICE_SIGNATURE


def test_parts_for_phones_are_not_made_ahead(phone_ticket):
    register(Phone(), phone_ticket)
    show_ticket(phone_ticket)

    assert refresh_displayed_tickets(at=later(minutes=1)) == 0
