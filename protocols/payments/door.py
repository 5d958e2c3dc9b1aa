"""What the pages for customers share: their address is all that opens them, so nobody else may
learn it; and what the provider's script needs, on these pages alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from rest_framework.exceptions import Throttled

from operators.models import Tenant
from protocols.models import Limited
from protocols.strangers import client_of, count_client

PROVIDERS_FRAMES = ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"]
"""Where the card is typed, and where banks ask its holder."""

View = Callable[[HttpRequest, str], HttpResponse]


def behind_secret(view: View) -> View:
    """Kept by nobody, its address told to nobody, and counted for who tries many; 429."""

    @wraps(view)
    def shown(request: HttpRequest, secret: str) -> HttpResponse:
        try:
            count_client(Limited.ANONYMOUS, client_of(request), at=timezone.now())
            response = view(request, secret)
        except Throttled as refusal:
            told = {"title": "Try again later", "text": "Too many requests."}
            response = render(request, "payments/told.html", told, status=429)
            response["Retry-After"] = str(int(getattr(refusal, "wait", None) or 1))
        response["Referrer-Policy"] = "no-referrer"
        return response

    return never_cache(shown)


def tell(
    request: HttpRequest, title: str, text: str, *, back: str = "", status: int = 200
) -> HttpResponse:
    """A page that says how things are, with the way back to the shop."""
    facts = {"title": title, "text": text, "back": back}
    return render(request, "payments/told.html", facts, status=status)


def clock(moment: datetime | None, tenant: Tenant) -> str:
    """What the clock will show there, and by which time."""
    return f"{moment.astimezone(tenant.zone):%H:%M %Z}" if moment else ""


def show_form(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    """The page with the provider's form, which may load what that needs."""

    def page(asked: HttpRequest) -> HttpResponse:
        return render(asked, "payments/form.html", {"script": settings.CARD_SCRIPT, **facts})

    return cast("HttpResponse", csp_update(_sources())(page)(request))


def _sources() -> dict[str, list[str]]:
    script, api = (_origin(address) for address in (settings.CARD_SCRIPT, settings.CARD_API))
    return {
        "script-src": [SELF, script],
        "connect-src": [SELF, script, api],
        "frame-src": [script, *PROVIDERS_FRAMES],
    }


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
