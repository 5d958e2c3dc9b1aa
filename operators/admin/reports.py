"""What an import found, for people: where it is, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst

from operators.admin.tables import table
from operators.timetable.importing.problems import Severity

HEADERS = ["", "File", "Line", "Field", "What is wrong", "What to do"]
MARKS = {Severity.ERROR: "Error", Severity.WARNING: "Warning"}
ADVICE = {
    Severity.ERROR: "Correct it and import again.",
    Severity.WARNING: "Nothing must be done; look whether it is as you meant it.",
}


def problem_table(problems: Iterable[Mapping[str, Any]]) -> str:
    """The stored problems of an import, errors before warnings."""
    ordered = sorted(problems, key=lambda each: each["severity"] == Severity.WARNING)
    return table(HEADERS, map(problem_row, ordered), empty="Nothing.")


def problem_row(problem: Mapping[str, Any]) -> list[object]:
    """One problem. Its message says what is wrong and, after a semicolon, what to do."""
    severity = Severity(problem["severity"])
    wrong, _, remedy = problem["message"].partition("; ")
    return [
        MARKS[severity],
        problem["file"],
        problem["line"],
        problem["field"],
        wrong if wrong.endswith(".") else f"{wrong}.",
        capfirst(remedy) or ADVICE[severity],
    ]


def count_table(counts: Mapping[str, int]) -> str:
    """How many rows each file brought."""
    rows = [(file, f"{rows:,}") for file, rows in counts.items()]
    return table(["File", "Rows"], rows, empty="Nothing was read yet.")
