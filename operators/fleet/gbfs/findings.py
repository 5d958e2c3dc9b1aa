"""What turned up while a feed was mapped: what refuses it, and what is only told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from operators.fleet.gbfs.reading import printable
from operators.timetable.importing.problems import (
    LONGEST_VALUE,
    PROBLEMS_PER_CHECK,
    Problem,
    ProblemKind,
    ProblemsFound,
    Severity,
)


@dataclass(slots=True)
class Findings:
    """Problems with their places; at most PROBLEMS_PER_CHECK of one kind in one file are kept."""

    _found: list[Problem] = field(default_factory=list)
    _counts: Counter[tuple[ProblemKind, str, Severity]] = field(default_factory=Counter)

    def wrong(
        self, kind: ProblemKind, message: str, *, file: str, place: str, value: str = ""
    ) -> None:
        """This refuses the feed."""
        self._note(kind, message, file, place, value, Severity.ERROR)

    def odd(
        self, kind: ProblemKind, message: str, *, file: str, place: str, value: str = ""
    ) -> None:
        """This is only told."""
        self._note(kind, message, file, place, value, Severity.WARNING)

    def add(self, problem: Problem) -> None:
        """A problem that was found elsewhere."""
        self._found.append(problem)

    def warnings(self) -> list[Problem]:
        return [each for each in self._told() if each.severity is Severity.WARNING]

    def raise_if_wrong(self) -> None:
        """ProblemsFound with everything, warnings too, if anything refuses the feed."""
        told = self._told()
        if any(each.severity is Severity.ERROR for each in told):
            raise ProblemsFound(*told)

    def _note(
        self, kind: ProblemKind, message: str, file: str, place: str, value: str, how: Severity
    ) -> None:
        self._counts[kind, file, how] += 1
        if self._counts[kind, file, how] <= PROBLEMS_PER_CHECK:
            shown = printable(value)[:LONGEST_VALUE]
            self._found.append(
                Problem(kind, message, file=file, field=place, value=shown, severity=how)
            )

    def _told(self) -> list[Problem]:
        """Those that are left out are counted with the last one of their kind."""
        told: list[Problem] = []
        over = {
            key: count - PROBLEMS_PER_CHECK
            for key, count in self._counts.items()
            if count > PROBLEMS_PER_CHECK
        }
        for problem in reversed(self._found):
            left_out = over.pop((problem.kind, problem.file, problem.severity), 0)
            told.append(replace(problem, total=problem.total + left_out))
        return told[::-1]
