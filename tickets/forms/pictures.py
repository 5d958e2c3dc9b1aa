"""Pictures that are made rather than uploaded."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from tickets.forms.colours import channels


def solid_png(colour: str, side: int) -> bytes:
    """A square of one colour, as PNG."""
    written = BytesIO()
    Image.new("RGB", (side, side), channels(colour)).save(written, "PNG", compress_level=9)
    return written.getvalue()
