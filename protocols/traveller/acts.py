"""What a traveller does with a ticket: start it, and move it to another phone."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django_fsm import TransitionNotAllowed

from bookings.actions.leg import start_ticket
from operators.tenancy.errors import DomainError
from protocols.traveller.facts import in_words
from protocols.traveller.links import BY, behind_link
from protocols.traveller.telling import language_for, tell_page
from protocols.traveller.wording import LANGUAGES
from tickets.actions.links import move_ticket
from tickets.errors import ActivationTooLate, TicketClosed
from tickets.forms.styling import style_of
from tickets.forms.symbols import Symbology, draw_path
from tickets.links import address_of
from tickets.models import Ticket
from tickets.models.ticket import OPEN
from tickets.states import Activation, TicketState

question = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt  # Who knows the address may do this, and nobody else can name it.
@question
@behind_link
def start(request: HttpRequest, ticket: Ticket, *, secret: str) -> HttpResponse:
    """Ask whether the ticket shall start, and start it with a POST; then back to the ticket, which
    tells how it stands. Starting it again changes nothing."""
    at = timezone.now()
    if ticket.state != TicketState.ISSUED or ticket.is_over(at):
        return redirect("ticket-page", secret)
    if request.method != "POST":
        window = ticket.validity_rule().window(
            activation=Activation(ticket.activation), activated_at=at, zone=ticket.tenant.zone
        )
        return _ask(request, ticket, secret, "start", until=window.closes_at)
    try:
        # Where it ended meanwhile, the page tells so.
        with suppress(ActivationTooLate, TransitionNotAllowed):
            start_ticket(ticket, by=BY, at=at)
    except DomainError:
        return tell_page(request, "later", status=503)
    return redirect("ticket-page", secret)


@csrf_exempt  # As above.
@question
@behind_link
def move(request: HttpRequest, ticket: Ticket, *, secret: str) -> HttpResponse:
    """Ask whether the ticket shall move to another phone; a POST moves it and shows the new link,
    this once. The old link leads nowhere from then on."""
    at = timezone.now()
    if request.method != "POST":
        is_open = ticket.state in OPEN and not ticket.is_over(at)
        return _ask(request, ticket, secret, "move") if is_open else redirect("ticket-page", secret)
    try:
        link = move_ticket(ticket, by=BY, at=at)
    except TicketClosed:
        return redirect("ticket-page", secret)
    address = address_of(link)
    facts = _words(request, ticket) | {
        "address": address,
        "symbol": draw_path(address, Symbology.QR),
    }
    return render(request, "traveller/moved.html", facts)


def _ask(
    request: HttpRequest, ticket: Ticket, secret: str, act: str, *, until: datetime | None = None
) -> HttpResponse:
    facts = _words(request, ticket)
    phrases, language = facts["words"], facts["language"]
    moment = in_words(until, ticket, language)
    return render(
        request,
        "traveller/question.html",
        {
            **facts,
            "secret": secret,
            "question": getattr(phrases, f"{act}_question"),
            "effect": getattr(phrases, f"{act}_effect").format(moment=moment),
            "yes": getattr(phrases, f"{act}_yes"),
        },
    )


def _words(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    language = language_for(request, style_of(ticket.ticket_type))
    return {
        "ticket": ticket,
        "language": language,
        "words": LANGUAGES[language],
        "seller": ticket.tenant.name,
    }
