"""The whole way of a feed: staged, judged, kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from operators.timetable.importing.calls import interpolate
from operators.timetable.importing.contents import FeedFacts, check_contents
from operators.timetable.importing.loading import load_rows
from operators.timetable.importing.parsing import create_functions
from operators.timetable.importing.problems import Problem, ProblemKind, ProblemsFound
from operators.timetable.importing.records import Header
from operators.timetable.importing.run import ImportRun
from operators.timetable.importing.sources import open_source
from operators.timetable.importing.staging import create_table, drop_staging, stage_file
from operators.timetable.importing.tables import CALENDAR, CALENDAR_DATES, FILES


def load_feed(path: Path, run: ImportRun, *, today: date) -> FeedFacts:
    """Load a feed into rows of the run's version. ProblemsFound if it is not fit for that.

    The staging tables stay until `drop_staging`: fare zones are numbered from them.
    """
    drop_staging()
    create_functions()
    stage_files(path, run)
    facts = check_contents(run, today=today)
    if facts.untimed:
        run.begin("filling in times")
        interpolate()
    load_rows(run)
    return facts


def stage_files(path: Path, run: ImportRun) -> None:
    """Stage each file, so that ProblemsFound tells of all that are malformed at once."""
    problems: list[Problem] = []
    with open_source(path) as source:
        sizes = source.sizes()
        for file in FILES:
            try:
                if file.name in sizes:
                    stage_file(source, file, run)
                elif file.required:
                    problems.append(missing(file.name, sizes))
                else:
                    create_table(file, Header(()))
                if file.required and run.counts.get(file.name) == 0:
                    problems.append(empty(file.name))
            except ProblemsFound as found:
                problems += found.problems
    if CALENDAR.name not in sizes and CALENDAR_DATES.name not in sizes:
        problems.append(missing(CALENDAR.name, sizes))
    if problems:
        raise ProblemsFound(*problems)


def missing(name: str, sizes: dict[str, int]) -> Problem:
    elsewhere = next((path for path in sizes if path.endswith("/" + name)), "")
    message = f"The feed has no {name}; add it."
    if elsewhere:
        message = f"{name} lies in a folder ({elsewhere}); put it at the top of the zip file."
    return Problem(ProblemKind.FILE_MISSING, message, file=name)


def empty(name: str) -> Problem:
    return Problem(ProblemKind.FILE_EMPTY, f"{name} has no rows; send a whole feed.", file=name)
