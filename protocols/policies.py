"""What the pages of our own may load: nothing from elsewhere, nothing inline."""

from __future__ import annotations

from csp.constants import NONE, SELF

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
