"""The addresses in letters, of tickets' pages and of what travellers prove: they are secrets, so
that the stored text has only their places, which are filled when the letter is sent."""

from __future__ import annotations

import re
from datetime import datetime

from operators.tenancy.actors import Actor
from sales.letters.models import Letter
from sales.letters.states import LetterKind
from tickets.actions.links import make_links
from tickets.links import address_of
from tickets.models import Ticket

PROOF_PLACE = re.compile(r"\[page to ([a-z]+)\]")
PLACE = re.compile(r"\[page of ticket ([0-9a-f-]{36})\]")


def place_of(ticket: Ticket) -> str:
    """What stands in the stored text."""
    return f"[page of ticket {ticket.pk}]"


def place_for(purpose: str) -> str:
    """What stands in the stored text of a letter about an account."""
    return f"[page to {purpose}]"


def text_to_send(letter: Letter, *, by: Actor, at: datetime) -> str:
    """The text with the addresses of those tickets of the letter's own order that it names, or of
    what the traveller of its account is asked for."""
    if letter.account is not None:
        proved = letter.account.address_to
        return PROOF_PLACE.sub(lambda place: proved(place[1], at=at), letter.text)
    named = PLACE.findall(letter.text)
    if letter.kind != LetterKind.TICKETS or not named:
        return letter.text
    tickets = Ticket.objects.filter(pk__in=named, fulfilments__line__order=letter.order).distinct()
    links = make_links(tickets, by=by, at=at)
    addresses = {place_of(ticket): address_of(links[ticket.pk]) for ticket in tickets}
    return PLACE.sub(lambda place: addresses.get(place[0], place[0]), letter.text)
