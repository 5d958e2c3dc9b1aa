"""Two at once, on real connections, where links, phones and block lists are concerned."""

from __future__ import annotations

import json
from functools import partial

import pytest
from joserfc import jws

from tests.factories.handsets import Phone, register
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import (
    ActiveKeyFactory,
    PhoneSignedTypeFactory,
    TicketFactory,
    TicketTypeFactory,
)
from tests.racing import race
from tickets.actions.barcodes import Showing, hand_out_barcodes
from tickets.actions.blocking import drop_block_entries, number_block_entries
from tickets.actions.handsets import challenge_for, register_handset
from tickets.actions.links import make_link, move_ticket
from tickets.actions.publishing import signed_block_list
from tickets.actions.showing import hand_out_static
from tickets.actions.tickets import activate_tickets, use_ticket, void_tickets
from tickets.errors import BadChallenge, TicketNotActive
from tickets.models import BlockListEntry, Handset, Ticket, TicketLink
from tickets.states import TicketState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kind():
    return TicketTypeFactory(tenant=ActiveKeyFactory().tenant, rotation_seconds=0)


def test_two_phones_that_register_at_once_are_one():
    ticket = TicketFactory(ticket_type=PhoneSignedTypeFactory())
    challenge = challenge_for(ticket, at=NOW)

    first, second = race(
        *[
            partial(register_handset, ticket, **Phone().answer(challenge), by=BY, at=NOW)
            for _ in range(2)
        ]
    )

    assert {type(first), type(second)} == {Handset, BadChallenge}
    assert ticket.handsets.count() == 1


def test_phone_that_registers_while_the_ticket_moves_is_let_go_of_or_refused():
    kind = PhoneSignedTypeFactory()
    for _ in range(3):
        ticket = TicketFactory(ticket_type=kind)
        register(Phone(), ticket)
        sent = Phone().answer(challenge_for(ticket, at=NOW))

        race(
            partial(register_handset, ticket, **sent, by=BY, at=NOW),
            partial(move_ticket, ticket, by=BY, at=NOW),
        )

        assert ticket.handsets.active().count() <= 1
        replaced = ticket.handsets.exclude(replaced_at=None)
        assert set(ticket.block_list_entries.values_list("handset", flat=True)) == {
            handset.pk for handset in replaced
        }


def test_link_made_by_two_at_once_is_one():
    ticket = TicketFactory()

    first, second = race(*[partial(make_link, ticket, by=BY, at=NOW)] * 2)

    assert first == second


def test_ticket_moved_by_two_at_once_has_one_link():
    ticket = TicketFactory()
    make_link(ticket, by=BY, at=NOW)

    race(*[partial(move_ticket, ticket, by=BY, at=NOW)] * 2)

    assert (TicketLink.objects.count(), TicketLink.objects.open().count()) == (3, 1)


def test_ticket_activated_and_voided_at_once_is_void_in_the_end(kind):
    kind.activation = "LATER"
    kind.save()
    for _ in range(3):
        ticket = TicketFactory(ticket_type=kind)

        race(
            partial(activate_tickets, [ticket], by=BY, at=NOW),
            partial(void_tickets, [ticket], by=BY, at=NOW),
        )

        assert Ticket.objects.get(pk=ticket.pk).state == TicketState.VOIDED


def test_ticket_used_and_voided_at_once_is_one_of_them(kind):
    for _ in range(3):
        ticket = TicketFactory(ticket_type=kind)

        done = race(
            partial(use_ticket, ticket, by=BY, at=NOW),
            partial(void_tickets, [ticket], by=BY, at=NOW),
        )

        assert sum(isinstance(each, Exception) for each in done) == 1


@pytest.mark.parametrize("locked", [True, False])
def test_barcode_handed_out_while_the_ticket_is_voided_is_blocked_or_refused(kind, locked):
    """A static barcode would be good for as long as its ticket, so none may slip through."""
    key = kind.tenant.issuer_keys.get()
    for _ in range(8):
        ticket = TicketFactory(ticket_type=kind)
        showing = Showing(Ticket.objects.get(pk=ticket.pk), made=(), key=key)
        hand_out = (
            partial(hand_out_static, ticket, at=NOW)
            if locked
            else partial(hand_out_barcodes, [showing], at=NOW)
        )

        shown, _void = race(hand_out, partial(void_tickets, [ticket], by=BY, at=NOW))

        is_refused = isinstance(shown, TicketNotActive)
        assert ticket.barcodes.exists() != is_refused
        assert ticket.block_list_entries.exists() != is_refused


def test_entries_numbered_by_several_at_once_have_no_gap(kind):
    tickets = TicketFactory.create_batch(6, ticket_type=kind)
    for ticket in tickets:
        hand_out_static(ticket, at=NOW)
    voids = [partial(void_tickets, [ticket], by=BY, at=NOW) for ticket in tickets]

    race(*voids, *[partial(number_block_entries, kind.tenant)] * 3)

    number_block_entries(kind.tenant)
    numbers = BlockListEntry.objects.numbered().values_list("sequence", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


def test_device_that_asks_while_tickets_are_voided_misses_none(kind):
    """Each answer goes on where the last one ended, whoever was being blocked meanwhile."""
    tickets = TicketFactory.create_batch(8, ticket_type=kind)
    for ticket in tickets:
        hand_out_static(ticket, at=NOW)
    signed_block_list(kind.tenant, at=NOW)

    def ask():
        heard, since = [], 0
        for _ in range(10):
            told = read(signed_block_list(kind.tenant, since=since, at=NOW))
            assert told["from"] == since
            heard, since = heard + told["entries"], told["to"]
        return heard, since

    voids = [partial(void_tickets, [ticket], by=BY, at=NOW) for ticket in tickets]
    (heard, since), *_ = race(ask, *voids)

    heard += read(signed_block_list(kind.tenant, since=since, at=NOW))["entries"]
    assert sorted(entry["sequence"] for entry in heard) == list(range(1, 9))
    assert {entry["ticketId"] for entry in heard} == {str(ticket.pk) for ticket in tickets}


def test_two_sweeps_at_once_drop_each_entry_once(kind):
    for ticket in TicketFactory.create_batch(4, ticket_type=kind):
        hand_out_static(ticket, at=NOW)
        void_tickets([ticket], by=BY, at=NOW)

    dropped = race(*[partial(drop_block_entries, at=later(days=3), limit=3)] * 2)
    dropped.append(drop_block_entries(at=later(days=3)))

    assert sum(dropped) == 4


def read(signed):
    """What the list says, unverified."""
    return json.loads(jws.extract_compact(signed.encode()).payload)
