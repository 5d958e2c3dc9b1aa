"""The forms in which a ticket is handed out (barcode format §4)."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache

from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.rotation import Window
from tickets.forms.symbols import Symbology, draw_png, draw_svg


class Media(StrEnum):
    """Media types of a ticket; the first are the lightest and leave the drawing to the client.

    TEXT to JSON are one barcode, which may rotate. HTML is the traveller's page, which renews it.
    PDF and PKPASS are documents with a barcode that does not change. GOOGLE is our own name for the
    address at which the traveller puts the ticket into that wallet.
    """

    TEXT = "text/plain"
    OCTETS = "application/octet-stream"
    PNG = "image/png"
    SVG = "image/svg+xml"
    JSON = "application/json"
    HTML = "text/html"
    PDF = "application/pdf"
    PKPASS = "application/vnd.apple.pkpass"
    GOOGLE = "application/vnd.google.wallet+json"


OF_A_BARCODE = frozenset({Media.TEXT, Media.OCTETS, Media.PNG, Media.SVG, Media.JSON})
"""Forms of one barcode, each as good as the others."""


def render_barcode(
    payload: bytes,
    format: BarcodeFormat,  # noqa: A002 - the word of the JSON form
    symbology: Symbology,
    media: Media,
    *,
    life: Window | None = None,
) -> bytes:
    """The barcode in one of the forms of a barcode; `life` is told in the JSON one.

    ValueError if it fits no symbol, if octets are asked for as text, or if the form is of more than
    one barcode.
    """
    if media == Media.OCTETS:
        return payload
    if media == Media.TEXT:
        return _text(payload, BarcodeFormat(format)).encode("ascii")
    if media == Media.JSON:
        return _as_json(payload, BarcodeFormat(format), Symbology(symbology), life)
    return _draw(payload, BarcodeFormat(format), Symbology(symbology), Media(media))


@lru_cache(maxsize=2048)
def _draw(
    payload: bytes, barcode_format: BarcodeFormat, symbology: Symbology, media: Media
) -> bytes:
    """Kept per process, some megabytes at most: an app asks for the same window several times,
    and drawing costs more than the rest of the answer."""
    content = symbol_content(payload, barcode_format)
    if media == Media.PNG:
        return draw_png(content, symbology)
    if media == Media.SVG:
        return draw_svg(content, symbology)
    raise ValueError(f"A barcode by itself does not come as {media}.")


def symbol_content(payload: bytes, barcode_format: BarcodeFormat) -> str | bytes:
    """What the encoder of symbols is given: the text of T1, the octets of UIC."""
    return payload.decode("ascii") if barcode_format == BarcodeFormat.T1 else payload


def _text(payload: bytes, barcode_format: BarcodeFormat) -> str:
    if barcode_format != BarcodeFormat.T1:
        raise ValueError(f"Barcodes of {barcode_format} are octets, which are no text.")
    return payload.decode("ascii")


def _as_json(
    payload: bytes, barcode_format: BarcodeFormat, symbology: Symbology, life: Window | None
) -> bytes:
    told = {"format": barcode_format.value, "symbology": symbology.value}
    if barcode_format == BarcodeFormat.T1:
        told["payload"] = payload.decode("ascii")
    else:
        told["payloadBase64"] = base64.b64encode(payload).decode("ascii")
    if life is not None:
        told["validFrom"] = utc(life.start)
        told["validUntil"] = utc(life.dies_at)
        told["refreshAt"] = utc(life.end)
    return json.dumps(told).encode()


def utc(moment: datetime) -> str:
    """RFC 3339 with Z; moments of barcodes are whole seconds."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
