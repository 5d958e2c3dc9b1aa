"""Small tables for read-only fields, where stored facts would else be shown as code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

CELL = "border border-base-200 px-3 py-1.5 text-left align-top dark:border-base-800"


def table(headers: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "") -> str:
    """The rows under their headers, escaped; without any row the sentence `empty`."""
    lines = [_row("td", row) for row in rows]
    if not lines:
        return empty
    return format_html(
        '<div class="overflow-x-auto"><table class="w-full"><thead>{}</thead>'
        "<tbody>{}</tbody></table></div>",
        _row("th", headers),
        format_html_join("", "{}", ((line,) for line in lines)),
    )


def _row(tag: str, cells: Sequence[object]) -> SafeString:
    shown = format_html_join(
        "", "<{} class='{}'>{}</{}>", ((tag, CELL, _text(cell), tag) for cell in cells)
    )
    return format_html("<tr>{}</tr>", shown)


def _text(cell: object) -> object:
    return "" if cell is None else cell
