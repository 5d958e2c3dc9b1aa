"""The forms in which a barcode is handed out."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from tickets.forms.symbols import Symbology, draw_png, draw_svg


class Media(StrEnum):
    """Media types of a barcode; the first is the lightest and leaves the drawing to the client."""

    TEXT = "text/plain"
    PNG = "image/png"
    SVG = "image/svg+xml"


DRAW: dict[Media, Callable[[str, Symbology], bytes]] = {Media.PNG: draw_png, Media.SVG: draw_svg}


def render_barcode(text: str, symbology: Symbology, media: Media) -> bytes:
    """The barcode in that form; plain text is UTF-8. ValueError if the text fits no symbol."""
    if media == Media.TEXT:
        return text.encode()
    return _draw(text, symbology, media)


@lru_cache(maxsize=2048)
def _draw(text: str, symbology: Symbology, media: Media) -> bytes:
    """Kept per process, some megabytes at most: an app asks for the same window several times,
    and drawing costs more than the rest of the answer."""
    return DRAW[media](text, symbology)
