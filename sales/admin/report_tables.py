"""Tables and charts of reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sales.admin.order_sections import Amounts, Section, amount, stacked
from sales.money import total
from sales.reports.figures import Cell, Figure, Line, Rows, Table

LISTS = {
    Rows.POSTINGS: "admin:sales_posting_changelist",
    Rows.LINES: "admin:sales_orderline_changelist",
    Rows.FEES: "admin:sales_fee_changelist",
}
MOST_COLOURS = 6
"""So many columns can be told apart in a chart; the smaller ones are one colour together."""
COLOURS = [
    *(f"var(--color-primary-{shade})" for shade in (600, 300, 800, 400, 900, 200)),
    "var(--color-base-400)",
]
OPTIONS = json.dumps(
    {
        "animation": False,
        "responsive": True,
        "maintainAspectRatio": False,
        "maxBarThickness": 40,
        "plugins": {"legend": {"display": True, "align": "end"}},
        "scales": {
            "x": {"stacked": True, "grid": {"display": False}, "ticks": {"maxTicksLimit": 16}},
            "y": {"stacked": True, "grid": {}},
        },
    }
)
"""Unfold's own draw bars over each other."""


@dataclass(frozen=True, slots=True)
class Charted:
    """A table of a report with its chart, which is what Unfold's component takes; none: empty."""

    section: Section
    chart: str


def charted(table: Table) -> Charted:
    """A table as it is shown."""
    columns = [table.heading, *(Amounts(column) for column in table.columns)]
    rows = [_row(line, table.currency) for line in table.lines]
    rows.append([strong(cell) for cell in _row(table.total, table.currency)])
    left_out = [("More that are not shown", table.left_out)] if table.left_out else []
    section = Section(table.anchor, table.title, columns, rows, facts=left_out)
    return Charted(section, json.dumps(chart_of(table)))


def address_of(figure: Figure) -> str:
    """The list of the rows that the figure comes from."""
    return f"{reverse(LISTS[figure.rows])}?{urlencode(list(figure.conditions))}"


def chart_of(table: Table) -> dict[str, Any]:
    """The charted columns, the largest ones on their own."""
    places = sorted(table.charted, key=lambda place: -abs(table.total.cells[place].amount))
    shown, others = sorted(places[:MOST_COLOURS]), places[MOST_COLOURS:]
    columns = [(table.columns[place], [place]) for place in shown]
    if others:
        columns.append(("Others", others))
    return {
        "labels": [line.label for line in table.lines],
        "datasets": [
            {
                "label": f"{name}, {table.currency}",
                "data": [
                    str(total(line.cells[place].amount for place in places)) for line in table.lines
                ],
                "backgroundColor": colour,
            }
            for (name, places), colour in zip(columns, COLOURS, strict=False)
        ],
    }


def strong(cell: object) -> SafeString:
    return format_html('<span class="font-semibold">{}</span>', cell)


def _row(line: Line, currency: str) -> list[object]:
    return [line.label, *(_cell(cell, currency) for cell in line.cells)]


def _cell(cell: Cell, currency: str) -> object:
    """The amount as a link; an amount of several lists, and below it each with its link."""
    if len(cell.figures) < 2:
        return stacked(_link(one, currency) for one in cell.figures)
    return stacked([amount(cell.amount, currency), *_parts(cell, currency)])


def _parts(cell: Cell, currency: str) -> Iterator[object]:
    for figure in cell.figures:
        yield format_html(
            '<span class="text-subtle">{}</span> {}', figure.title, _link(figure, currency)
        )


def _link(figure: Figure, currency: str) -> SafeString:
    return format_html(
        '<a href="{}" class="text-link">{}</a>',
        address_of(figure),
        amount(figure.amount, currency),
    )
