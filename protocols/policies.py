"""What the pages of our own may load: nothing from elsewhere, nothing inline; and what keeps an
address private that is all that opens a page."""

from __future__ import annotations

from csp.constants import NONE, SELF
from django.http import HttpResponse

WASM = "'wasm-unsafe-eval'"
"""For scripts of a page with a decoder of barcodes that is compiled for browsers."""
PAGE_POLICY: dict[str, list[str]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}
FORM_POLICY: dict[str, list[str]] = {
    "default-src": [NONE],
    "style-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}
"""Of a page with a form and no script."""
PRIVATE_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def keep_private(response: HttpResponse) -> None:
    """Nobody learns the page's address from it: no other site, no search engine."""
    for name, value in PRIVATE_HEADERS.items():
        response.headers[name] = value
