"""What people read on a ticket, the same in every form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from tickets.codecs.numbers import ticket_number
from tickets.forms.languages import TravellerLanguage
from tickets.forms.wording import Word, words_of
from tickets.models import Ticket, TicketStyle


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket for its reader. Moments are aware, in the tenant's zone."""

    tenant_id: int
    ticket_id: UUID
    number: str
    title: str
    issuer: str
    valid_from: datetime
    valid_until: datetime
    """First moment that is not valid."""
    zones: tuple[int, ...]
    passengers: int
    specimen: bool
    style: TicketStyle

    def lines(self, language: TravellerLanguage) -> list[tuple[str, str]]:
        """Each fact after its name, as a printed ticket lists them."""
        words = words_of(language)
        return [
            (words[Word.VALID_FROM], told(self.valid_from)),
            (words[Word.VALID_UNTIL], told(self.valid_until)),
            (words[Word.ZONES], self.zones_told(language)),
            (words[Word.PASSENGERS], str(self.passengers)),
            (words[Word.NUMBER], in_groups(self.number)),
        ]

    def zones_told(self, language: TravellerLanguage) -> str:
        return ", ".join(map(str, self.zones)) or words_of(language)[Word.ALL_ZONES]

    @property
    def help(self) -> str:
        """Where a traveller with a question turns to; empty if nowhere."""
        return " · ".join(filter(None, [self.style.help_phone, self.style.help_url]))


def facts_of(ticket: Ticket, style: TicketStyle) -> TicketFacts:
    """Of a ticket that is or was active."""
    assert ticket.valid_from is not None
    assert ticket.valid_until is not None
    zone = ticket.tenant.zone
    return TicketFacts(
        tenant_id=ticket.tenant_id,
        ticket_id=ticket.pk,
        number=ticket_number(ticket.pk),
        title=ticket.label,
        issuer=ticket.tenant.name,
        valid_from=ticket.valid_from.astimezone(zone),
        valid_until=ticket.valid_until.astimezone(zone),
        zones=tuple(ticket.zones),
        passengers=ticket.passengers,
        specimen=ticket.specimen,
        style=style,
    )


def told(moment: datetime) -> str:
    """A moment in words that every language reads alike, with the name of its zone."""
    return f"{moment:%Y-%m-%d %H:%M %Z}"


def in_groups(number: str) -> str:
    """A ticket number as it is read out: groups of four or five."""
    cuts = (0, 5, 10, 14, 18, 22, 26)
    return " ".join(number[a:b] for a, b in pairwise(cuts))
