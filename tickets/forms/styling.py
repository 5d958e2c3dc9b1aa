"""Which style a ticket is shown in, and in which language."""

from __future__ import annotations

from collections.abc import Iterable

from tickets.forms.languages import TravellerLanguage
from tickets.models import TicketStyle, TicketType


def style_of(ticket_type: TicketType) -> TicketStyle:
    """The type's own style, the tenant's default one, or a plain one that is not stored."""
    if ticket_type.style is not None:
        return ticket_type.style
    default = TicketStyle.objects.filter(tenant=ticket_type.tenant_id, is_default=True).first()
    return default or TicketStyle(tenant_id=ticket_type.tenant_id, name="Plain")


def language_of(style: TicketStyle, wanted: Iterable[str] = ()) -> TravellerLanguage:
    """The first wanted language that the style has, such as of Accept-Language; else its own first.

    A wanted language may name a region ("nl-BE"); Norwegian ("no") is bokmål.
    """
    for tag in wanted:
        language = tag.partition("-")[0].strip().lower()
        language = TravellerLanguage.BOKMAL.value if language in ("no", "nn") else language
        if language in style.languages:
            return TravellerLanguage(language)
    return TravellerLanguage(style.languages[0])
