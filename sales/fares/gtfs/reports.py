"""What an import of fares did, or would do."""

from __future__ import annotations

from dataclasses import dataclass, field

from operators.timetable.importing.problems import Problem, Report
from sales.errors import SalesError


@dataclass(slots=True)
class Counts:
    """Rows of one kind."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0

    def __str__(self) -> str:
        return (
            f"{self.created} new, {self.changed} changed, {self.removed} removed, "
            f"{self.kept} as they were"
        )


@dataclass(frozen=True, slots=True)
class FaresReport:
    """The products by code, the rows by kind in plain words, and what was warned of."""

    dry_run: bool
    products: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    counts: dict[str, Counts] = field(default_factory=dict)

    @property
    def is_unchanged(self) -> bool:
        """Whether everything was there already."""
        return all(
            (counts.created, counts.changed, counts.removed) == (0, 0, 0)
            for counts in self.counts.values()
        )

    def lines(self) -> list[str]:
        """The report as sentences."""
        did = "Nothing was stored; it would be" if self.dry_run else "Imported"
        return [
            f"{did}: products {', '.join(self.products)}.",
            *(f"{kind}: {counts}." for kind, counts in self.counts.items()),
            *(str(problem) for problem in self.problems),
        ]


class FaresRefused(SalesError):
    """The fares have problems; correct them and import them again."""

    def __init__(self, report: Report) -> None:
        self.report = report
        first, more = report.errors[0], report.error_count - 1
        super().__init__(f"The fares were refused. {first}" + (f" ({more} more)" if more else ""))


class FareAreaUsed(SalesError):
    """What the feed no longer has is used by fares or discounts made by hand; change them first."""
