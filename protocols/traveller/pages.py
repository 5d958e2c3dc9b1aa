"""The page of a ticket, and the same ticket in the other forms that it comes in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from protocols.policies import WASM
from protocols.traveller.answering import in_form, media_for, refuse_form
from protocols.traveller.facts import facts_of
from protocols.traveller.links import behind_link
from protocols.traveller.telling import language_for
from protocols.traveller.wording import LANGUAGES
from protocols.traveller.wording.phrases import told_by_script
from tickets.forms.languages import TravellerLanguage
from tickets.forms.media import Media
from tickets.forms.styling import style_of
from tickets.models import Ticket

MODULES = ("traveller/clock.js", "traveller/screen.js", "traveller/server.js", "traveller/store.js")
MODULES_THAT_SIGN = (
    "traveller/phone.js",
    "traveller/dynamic.js",
    "traveller/bits.js",
    "traveller/symbol.js",
    "zxing/share.js",
    "zxing/writer/index.js",
)
ENCODER = "zxing/writer/zxing_writer.wasm"


@require_safe
@behind_link
def ticket_page(request: HttpRequest, ticket: Ticket, *, secret: str) -> HttpResponse:
    """The ticket as a page whose barcode renews itself; in another form with `?form=` or `Accept`,
    such as `image/png` or `application/pdf`.

    Looking changes nothing. 406 with the list of forms for one that is not there; 404 while the
    ticket has nothing to show in that form; 503 if no key signs.
    """
    at = timezone.now()
    media = media_for(request, ticket)
    if media is None:
        return refuse_form(request, ticket)
    if media != Media.HTML:
        return in_form(request, ticket, media, at=at)
    return _page(request, _facts(request, ticket, secret=secret, at=at))


def _page(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    def page(asked: HttpRequest) -> HttpResponse:
        return render(asked, "traveller/page.html", facts)

    if facts["ticket"].ticket_type.device_signed:
        # The phone draws the barcode itself, with an encoder that is compiled for browsers.
        allowed = csp_update({"script-src": [WASM]})
        return cast("HttpResponse", allowed(page)(request))
    return page(request)


def _facts(request: HttpRequest, ticket: Ticket, *, secret: str, at: datetime) -> dict[str, Any]:
    style = style_of(ticket.ticket_type)
    language = language_for(request, style)
    phrases = LANGUAGES[language]
    page = reverse("ticket-page", args=[secret])
    others = [code for code in style.languages if code != language]
    return {
        "secret": secret,
        "ticket": ticket,
        "facts": facts_of(ticket, language, page=page, at=at),
        "words": phrases,
        "language": language.value,
        "languages": [(code, LANGUAGES[TravellerLanguage(code)].language) for code in others],
        "style": style,
        "seller": ticket.tenant.name,
        "zone": ticket.tenant.zone.key,
        "rotation_seconds": ticket.ticket_type.rotation_seconds,
        "told_by_script": told_by_script(phrases),
        **_parts(ticket),
    }


def _parts(ticket: Ticket) -> dict[str, Any]:
    """What the script is made of: fetched side by side, and kept for places without coverage."""
    if not ticket.ticket_type.device_signed:
        return {"modules": [static(name) for name in MODULES]}
    return {
        "modules": [static(name) for name in MODULES + MODULES_THAT_SIGN],
        "encoder": static(ENCODER),
    }
