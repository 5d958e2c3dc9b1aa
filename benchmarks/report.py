"""The page that a run prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from benchmarks.figures import Comparison

COMPARED = ("", "Perron", "floor", "unit", "ratio", "target", "")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a heading of as many columns."""

    heading: Sequence[str]
    rows: Sequence[Sequence[str]]

    def lines(self) -> Iterator[str]:
        """The first column to the left, the others to the right."""
        widths = [
            max(len(cell) for cell in column)
            for column in zip_longest(self.heading, *self.rows, fillvalue="")
        ]
        for row in (self.heading, *self.rows):
            first, *others = (
                cell.ljust(width) if place == 0 else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            yield "  ".join((first, *others)).rstrip()


@dataclass(frozen=True, slots=True)
class Section:
    """What one measure found."""

    title: str
    tables: Sequence[Table] = field(default_factory=tuple)
    notes: Sequence[str] = field(default_factory=tuple)

    def text(self) -> str:
        lines = [self.title, "=" * len(self.title)]
        for table in self.tables:
            lines += ["", *table.lines()]
        if self.notes:
            lines += ["", *self.notes]
        return "\n".join(lines) + "\n"


def compared(comparisons: Sequence[Comparison]) -> Table:
    """Speeds beside their floors."""
    return Table(COMPARED, [compared_row(each) for each in comparisons])


def compared_row(each: Comparison) -> tuple[str, ...]:
    target = "" if each.target is None else f">= {each.target:.2f}"
    return (
        each.what,
        number(each.ours),
        number(each.floor),
        each.unit,
        f"{each.ratio:.2f}",
        target,
        each.verdict,
    )


def number(value: float | None) -> str:
    """A figure with about three digits that count; a dash where nothing was measured."""
    if value is None:
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def milliseconds(seconds: float | None) -> str:
    return number(None if seconds is None else seconds * 1000)
