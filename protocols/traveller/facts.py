"""What the page says about a ticket, in the traveller's language and the tenant's time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, translation

from protocols.traveller.wording import LANGUAGES
from protocols.traveller.wording.phrases import Phrases
from tickets.codecs.numbers import ticket_number
from tickets.forms.languages import TravellerLanguage
from tickets.forms.media import Media
from tickets.models import Ticket
from tickets.states import TicketState

GROUP = 4
"""Characters of a ticket number that are read in one breath."""
OFFERED = {
    Media.PDF: ("pdf", "?form=pdf"),
    Media.PKPASS: ("apple", "?form=pkpass"),
    Media.GOOGLE: ("google", "/google-wallet"),
}
"""Forms that the page leads to: their phrases, and what stands behind the address of the page."""
PICTURES = {Media.SVG: "svg", Media.PNG: "png"}


@dataclass(frozen=True, slots=True)
class Form:
    """Another form of the ticket that the traveller may fetch."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket in words. `told` says why no barcode is shown, or that it is not valid yet."""

    label: str
    number: str
    zones: str
    passengers: int
    valid_from: str
    valid_until: str
    specimen: bool
    told: str
    can_start: bool
    start_before: str
    is_shown: bool
    forms: list[Form]
    picture: str
    """Where the barcode is drawn for a page without scripts, if the ticket comes as a picture."""


def facts_of(
    ticket: Ticket, language: TravellerLanguage, *, page: str, at: datetime
) -> TicketFacts:
    """How the ticket stands at that moment; `page` is the address of its page."""
    phrases = LANGUAGES[language]
    can_start = ticket.state == TicketState.ISSUED and not ticket.is_over(at)
    is_shown = ticket.may_be_shown(at)
    before = in_words(ticket.activate_until, ticket, language)
    return TicketFacts(
        label=ticket.label,
        number=_in_groups(ticket_number(ticket.pk)),
        zones=", ".join(map(str, ticket.zones)),
        passengers=ticket.passengers,
        valid_from=in_words(ticket.valid_from, ticket, language),
        valid_until=in_words(ticket.valid_until, ticket, language),
        specimen=ticket.specimen,
        told=_told(ticket, phrases, at=at),
        can_start=can_start,
        start_before=phrases.start_before.format(moment=before) if can_start else "",
        is_shown=is_shown,
        forms=_forms(ticket, phrases, page) if is_shown else [],
        picture=_picture(ticket, page),
    )


def in_words(moment: datetime | None, ticket: Ticket, language: TravellerLanguage) -> str:
    """Day and time on the clocks where the ticket is used; empty for no moment."""
    if moment is None:
        return ""
    local = moment.astimezone(ticket.tenant.zone)
    with translation.override(language.value):
        return f"{formats.date_format(local, 'DATE_FORMAT')}, {local:%H:%M}"


TOLD = {
    TicketState.ISSUED: "waiting",
    TicketState.ACTIVE: "",
    TicketState.USED: "used",
    TicketState.EXPIRED: "expired",
    TicketState.VOIDED: "voided",
}
"""The phrase for each state."""


def _told(ticket: Ticket, phrases: Phrases, *, at: datetime) -> str:
    state = TicketState(ticket.state)
    if ticket.is_over(at):
        return phrases.too_late if state == TicketState.ISSUED else phrases.expired
    if state == TicketState.ACTIVE and not ticket.has_begun(at):
        return phrases.not_valid_yet
    return getattr(phrases, TOLD[state]) if TOLD[state] else ""


def _forms(ticket: Ticket, phrases: Phrases, page: str) -> list[Form]:
    offered = [OFFERED[media] for media in OFFERED if media.value in ticket.ticket_type.media]
    return [Form(getattr(phrases, name), f"{page}{way}") for name, way in offered]


def _picture(ticket: Ticket, page: str) -> str:
    offered = [media for media in PICTURES if media.value in ticket.ticket_type.media]
    return f"{page}?form={PICTURES[offered[0]]}" if offered else ""


def _in_groups(number: str) -> str:
    return " ".join(number[place : place + GROUP] for place in range(0, len(number), GROUP))
