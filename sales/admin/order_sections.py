"""Tables of the pages of orders: what stands in which column, and where cells lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.admin import AdminSite
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from operators.admin.plain import may_open
from operators.admin.zones import to_the_minute
from sales.money import Money


class Amounts(str):
    """The title of a column of amounts, which stand to the right."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A table with a title. `anchor` is its name in the address; `link` an act: text, address."""

    anchor: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    empty: str = ""
    link: tuple[str, str] | None = None
    facts: Sequence[tuple[str, object]] = field(default_factory=tuple)

    @property
    def headers(self) -> Iterator[tuple[str, bool]]:
        for column in self.columns:
            yield column, isinstance(column, Amounts)

    @property
    def lines(self) -> Iterator[list[tuple[object, bool]]]:
        """Each row as its cells, with whether each is an amount."""
        for row in self.rows:
            yield [
                ("" if cell is None else cell, isinstance(column, Amounts))
                for column, cell in zip(self.columns, row, strict=True)
            ]


@dataclass(frozen=True, slots=True)
class Links:
    """Links to pages that the person may open; the rest is text."""

    site: AdminSite
    request: HttpRequest

    def to(self, row: models.Model | None, text: object = None) -> object:
        """The row by its name, or by `text`."""
        if row is None:
            return ""
        shown = str(row) if text is None else text
        page = self.address(row)
        if page is None:
            return shown
        return format_html('<a href="{}" class="text-link">{}</a>', page, shown)

    def address(self, row: models.Model) -> str | None:
        """The row's page; None if the person may not open it."""
        if not may_open(self.site, type(row), self.request):
            return None
        opts = row._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])


def label(text: object, colour: str = "") -> SafeString:
    """A word in a box; `colour` is one of Unfold's: info, success, warning, danger."""
    return SafeString(
        render_to_string("unfold/helpers/label.html", {"text": text, "type": colour}).strip()
    )


def amount(value: Decimal | None, currency: str) -> str:
    """An amount with its currency; nothing where there is none."""
    return "" if value is None else str(Money(value, currency))


def unbroken(text: object) -> SafeString:
    """Kept on one line: an amount, a moment."""
    return format_html('<span class="whitespace-nowrap">{}</span>', text)


def stacked(lines: Iterable[object]) -> SafeString:
    """Lines of one cell, below each other."""
    return format_html_join(
        "", "<div>{}</div>", ((line,) for line in lines if line not in ("", None))
    )


def when(moment: datetime | None) -> str:
    return to_the_minute(moment)


def clock_of(moment: datetime | None) -> str:
    """The time of the day, for moments that are near."""
    return f"{timezone.localtime(moment):%H:%M}" if moment else ""


def facts_without_blanks(facts: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in facts if value not in ("", None)]
