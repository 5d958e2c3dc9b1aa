"""A ticket to print (barcode format §4, §8): one A4 page, the symbol as vectors."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from operators.printing.letterforms import (
    BOLD,
    HEADING,
    SMALL,
    STRONG,
    TEXT,
    TITLE,
    register_letterforms,
)
from tickets.forms.facts import TicketFacts
from tickets.forms.languages import TravellerLanguage
from tickets.forms.symbols import DARK_RUN, Symbology, draw_modules
from tickets.forms.wording import Word, words_of

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 18 * mm
WIDTH = PAGE_WIDTH - 2 * MARGIN
BAND = 26 * mm
LOGO = (45 * mm, 16 * mm)
GAP = 6 * mm
LARGEST_MODULE = 0.8 * mm
WIDEST_SYMBOL = 90 * mm
"""A PDF417 symbol keeps 0.4 mm per module within it, the others more (§4)."""


def print_ticket(
    facts: TicketFacts,
    content: str | bytes,
    symbology: Symbology,
    *,
    language: TravellerLanguage,
) -> bytes:
    """The ticket as PDF, its fonts inside; the same ticket gives the same bytes."""
    register_letterforms()
    written = BytesIO()
    # Neither the moment nor a random id is written into the file.
    canvas = Canvas(written, pagesize=A4, invariant=1, lang=language.value)
    canvas.setTitle(f"{facts.title} {facts.number}")
    canvas.setAuthor(facts.issuer)
    top = _draw_band(canvas, facts)
    if facts.specimen:
        top = _draw_text(canvas, words_of(language)[Word.SPECIMEN], top, HEADING)
    top = _draw_text(canvas, facts.title, top, TITLE)
    top = _draw_facts(canvas, facts.lines(language), top)
    top = _draw_symbol(canvas, content, symbology, top)
    top = _draw_text(canvas, words_of(language)[Word.CAUTION], top, TEXT)
    if facts.help:
        _draw_text(canvas, f"{words_of(language)[Word.HELP]}: {facts.help}", top, SMALL)
    canvas.save()
    return written.getvalue()


def _draw_band(canvas: Canvas, facts: TicketFacts) -> float:
    """The issuer in the colours of its style; returns where the rest begins."""
    style = facts.style
    bottom = PAGE_HEIGHT - BAND
    canvas.setFillColor(HexColor(style.primary_colour))
    canvas.rect(0, bottom, PAGE_WIDTH, BAND, stroke=0, fill=1)
    canvas.setFillColor(HexColor(style.text_colour))
    canvas.setFont(BOLD, 15)
    canvas.drawString(MARGIN, bottom + BAND / 2 - 5, facts.issuer)
    if style.logo:
        width, height = LOGO
        canvas.drawImage(
            ImageReader(BytesIO(bytes(style.logo))),
            PAGE_WIDTH - MARGIN - width,
            bottom + (BAND - height) / 2,
            width=width,
            height=height,
            mask="auto",
            preserveAspectRatio=True,
            anchor="e",
        )
    canvas.setFillColor(black)
    return bottom - GAP


def _draw_text(canvas: Canvas, text: str, top: float, style: object) -> float:
    paragraph = Paragraph(escape(text), style)
    _, height = paragraph.wrapOn(canvas, WIDTH, PAGE_HEIGHT)
    paragraph.drawOn(canvas, MARGIN, top - height)
    return float(top - height - GAP)


def _draw_facts(canvas: Canvas, lines: list[tuple[str, str]], top: float) -> float:
    cells = [[Paragraph(name, TEXT), Paragraph(escape(value), STRONG)] for name, value in lines]
    padding = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    table = Table(cells, colWidths=[WIDTH * 0.3, WIDTH * 0.7], style=padding)
    _, height = table.wrapOn(canvas, WIDTH, PAGE_HEIGHT)
    table.drawOn(canvas, MARGIN, top - height)
    return float(top - height - GAP)


def _draw_symbol(canvas: Canvas, content: str | bytes, symbology: Symbology, top: float) -> float:
    """Dark modules as one path of rectangles on white; returns what is left below."""
    rows = draw_modules(content, symbology)
    module = min(LARGEST_MODULE, WIDEST_SYMBOL / len(rows[0]))
    width, height = len(rows[0]) * module, len(rows) * module
    canvas.setFillColor(white)
    canvas.rect(MARGIN, top - height, width, height, stroke=0, fill=1)
    canvas.setFillColor(black)
    path = canvas.beginPath()
    for number, row in enumerate(rows, start=1):
        for run in DARK_RUN.finditer(row):
            start, end = run.span()
            path.rect(
                MARGIN + start * module, top - number * module, (end - start) * module, module
            )
    canvas.drawPath(path, stroke=0, fill=1)
    return float(top - height - GAP)
