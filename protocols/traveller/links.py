"""What all pages behind a link share: who knows the secret sees the ticket, and nobody else may
learn it or find out by trying."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from rest_framework.exceptions import Throttled

from operators.tenancy.actors import Actor
from protocols.models import Limited
from protocols.policies import PAGE_POLICY, keep_private
from protocols.strangers import client_of, count_client
from protocols.traveller.telling import Teller, tell_page
from tickets.links import find_ticket
from tickets.models import Ticket

BY = Actor.partner("ticket page")

View = Callable[..., HttpResponse]


def behind_link(view: View | None = None, *, tell: Teller = tell_page) -> Any:
    """The view gets the ticket in place of the secret; 404 if the link leads nowhere, 429 for who
    asks without end, told as `tell` does it. Kept by nobody unless the view says otherwise."""
    if view is None:
        return lambda inner: behind_link(inner, tell=tell)

    @wraps(view)
    def shown(request: HttpRequest, secret: str, **others: Any) -> HttpResponse:
        try:
            ticket = _find(request, secret)
        except Throttled as refusal:
            response = tell(request, "too_many", status=429)
            response["Retry-After"] = str(int(getattr(refusal, "wait", None) or 1))
        else:
            if ticket is None:
                response = tell(request, "gone", status=404)
            else:
                response = view(request, ticket, secret=secret, **others)
        return _kept_private(response)

    # A script that got in could take the ticket away.
    # The decorator's types know views without arguments alone.
    decorate: Any = csp_replace(PAGE_POLICY)
    return decorate(shown)


def _find(request: HttpRequest, secret: str) -> Ticket | None:
    at, client = timezone.now(), client_of(request)
    count_client(Limited.ANONYMOUS, client, at=at)
    ticket = find_ticket(secret)
    if ticket is None:
        # Who guesses is stopped much sooner than who looks at a ticket.
        count_client(Limited.REFUSED, client, at=at)
    return ticket


def _kept_private(response: HttpResponse) -> HttpResponse:
    keep_private(response)
    if not response.has_header("Cache-Control"):
        add_never_cache_headers(response)
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    return response
