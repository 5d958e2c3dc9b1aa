"""Constraints of links, handsets and block lists."""

from __future__ import annotations

from typing import Any

from tests.factories.handsets import (
    BlockListEntryFactory,
    HandsetFactory,
    Phone,
    TicketLinkFactory,
    register,
)
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import ActiveKeyFactory, TicketFactory, TicketTypeFactory
from tests.violations.ways import NONSENSE, Violation, stranger, write, wrong
from tickets.actions.blocking import number_block_entries
from tickets.actions.links import move_ticket
from tickets.codecs.keys import device_key
from tickets.models import BlockListEntry


def second_open_link() -> None:
    link = TicketLinkFactory()
    ticket = link.ticket
    move_ticket(ticket, by=BY, at=later(minutes=1))
    write(link, closed_at=None, sealed_secret="a secret")


def two_handsets() -> tuple[Any, Any]:
    """The first of them was replaced."""
    first = HandsetFactory()
    return first, register(Phone(), first.ticket, at=later(minutes=1))


def second_active_handset() -> None:
    first, _second = two_handsets()
    write(first, replaced_at=None)


def same_key_again() -> None:
    first, second = two_handsets()
    write(second, public_key=first.public_key, device_key=first.device_key)


def two_entries() -> tuple[Any, Any]:
    """Two entries of one list, numbered."""
    key = ActiveKeyFactory()
    kind = TicketTypeFactory(tenant=key.tenant)
    entries = [BlockListEntryFactory(ticket__ticket_type=kind) for _ in range(2)]
    number_block_entries(key.tenant)
    return tuple(BlockListEntry.objects.filter(pk__in=[entry.pk for entry in entries]))


def key_off_the_curve() -> None:
    point = b"\x04" * 33
    write(HandsetFactory(), public_key=point, device_key=device_key(point))


def moved_from_another_phone() -> None:
    write(BlockListEntryFactory(), reason="MOVED", handset=HandsetFactory())


def entry_twice() -> None:
    first = BlockListEntryFactory()
    BlockListEntry.objects.create(
        tenant=first.tenant,
        ticket=first.ticket,
        reason=first.reason,
        added_at=NOW,
        until=later(hours=1),
    )


def same_number() -> None:
    first, second = two_entries()
    waiting = BlockListEntryFactory(ticket__ticket_type=first.ticket.ticket_type)
    write(waiting, sequence=second.sequence)


VIOLATIONS: dict[str, Violation] = {
    "ticketlink_one_open": second_open_link,
    "ticketlink_hash_is_sha256": wrong(TicketLinkFactory, secret_hash="0" * 63),
    "ticketlink_closes_after_its_start": wrong(
        TicketLinkFactory, closed_at=later(hours=-1), sealed_secret=""
    ),
    "ticketlink_has_its_secret_while_open": wrong(TicketLinkFactory, sealed_secret=""),
    "handset_one_active": second_active_handset,
    "handset_once_per_key": same_key_again,
    "handset_key_is_a_compressed_point": key_off_the_curve,
    "handset_is_named_by_its_key": wrong(HandsetFactory, device_key="0" * 16),
    "handset_is_replaced_after_its_start": wrong(HandsetFactory, replaced_at=later(hours=-1)),
    "blocklistentry_ticket_same_tenant": stranger(BlockListEntryFactory, "ticket", TicketFactory),
    "blocklistentry_handset_same_ticket": moved_from_another_phone,
    "blocklistentry_once_per_sequence": same_number,
    "blocklistentry_once": entry_twice,
    "blocklistentry_reason_is_known": wrong(BlockListEntryFactory, reason=NONSENSE),
    "blocklistentry_moved_names_a_handset": wrong(BlockListEntryFactory, reason="MOVED"),
    "blocklistentry_ends_after_its_start": wrong(BlockListEntryFactory, until=NOW),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("ticketlink_has_its_secret_while_open", wrong(TicketLinkFactory, closed_at=later(hours=1))),
]
