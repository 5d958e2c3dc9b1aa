"""The page, and what a browser keeps of it for places without coverage."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from operators.models import User
from operators.tenancy.permissions import user_can_inspect
from operators.tenancy.roles import tenants_where
from protocols.inspection.scanning.rail_tickets import tables_to_wire
from protocols.inspection.scanning.words import told_by_script
from protocols.policies import PAGE_POLICY, WASM

POLICY = {**PAGE_POLICY, "script-src": [SELF, WASM]}
PRIVATE_HEADERS = {
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
}
PARTS = (
    "scanning/base45.js",
    "scanning/block_list.js",
    "scanning/bundle.js",
    "scanning/camera.js",
    "scanning/clock.js",
    "scanning/inspector.js",
    "scanning/judging.js",
    "scanning/keys.js",
    "scanning/log.js",
    "scanning/numbers.js",
    "scanning/octets.js",
    "scanning/place.js",
    "scanning/screen.js",
    "scanning/server.js",
    "scanning/store.js",
    "scanning/token.js",
    "scanning/verification.js",
    "scanning/uic/bits.js",
    "scanning/uic/device.js",
    "scanning/uic/header.js",
    "scanning/uic/per.js",
    "scanning/uic/rail_ticket.js",
    "scanning/uic/signatures.js",
    "scanning/uic/times.js",
    "scanning/uic/verification.js",
    "zxing/share.js",
    "zxing/reader/index.js",
)
DECODER = "zxing/reader/zxing_reader.wasm"


@require_safe
@never_cache
@csp_replace(POLICY)
@login_required
@ensure_csrf_cookie
def scan_page(request: HttpRequest) -> HttpResponse:
    """The page for whoever inspects for an operator; others are sent to log in, or get 403."""
    assert isinstance(request.user, User)
    tenants = tenants_where(request.user, user_can_inspect)
    if not tenants:
        raise PermissionDenied
    facts: dict[str, Any] = {
        "issuers": [{"issuer": tenant.slug, "name": tenant.name} for tenant in tenants],
        "answers": told_by_script(),
        "modules": [static(name) for name in PARTS],
        "decoder": static(DECODER),
    }
    response = render(request, "scanning/page.html", facts)
    for name, value in PRIVATE_HEADERS.items():
        response.headers[name] = value
    return response


@require_safe
@cache_control(public=True, no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the page; its address is its scope."""
    return render(request, "scanning/worker.js", content_type="text/javascript")


@require_safe
@cache_control(public=True, max_age=3600)
def rail_tickets(request: HttpRequest) -> HttpResponse:
    """The tables by which the page reads what is inside a UIC barcode."""
    return HttpResponse(_rail_tickets(), content_type="application/json")


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The page as an app on the home screen (W3C Web Application Manifest)."""
    address = reverse("scan-page")
    body = {
        "id": address,
        "name": "Ticket inspection",
        "short_name": "Inspection",
        "start_url": address,
        "scope": address,
        "display": "standalone",
        "background_color": "#121212",
        "theme_color": "#121212",
        "icons": [{"src": static("scanning/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@lru_cache(maxsize=1)
def _rail_tickets() -> bytes:
    return json.dumps(tables_to_wire(), separators=(",", ":")).encode()
