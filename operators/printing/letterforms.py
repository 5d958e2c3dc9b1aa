"""The letters that documents are printed with. They hold Latin, Greek and Cyrillic."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
FOLDER = Path(__file__).parent / "fonts"
SIZE = 9.0
LEADING = 1.35


@cache
def register_letterforms() -> None:
    """Read the two fonts, once in a process; each document holds the letters that it uses."""
    for name in (REGULAR, BOLD):
        registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))


def style(size: float = SIZE, *, bold: bool = False, right: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        "printed",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * LEADING,
        alignment=2 if right else 0,
        # A word that is longer than its column, such as a reference, is broken.
        splitLongWords=1,
    )


TEXT, STRONG = style(), style(bold=True)
AMOUNT, STRONG_AMOUNT = style(right=True), style(bold=True, right=True)
SMALL, TITLE, HEADING = style(8), style(17, bold=True), style(10.5, bold=True)
