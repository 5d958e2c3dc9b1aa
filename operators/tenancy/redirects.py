"""Where an app may have travellers sent back to (RFC 6749 §3.1.2, RFC 8252)."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ValidationError

LONGEST_REDIRECT = 500
PRINTABLE = re.compile(r"[!-~]+", re.ASCII)
HOST = re.compile(r"([A-Za-z0-9.-]+|\[::1\])(:[0-9]{1,5})?", re.ASCII)
"""Nothing else may stand in a header that names the host."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
OF_BROWSERS = frozenset(
    ("about", "blob", "chrome", "data", "file", "filesystem", "ftp", "intent", "javascript",
     "mailto", "vbscript", "view-source", "ws", "wss")
)  # fmt: skip
"""Schemes that mean something to a browser and are no app's own."""


def check_redirect_uri(address: str) -> None:
    """ValidationError unless travellers can be sent there with a code: https, the scheme of an app,
    or http to the traveller's own device; no fragment."""
    if len(address) > LONGEST_REDIRECT or not PRINTABLE.fullmatch(address):
        raise ValidationError(f"At most {LONGEST_REDIRECT} characters of ASCII, no spaces.")
    try:
        parts = urlsplit(address)
        is_good = _is_good(parts)
    except ValueError:
        is_good = False
    if not is_good or "#" in address or "\\" in address:
        raise ValidationError(
            "An address such as https://app.example/back, or one with the scheme of an app such "
            "as app.example:/back; http is for this device alone (http://127.0.0.1/back). No #."
        )


def _is_good(parts: SplitResult) -> bool:
    if parts.scheme not in ("https", "http"):
        return parts.scheme not in OF_BROWSERS and parts.scheme != ""
    if not HOST.fullmatch(parts.netloc):
        return False
    return parts.scheme == "https" or parts.hostname in LOOPBACK
