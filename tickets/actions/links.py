"""The links at which travellers see their tickets: made, and changed for new ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from operators.tenancy.actions import digest_of
from operators.tenancy.actors import Actor
from operators.tenancy.sealing import seal
from tickets.actions.blocking import replace_handsets
from tickets.actions.tickets import lock_tickets, record_tickets
from tickets.errors import TicketClosed
from tickets.links import new_secret
from tickets.models import Ticket, TicketLink
from tickets.models.ticket import OPEN
from tickets.states import TicketEventName


def make_link(ticket: Ticket, *, by: Actor, at: datetime) -> TicketLink:
    """The open link of a ticket in any state; made the first time it is asked for."""
    return make_links([ticket], by=by, at=at)[ticket.pk]


@transaction.atomic
def make_links(tickets: Iterable[Ticket], *, by: Actor, at: datetime) -> dict[UUID, TicketLink]:
    """The open links of tickets, by ticket; the number of queries does not depend on theirs."""
    wanted = {ticket.pk: ticket for ticket in tickets}
    links = _open_links(wanted)
    missing = [ticket for pk, ticket in wanted.items() if pk not in links]
    if missing:
        # Somebody may make one at the same moment, so it is looked for again under the lock.
        locked = lock_tickets(missing)
        links |= _open_links(ticket.pk for ticket in locked)
        new = [ticket for ticket in locked if ticket.pk not in links]
        links |= {link.ticket_id: link for link in _new_links(new, at=at)}
        record_tickets(new, TicketEventName.LINK_MADE, by=by, at=at)
    return links


@transaction.atomic
def move_ticket(ticket: Ticket, *, by: Actor, at: datetime) -> TicketLink:
    """Let the ticket be shown on another phone: its link leads nowhere from now on, a new one is
    made, and what the phone before shows is refused, where a key of it is known.

    TicketClosed unless the ticket is open.
    """
    [locked] = lock_tickets([ticket])
    if locked.state not in OPEN or locked.is_over(at):
        raise TicketClosed
    for link in locked.links.open():
        link.close(at=at)
        link.save(update_fields=["closed_at", "sealed_secret"])
    replace_handsets(locked.handsets.active(), at=at)
    [link] = _new_links([locked], at=at)
    record_tickets([locked], TicketEventName.MOVED, by=by, at=at)
    return link


def _open_links(tickets: Iterable[UUID]) -> dict[UUID, TicketLink]:
    return {link.ticket_id: link for link in TicketLink.objects.open().filter(ticket__in=tickets)}


def _new_links(tickets: Sequence[Ticket], *, at: datetime) -> list[TicketLink]:
    links = []
    for ticket in tickets:
        secret = new_secret()
        sealed = seal(secret.encode("ascii"))
        digest = digest_of(secret)
        links.append(
            TicketLink(ticket=ticket, secret_hash=digest, sealed_secret=sealed, created_at=at)
        )
    return TicketLink.objects.bulk_create(links)
