"""Reading tickets back: an inspector's eye on PNG, SVG and text."""

from __future__ import annotations

from datetime import datetime

from django.test import Client

from tests.pixels import enlarge, png_pixels, scan, svg_pixels
from tickets.codecs.verification import KnownKey, Verdict, verify_token


def read_image(image: bytes, media_type: str) -> tuple[str, str]:
    """The text of a ticket and the kind of its symbol; plain text is drawn by the client."""
    if media_type == "text/plain":
        return image.decode(), ""
    rows = png_pixels(image) if media_type == "image/png" else enlarge(svg_pixels(image), 4)
    found = scan(rows)
    return found.text, {"QRCode": "QR", "Aztec": "AZTEC"}[found.format.name]


def inspect(text: str, *, at: datetime) -> Verdict:
    """What an inspector's device says who has just fetched the keys of all operators."""
    keys = Client().get("/.well-known/jwks.json").json()["keys"]
    known = {jwk["kid"]: KnownKey.from_jwk(jwk) for jwk in keys}
    return verify_token(text, keys=known, at=at)
