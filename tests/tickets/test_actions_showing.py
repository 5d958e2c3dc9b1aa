"""Barcodes that are handed out ahead, and those for paper."""

from datetime import timedelta
from functools import partial

import pytest

from tests.counting import counted
from tests.factories.handsets import HandsetFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import (
    ActiveKeyFactory,
    PhoneSignedTypeFactory,
    TicketFactory,
    TicketTypeFactory,
    UicTypeFactory,
    show_ticket,
    signing_key,
)
from tests.standing import standing
from tests.tickets.judging import judge
from tickets.actions.showing import hand_out_ahead, hand_out_static
from tickets.actions.tickets import void_tickets
from tickets.codecs.reasons import Reason
from tickets.errors import FormUnavailable, NoHandset, NoSigningKey, TicketNotActive
from tickets.models import Barcode, TicketType

pytestmark = pytest.mark.django_db


@standing
def ticket():
    """A ticket that rotates every 30 seconds, of a tenant with a key."""
    key = ActiveKeyFactory()
    return TicketFactory(ticket_type=TicketTypeFactory(tenant=key.tenant))


def test_windows_ahead_follow_each_other_and_are_good_in_theirs(ticket):
    ahead = hand_out_ahead(ticket, seconds=300, at=NOW)

    assert len(ahead) == 10
    assert [each.ends_at for each in ahead[:-1]] == [each.starts_at for each in ahead[1:]]
    moments = [NOW, *[each.starts_at for each in ahead[1:]]]
    reasons = {
        judge(each.octets, ticket.tenant, at=at).reason
        for each, at in zip(ahead, moments, strict=True)
    }
    assert reasons == {Reason.OK}


def test_windows_ahead_are_those_that_are_shown_later(ticket):
    ahead = hand_out_ahead(ticket, seconds=90, at=NOW)

    shown = [show_ticket(ticket, at=each.starts_at) for each in ahead]

    assert [each.octets for each in shown] == [each.octets for each in ahead]
    handed_out = Barcode.objects.values_list("handed_out_at", flat=True).distinct()
    assert list(handed_out) == [NOW]


@pytest.mark.parametrize(("seconds", "count"), [(0, 1), (59, 1), (60, 2), (900, 10), (-5, 1)])
def test_windows_ahead_last_no_longer_than_asked_and_than_the_type_allows(ticket, seconds, count):
    assert len(hand_out_ahead(ticket, seconds=seconds, at=NOW)) == count


def test_windows_ahead_end_with_the_ticket(ticket):
    ahead = hand_out_ahead(ticket, seconds=300, at=later(minutes=59))

    assert ahead[-1].ends_at == ticket.valid_until


def test_static_ticket_has_one_window_ahead(ticket):
    TicketType.objects.update(rotation_seconds=0)

    [barcode] = hand_out_ahead(ticket, seconds=300, at=NOW)

    assert (barcode.starts_at, barcode.ends_at) == (NOW, ticket.valid_until)


def test_uic_windows_ahead_are_of_whole_minutes():
    kind = UicTypeFactory()
    signing_key(kind.tenant, "UIC")
    ticket = TicketFactory(ticket_type=kind)

    ahead = hand_out_ahead(ticket, seconds=180, at=later(seconds=30))

    assert [each.starts_at for each in ahead] == [later(minutes=minute) for minute in range(3)]


def test_windows_ahead_take_as_many_statements_as_one(ticket):
    with counted() as for_one:
        hand_out_ahead(ticket, seconds=0, at=NOW)
    with counted() as for_ten:
        hand_out_ahead(ticket, seconds=300, at=later(minutes=10))

    assert for_ten.statements == for_one.statements


def test_phone_that_signs_gets_the_part_of_the_issuer():
    handset = HandsetFactory()
    signing_key(handset.ticket.tenant, "UIC")

    [part] = hand_out_ahead(handset.ticket, seconds=300, at=NOW)

    assert part.handset == handset


def test_ticket_without_its_phone_has_no_windows():
    kind = PhoneSignedTypeFactory()
    signing_key(kind.tenant, "UIC")

    with pytest.raises(NoHandset):
        hand_out_ahead(TicketFactory(ticket_type=kind), seconds=300, at=NOW)


@pytest.mark.parametrize("hand_out", [hand_out_static, partial(hand_out_ahead, seconds=60)])
def test_ticket_that_was_voided_is_handed_out_no_more(ticket, hand_out):
    void_tickets([ticket], by=BY, at=NOW)

    with pytest.raises(TicketNotActive):
        hand_out(ticket, at=NOW)


def test_ticket_without_a_key_for_its_format_has_no_barcode(ticket):
    TicketType.objects.update(
        barcode_format="UIC", symbology="AZTEC", media=["image/png"], rotation_seconds=60
    )

    with pytest.raises(NoSigningKey):
        hand_out_static(ticket, at=NOW)


def test_paper_is_good_as_long_as_its_ticket_whatever_the_screen_does(ticket):
    paper = hand_out_static(ticket, at=later(minutes=3))
    screen = show_ticket(ticket, at=later(minutes=3))

    assert (paper.starts_at, paper.ends_at, paper.dies_at) == (
        NOW,
        ticket.valid_until,
        ticket.valid_until,
    )
    assert paper.handed_out_at == later(minutes=3)
    last = ticket.valid_until - timedelta(seconds=1)
    verdict = judge(paper.octets, ticket.tenant, at=last)
    assert (verdict.reason, verdict.token.is_static) == (Reason.OK, True)
    assert judge(screen.octets, ticket.tenant, at=last).reason == Reason.BARCODE_EXPIRED


def test_paper_is_the_same_when_it_is_printed_again(ticket):
    first = hand_out_static(ticket, at=NOW)

    again = hand_out_static(ticket, at=later(minutes=30))

    assert again.octets == first.octets
    assert Barcode.objects.count() == 1


def test_paper_of_a_uic_ticket_has_no_end_of_its_own():
    kind = UicTypeFactory()
    signing_key(kind.tenant, "UIC")
    ticket = TicketFactory(ticket_type=kind)

    paper = hand_out_static(ticket, at=NOW)

    assert judge(paper.octets, ticket.tenant, at=later(minutes=59)).reason == Reason.OK


def test_ticket_that_a_phone_signs_is_not_printed():
    with pytest.raises(FormUnavailable):
        hand_out_static(TicketFactory(ticket_type=PhoneSignedTypeFactory()), at=NOW)


def test_barcode_asks_for_the_server_where_its_type_does():
    kind = TicketTypeFactory(checked_online=True)
    ticket = TicketFactory(ticket_type=kind)

    barcode = show_ticket(ticket)

    answers = [
        judge(barcode.octets, kind.tenant, at=NOW, online=online).reason for online in (0, 1)
    ]
    assert answers == [Reason.ONLINE_REQUIRED, Reason.OK]
