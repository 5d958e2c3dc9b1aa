"""What staff do with a ticket: activate, use and void it, write down its link, move it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from operators.admin.changes import Change
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import check_user_can_change_tickets
from tickets.actions.links import make_link, move_ticket
from tickets.actions.tickets import activate_tickets, use_ticket, void_tickets
from tickets.links import address_of
from tickets.models import Ticket, TicketLink
from tickets.models.ticket import OPEN
from tickets.states import TicketState

LINK_PAGE = "admin/ticket_link.html"


def void_ticket(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """Take one ticket back."""
    [voided] = void_tickets([ticket], by=by, at=at)
    return voided


def activate_ticket(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """Make one ticket ACTIVE."""
    [active] = activate_tickets([ticket], by=by, at=at)
    return active


@sensitive_variables("link")
def show_link(
    page: Any, request: HttpRequest, ticket: Ticket, link: TicketLink, *, back: str
) -> TemplateResponse:
    """The page with the address; it is never stored by a browser or a proxy."""
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": "Ticket link",
        "ticket": ticket,
        "address": address_of(link),
        "back": back,
    }
    return TemplateResponse(request, LINK_PAGE, context, headers={"Cache-Control": "no-store"})


def is_open(ticket: Ticket) -> bool:
    """Whether it may be shown still, now or after its activation."""
    return ticket.state in OPEN and not ticket.is_over(timezone.now())


VOID_TICKET = Change(
    act=void_ticket,
    title="Void ticket",
    question="The ticket is taken back: it is never shown again and inspectors refuse it. What was "
    "handed out of it is put on the block list. No money is given back by this; cancel the "
    "booking for that, before or after. This cannot be undone.",
    done="The ticket is void.",
    allowed=check_user_can_change_tickets,
    offered=lambda ticket: ticket.state in OPEN,
)
ACTIVATE_TICKET = Change(
    act=activate_ticket,
    title="Activate ticket",
    question="The ticket becomes active for the traveller and its validity begins now. For one "
    "that belongs to a booking, start the leg instead: that activates the ticket and tells the "
    "partner. This cannot be undone.",
    done="The ticket is active.",
    allowed=check_user_can_change_tickets,
    offered=lambda ticket: ticket.state == TicketState.ISSUED,
)
USE_TICKET = Change(
    act=use_ticket,
    title="Use up ticket",
    question="The ticket counts as used: it is shown no more. Do this for a ticket that was used "
    "where no device could scan it. This cannot be undone.",
    done="The ticket is used.",
    allowed=check_user_can_change_tickets,
    offered=lambda ticket: ticket.state == TicketState.ACTIVE,
)
MAKE_LINK = Change(
    act=make_link,
    title="Make link",
    question="You get the address of the page that shows this ticket, to send to its traveller. "
    "Whoever has it can travel, so send it to nobody else.",
    done="Wrote down the link.",
    allowed=check_user_can_change_tickets,
    offered=is_open,
    answer=show_link,
)
MOVE_TICKET = Change(
    act=move_ticket,
    title="Move to another phone",
    question="Use this for a traveller who changed or lost the phone. The link of the ticket leads "
    "nowhere from now on and you get a new one to send. What the phone before has fetched already "
    "is refused where the ticket is bound to that phone; elsewhere it is good until it lapses.",
    done="The ticket is moved.",
    allowed=check_user_can_change_tickets,
    offered=is_open,
    answer=show_link,
)
