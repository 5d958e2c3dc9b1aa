"""Tickets on the block list: put there, numbered, dropped."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.factories.handsets import BlockListEntryFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.styles import WalletPassFactory
from tests.factories.tickets import TicketFactory, TicketTypeFactory, show_ticket
from tickets.actions.blocking import drop_block_entries, number_block_entries
from tickets.actions.showing import hand_out_static
from tickets.actions.tickets import expire_tickets, take_back_tickets, use_ticket, void_tickets
from tickets.block_list import block_list_since
from tickets.models import BlockListEntry, Ticket, WalletPass
from tickets.states import TicketState

pytestmark = pytest.mark.django_db


def void(ticket, at=NOW):
    void_tickets([ticket], by=BY, at=at)


def numbers(tenant):
    rows = BlockListEntry.objects.filter(tenant=tenant).order_by("pk")
    return list(rows.values_list("sequence", flat=True))


def test_void_ticket_that_was_shown_is_blocked():
    ticket = TicketFactory()
    show_ticket(ticket)

    void(ticket, at=later(seconds=5))

    entry = ticket.block_list_entries.get()
    assert (entry.tenant, entry.reason, entry.handset) == (ticket.tenant, "VOIDED", None)
    assert (entry.added_at, entry.sequence) == (later(seconds=5), None)
    assert entry.until == later(hours=25)
    assert str(entry) == f"- {ticket.pk}"


def test_ticket_that_its_sale_takes_back_is_blocked():
    shown, unseen = TicketFactory.create_batch(2, ticket_type=TicketTypeFactory())
    show_ticket(shown)

    take_back_tickets(Ticket.objects.all(), by=BY, at=later(seconds=5))

    assert BlockListEntry.objects.values_list("ticket", "reason").get() == (shown.pk, "REFUNDED")
    assert not unseen.block_list_entries.exists()


def test_ticket_that_cannot_be_blocked_is_not_void():
    """Both or neither: here the entry stands in the way that is about to be written."""
    ticket = TicketFactory()
    show_ticket(ticket)
    BlockListEntry.objects.create(
        tenant=ticket.tenant, ticket=ticket, reason="VOIDED", added_at=NOW, until=later(hours=1)
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        void(ticket)

    ticket.refresh_from_db()
    assert ticket.state == TicketState.ACTIVE


def test_void_ticket_that_nobody_saw_is_not_blocked():
    ticket = TicketFactory()

    void(ticket)

    assert not BlockListEntry.objects.exists()


def test_barcode_that_was_only_made_ahead_blocks_nothing():
    ticket = TicketFactory()
    show_ticket(ticket)
    ticket.barcodes.update(handed_out_at=None)

    void(ticket)

    assert not BlockListEntry.objects.exists()


@pytest.mark.parametrize(("seconds", "blocked"), [(59, True), (60, False)])
def test_barcode_that_inspectors_refuse_by_now_blocks_nothing(seconds, blocked):
    """They may be a minute behind."""
    ticket = TicketFactory()
    show_ticket(ticket)
    dies_at = ticket.barcodes.get().dies_at

    void(ticket, at=dies_at + (later(seconds=seconds) - NOW))

    assert BlockListEntry.objects.exists() == blocked


def test_printed_ticket_is_blocked_for_as_long_as_it_is_valid():
    ticket = TicketFactory()
    show_ticket(ticket)
    hand_out_static(ticket, at=NOW)

    void(ticket, at=later(minutes=50))

    assert ticket.block_list_entries.get().until == later(hours=25)


def test_ticket_in_a_wallet_is_blocked_until_the_last_barcode_there():
    shown = WalletPassFactory().ticket
    WalletPass.objects.update(values_until=later(hours=3))
    unseen = WalletPassFactory().ticket
    WalletPass.objects.filter(ticket=unseen).update(values_until=later(minutes=1))

    void(shown, at=later(minutes=2))
    void(unseen, at=later(minutes=2))

    assert BlockListEntry.objects.values_list("ticket", "until").get() == (
        shown.pk,
        later(hours=27),
    )


@pytest.mark.parametrize("close", [use_ticket, None])
def test_ticket_that_ends_otherwise_is_not_blocked(close):
    ticket = TicketFactory()
    show_ticket(ticket)

    if close:
        close(ticket, by=BY, at=NOW)
    else:
        expire_tickets(by=BY, at=later(hours=1))

    assert not BlockListEntry.objects.exists()


def test_entries_are_numbered_without_gaps_in_their_order():
    kind = TicketTypeFactory()
    BlockListEntryFactory.create_batch(2, ticket__ticket_type=kind)
    stranger = BlockListEntryFactory()

    assert number_block_entries(kind.tenant) == 2
    BlockListEntryFactory(ticket__ticket_type=kind)
    assert number_block_entries(kind.tenant) == 3

    assert numbers(kind.tenant) == [1, 2, 3]
    assert numbers(stranger.tenant) == [None]
    assert str(BlockListEntry.objects.get(sequence=3)).startswith("3 ")


def test_numbering_again_changes_nothing():
    entry = BlockListEntryFactory()

    assert [number_block_entries(entry.tenant) for _ in range(2)] == [1, 1]


def test_tenant_without_entries_has_no_number():
    assert number_block_entries(TicketTypeFactory().tenant) == 0


def test_numbers_go_on_after_entries_were_dropped():
    first = BlockListEntryFactory()
    number_block_entries(first.tenant)

    assert drop_block_entries(at=first.until) == 1
    BlockListEntryFactory(ticket__ticket_type=first.ticket.ticket_type)

    assert number_block_entries(first.tenant) == 2
    assert str(first.tenant.block_list) == f"Block list of {first.tenant}"


def test_entries_are_dropped_once_they_are_over():
    entry = BlockListEntryFactory()

    assert drop_block_entries(at=entry.until - (later(seconds=1) - NOW)) == 0
    assert drop_block_entries(at=entry.until) == 1


def test_entries_are_dropped_in_batches():
    kind = TicketTypeFactory()
    BlockListEntryFactory.create_batch(3, ticket__ticket_type=kind)

    assert [drop_block_entries(at=later(days=3), limit=2) for _ in range(3)] == [2, 1, 0]


def test_list_since_a_number_tells_what_came_after():
    kind = TicketTypeFactory()
    entries = BlockListEntryFactory.create_batch(3, ticket__ticket_type=kind)
    number_block_entries(kind.tenant)
    BlockListEntryFactory(ticket__ticket_type=kind)

    assert list(block_list_since(kind.tenant, 1, at=NOW)) == entries[1:]
    assert list(block_list_since(kind.tenant, 0, at=entries[0].until)) == []
