"""Laying a document out on A4 pages, as PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from operators.printing.letterforms import (
    AMOUNT,
    BOLD,
    HEADING,
    LEADING,
    REGULAR,
    SIZE,
    SMALL,
    STRONG,
    STRONG_AMOUNT,
    TEXT,
    TITLE,
    register_letterforms,
)
from sales.printing.sheets import Column, Note, Party, Sheet, Table

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
FRAME = 6
"""What the library keeps free around what it sets."""
FOOT = 10 * mm
PADDING = 4
GREY, RULE, SHADE = HexColor("#555555"), HexColor("#999999"), HexColor("#f0f0f0")
TIGHT = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]


def print_sheet(sheet: Sheet) -> bytes:
    """The document as PDF, its fonts inside. The same sheet gives the same bytes."""
    register_letterforms()
    written = BytesIO()
    template = SimpleDocTemplate(
        written,
        pagesize=A4,
        leftMargin=MARGIN - FRAME,
        rightMargin=MARGIN - FRAME,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=sheet.title,
        author=sheet.sender.name,
        # Neither the moment nor a random id is written into the file.
        invariant=1,
    )
    template.build(list(_flow(sheet)), canvasmaker=partial(CountedPages, sheet=sheet))
    return written.getvalue()


class CountedPages(Canvas):
    """Pages that say how many there are, so their feet are drawn once all are known."""

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sheet = sheet
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._kept, start=1):
            self.__dict__.update(page)
            self._draw_foot(number, len(self._kept))
            super().showPage()
        super().save()

    def _draw_foot(self, page: int, pages: int) -> None:
        self.setFont(REGULAR, 7.5)
        self.setFillColor(GREY)
        left = " · ".join(filter(None, [self._sheet.sender.name, self._sheet.reference]))
        self.drawString(MARGIN, FOOT, left)
        told = self._sheet.page_label.format(page=page, pages=pages)
        self.drawRightString(A4[0] - MARGIN, FOOT, told)


def _flow(sheet: Sheet) -> Iterator[Flowable]:
    yield _head(sheet)
    yield Spacer(0, 8 * mm)
    for mark in sheet.marks:
        yield _framed(mark)
        yield Spacer(0, 3 * mm)
    yield _text(sheet.title, TITLE)
    yield Spacer(0, 4 * mm)
    if sheet.facts:
        yield _facts(sheet.facts)
    for block in sheet.blocks:
        yield Spacer(0, 5 * mm)
        if isinstance(block, Note):
            yield _text(block.text, TEXT)
        else:
            yield from _table(block)


def _text(text: str, style: ParagraphStyle) -> Paragraph:
    """Text as it is: what looks like markup is printed. Its lines stay lines."""
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _party(party: Party, style: ParagraphStyle) -> list[Flowable]:
    return [_text(party.name, style), *(_text(line, SMALL) for line in party.lines)]


def _head(sheet: Sheet) -> Flowable:
    """The sender at the right, whom it is for at the left."""
    left = _party(sheet.recipient, STRONG) if sheet.recipient else []
    row = [[left, _party(sheet.sender, HEADING)]]
    return Grid(
        row,
        colWidths=[WIDTH * 0.55, WIDTH * 0.45],
        style=[*TIGHT, ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )


def _framed(mark: str) -> Flowable:
    return Grid(
        [[_text(mark, STRONG)]], colWidths=[WIDTH], style=[("BOX", (0, 0), (-1, -1), 1.2, GREY)]
    )


def _facts(facts: Sequence[tuple[str, str]]) -> Flowable:
    rows = [[_text(name, TEXT), _text(told, STRONG)] for name, told in facts]
    padding = [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
    return Grid(
        rows,
        colWidths=[WIDTH * 0.3, WIDTH * 0.7],
        style=[*TIGHT, *padding, ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )


def _table(table: Table) -> Iterator[Flowable]:
    """Its titles on every page. The totals stay with the last rows."""
    if table.title:
        yield _text(table.title, HEADING)
        yield Spacer(0, 2 * mm)
    shares = [column.share for column in table.columns]
    widths = [WIDTH * share / sum(shares) for share in shares]
    titles = [column.title for column in table.columns]
    cells = [
        _cells(table, widths, titles, bold=True),
        *(_cells(table, widths, row) for row in table.rows),
        *(_cells(table, widths, row, bold=True) for row in table.totals),
    ]
    yield LongTable(cells, colWidths=widths, repeatRows=1, style=_style(table))


def _style(table: Table) -> list[tuple[Any, ...]]:
    """A line below the titles and above the totals; amounts at the right."""
    last = len(table.rows)
    amounts = [place for place, column in enumerate(table.columns) if column.is_amount]
    return [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("FONT", (0, 0), (-1, -1), REGULAR, SIZE, SIZE * LEADING),
        ("FONT", (0, 0), (-1, 0), BOLD, SIZE, SIZE * LEADING),
        ("FONT", (0, last + 1), (-1, -1), BOLD, SIZE, SIZE * LEADING),
        ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, RULE),
        ("LINEABOVE", (0, last + 1), (-1, last + 1), 0.6, GREY),
        *(("ALIGN", (place, 0), (place, -1), "RIGHT") for place in amounts),
        *(("NOSPLIT", (0, row), (-1, row + 1)) for row in range(last, last + len(table.totals))),
    ]


def _cells(
    table: Table, widths: Sequence[float], row: Sequence[str], *, bold: bool = False
) -> list[Flowable | str]:
    return [
        _cell(cell, width, column, bold=bold)
        for column, width, cell in zip(table.columns, widths, row, strict=True)
    ]


def _cell(text: str, width: float, column: Column, *, bold: bool) -> Flowable | str:
    """Plain text where it fits in one line, which is laid out many times as fast."""
    fits = stringWidth(text, BOLD if bold else REGULAR, SIZE) <= width - 2 * PADDING
    if fits and "\n" not in text:
        return text
    words, amounts = (STRONG, STRONG_AMOUNT) if bold else (TEXT, AMOUNT)
    return _text(text, amounts if column.is_amount else words)
