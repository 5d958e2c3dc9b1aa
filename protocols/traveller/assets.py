"""What a browser fetches beside the page: the worker that keeps it for offline, the description of
the page as an app, and the colours and the logo of its style."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from protocols.traveller.links import behind_link
from protocols.traveller.telling import tell_script
from tickets.forms.styling import style_of
from tickets.models import Ticket

KEPT = "private, max-age=3600"


@require_safe
@cache_control(public=True, no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of all ticket pages; its address is its scope."""
    return render(request, "traveller/worker.js", content_type="text/javascript")


@require_safe
@behind_link(tell=tell_script)
def manifest(request: HttpRequest, ticket: Ticket, *, secret: str) -> HttpResponse:
    """The ticket as an app on the home screen (W3C Web Application Manifest)."""
    address, style = reverse("ticket-page", args=[secret]), style_of(ticket.ticket_type)
    body = {
        "id": address,
        "name": f"{ticket.label} – {ticket.tenant.name}",
        "short_name": ticket.label[:12],
        "start_url": address,
        "scope": address,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": style.primary_colour,
        "icons": [{"src": static("traveller/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@require_safe
@behind_link(tell=tell_script)
def style_sheet(request: HttpRequest, ticket: Ticket, *, secret: str) -> HttpResponse:
    """The colours of the ticket's style, which the page's own sheet uses."""
    style = style_of(ticket.ticket_type)
    sheet = f":root {{ --ground: {style.primary_colour}; --on-ground: {style.text_colour}; }}\n"
    return HttpResponse(sheet, content_type="text/css", headers={"Cache-Control": KEPT})


@require_safe
@behind_link(tell=tell_script)
def logo(request: HttpRequest, ticket: Ticket, *, secret: str) -> HttpResponse:
    """The logo of the ticket's style; 404 if it has none."""
    octets = style_of(ticket.ticket_type).logo
    if octets is None:
        return tell_script(request, "nothing", status=404)
    return HttpResponse(bytes(octets), content_type="image/png", headers={"Cache-Control": KEPT})
