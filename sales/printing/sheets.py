"""What is printed, before it is laid out on pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """Whose document it is, or whom it is for: a name, and what stands below it."""

    name: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; amounts and counts stand at its right side."""

    title: str
    share: float = 1
    """Of the width, beside those of the other columns."""
    is_amount: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as they are printed, one cell for each column.

    It goes on over as many pages as it takes, with its titles on each; `totals` are its last
    rows, in bold below a line.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    totals: Sequence[Sequence[str]] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph below what comes before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document, all of it text in the language that it is printed in."""

    sender: Party
    title: str
    blocks: Sequence[Table | Note] = ()
    facts: Sequence[tuple[str, str]] = ()
    """What stands below the title, each after its name: number, day, period."""
    recipient: Party | None = None
    marks: Sequence[str] = ()
    """In a frame above the title, such as COPY or SPECIMEN."""
    reference: str = ""
    """At the foot of every page, so that loose pages find each other."""
    page_label: str = "Page {page} of {pages}"
