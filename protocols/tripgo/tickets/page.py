"""The page of an active ticket, for apps that show it in a browser of their own: its barcode as a
picture, until when it is good, and a reload then."""

from __future__ import annotations

from datetime import datetime, timedelta

from csp.constants import NONE, SELF
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from operators.tenancy.actors import Actor
from tickets.actions.links import make_link
from tickets.errors import TicketNotActive
from tickets.forms.facts import facts_of
from tickets.forms.languages import TravellerLanguage
from tickets.forms.media import Media
from tickets.forms.page import page_of as page_to
from tickets.forms.rendering import render_shown
from tickets.links import address_of
from tickets.models import Barcode, Ticket, TicketStyle

BY = Actor.partner("ticket page")
"""Who makes the links of tickets that a phone signs."""

POLICY: dict[str, list[str]] = {
    "default-src": [NONE],
    "style-src": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
}
"""Nothing but the style is loaded; the picture is part of the page."""
STYLE = TicketStyle()
LONGEST_SHOWN = timedelta(minutes=5)
"""The page is loaded again after so long, also with a barcode that never changes: the ticket may
have been taken back."""


def page_of(
    ticket: Ticket, barcode: Barcode | None, *, language: TravellerLanguage, at: datetime
) -> bytes:
    """The page; of a ticket that a phone signs one that goes on to where its phone does so.
    TicketNotActive while there is nothing to show."""
    if not ticket.may_be_shown(at):
        raise TicketNotActive
    if barcode is None:
        link = make_link(ticket, by=BY, at=at)
        return page_to(ticket.label, address_of(link), language=language)
    picture = render_shown(ticket, barcode, Media.SVG).content.decode()
    facts = facts_of(ticket, STYLE)
    context = {
        "language": language.value,
        "facts": facts,
        "lines": facts.lines(language),
        "picture": _inline(picture),
        "seconds": seconds_shown(barcode, at=at),
    }
    return render_to_string("tripgo/ticket.html", context).encode()


def seconds_shown(barcode: Barcode, *, at: datetime) -> int:
    """How long what is shown stays what it is; at least a second."""
    return max(1, int((shown_until(barcode, at=at) - at).total_seconds()))


def shown_until(barcode: Barcode, *, at: datetime) -> datetime:
    """When what is shown is to be looked at again."""
    return min(barcode.ends_at, at + LONGEST_SHOWN)


def _inline(svg: str) -> SafeString:
    """A picture within a page has no declaration of its own. It is drawn here, of squares alone."""
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 - nobody else writes in it
