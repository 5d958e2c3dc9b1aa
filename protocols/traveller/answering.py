"""A ticket in another form than the page: chosen by `?form=` or `Accept`, and answered."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from operators.tenancy.correlation import current_correlation_id
from protocols.caching import cache_until, unless_known
from protocols.negotiating import type_named
from protocols.traveller.links import behind_link
from protocols.traveller.telling import tell_page, wanted_languages
from tickets.errors import NoSigningKey, TicketError
from tickets.forms.media import OF_A_BARCODE, Media
from tickets.forms.rendering import Rendered, render_ticket
from tickets.models import Ticket

FILE_NAMES = {Media.PDF: "ticket.pdf", Media.PKPASS: "ticket.pkpass"}
LONGEST_KEPT = timedelta(minutes=5)
"""A browser asks again after so long, also for a barcode that never changes: the ticket may have
been voided, or moved to another phone."""


def forms_of(ticket: Ticket) -> list[Media]:
    """The page, which every ticket has, and the forms that its type comes in."""
    others = [Media(media) for media in ticket.ticket_type.media if media != Media.HTML]
    return [Media.HTML, *others]


def media_for(request: HttpRequest, ticket: Ticket) -> Media | None:
    """What `?form=` asks for, as a media type or a short name such as `pdf`; else the best one for
    `Accept`. None if the ticket has no such form."""
    forms = forms_of(ticket)
    if asked := request.GET.get("form"):
        name = type_named(asked)
        return next((form for form in forms if name in (form.value, form.name.lower())), None)
    wanted = request.get_preferred_type([form.value for form in forms])
    return Media(wanted) if wanted else None


def refuse_form(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """406 with the forms that there are."""
    told = {
        "reason": "form_unavailable",
        "forms": [form.value for form in forms_of(ticket)],
        "correlationId": current_correlation_id(),
    }
    return JsonResponse(told, status=406)


def in_form(request: HttpRequest, ticket: Ticket, media: Media, *, at: datetime) -> HttpResponse:
    """The ticket in that form: a barcode to be kept until it changes, five minutes at most; a
    document by nobody. 304 for the ETag of the same one."""
    try:
        rendered = render_ticket(ticket, media, at=at, languages=wanted_languages(request))
    except NoSigningKey:
        return tell_page(request, "later", status=503)
    except TicketError:
        return tell_page(request, "nothing", status=404)
    response = _answer(rendered)
    if media in OF_A_BARCODE:
        cache_until(response, min(rendered.ends_at, at + LONGEST_KEPT), at=at)
    return unless_known(request, response)


@require_safe
@behind_link
def google_wallet(request: HttpRequest, ticket: Ticket, *, secret: str) -> HttpResponse:
    """On to Google's page that puts the ticket into the traveller's wallet; 404 without one."""
    if Media.GOOGLE not in forms_of(ticket):
        return tell_page(request, "nothing", status=404)
    response = in_form(request, ticket, Media.GOOGLE, at=timezone.now())
    if response.status_code != 200:
        return response
    return HttpResponseRedirect(json.loads(response.content)["saveUrl"])


def _answer(rendered: Rendered) -> HttpResponse:
    response = HttpResponse(rendered.content, content_type=rendered.media.value)
    if name := FILE_NAMES.get(rendered.media):
        response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
