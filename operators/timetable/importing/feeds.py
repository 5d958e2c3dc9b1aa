"""The whole way of a feed: staged, judged, kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePath

from operators.timetable.importing.calls import interpolate
from operators.timetable.importing.contents import FeedFacts, check_contents
from operators.timetable.importing.loading import load_rows
from operators.timetable.importing.operating import keep_whole
from operators.timetable.importing.parsing import create_functions
from operators.timetable.importing.patterns import keep_patterns
from operators.timetable.importing.problems import Problem, ProblemKind, ProblemsFound
from operators.timetable.importing.records import Header
from operators.timetable.importing.run import ImportRun
from operators.timetable.importing.sources import FeedSource, open_source
from operators.timetable.importing.staging import create_table, drop_staging, stage_file
from operators.timetable.importing.straight import keep_straight
from operators.timetable.importing.tables import (
    CALENDAR,
    CALENDAR_DATES,
    FILES,
    STOP_TIMES,
    GtfsFile,
)


def load_feed(path: Path, run: ImportRun, *, at: datetime) -> FeedFacts:
    """Load a feed into rows of the run's version. ProblemsFound if it is not fit for that.

    The staging tables stay until `drop_staging`: fare zones are numbered from them.
    """
    facts = check_feed(path, run, at=at)
    if facts.calls.untimed:
        run.begin("filling in times")
        interpolate()
    latest = load_rows(run, facts.calls)
    keep_patterns(run)
    keep_whole(run)
    return replace(facts, calls=replace(facts.calls, latest=latest))


def check_feed(path: Path, run: ImportRun, *, at: datetime) -> FeedFacts:
    """Read a feed and judge it; of its rows only stop times may be kept so far."""
    drop_staging()
    create_functions()
    latest = stage_files(path, run)
    return check_contents(run, at=at, latest=latest)


def stage_files(path: Path, run: ImportRun) -> int | None:
    """Stage each file, so that ProblemsFound tells of all that are malformed at once.

    The stop times are kept at once if they can be; returns the latest time of those that are.
    """
    problems: list[Problem] = []
    latest = None
    with open_source(path, called=PurePath(run.version.source).name) as source:
        sizes = source.sizes()
        for file in FILES:
            try:
                if file is STOP_TIMES and file.name in sizes and not problems:
                    latest = keep_straight(source, run)
                if latest is None:
                    stage_or_create(source, file, run)
                if file.required and not run.counts[file.name]:
                    problems.append(empty(file.name))
            except ProblemsFound as found:
                problems += found.problems
    if CALENDAR.name not in sizes and CALENDAR_DATES.name not in sizes:
        problems.append(missing(CALENDAR.name, sizes))
    if problems:
        raise ProblemsFound(*problems)
    return latest


def stage_or_create(source: FeedSource, file: GtfsFile, run: ImportRun) -> None:
    """Stage a file; one that the feed may do without is taken for an empty one."""
    sizes = source.sizes()
    if file.name in sizes:
        stage_file(source, file, run)
    elif file.required:
        raise ProblemsFound(missing(file.name, sizes))
    else:
        create_table(file, Header(()))


def missing(name: str, sizes: dict[str, int]) -> Problem:
    elsewhere = next((path for path in sizes if path.endswith("/" + name)), "")
    message = f"The feed has no {name}; add it."
    if elsewhere:
        message = f"{name} lies in a folder ({elsewhere}); put it at the top of the zip file."
    return Problem(ProblemKind.FILE_MISSING, message, file=name)


def empty(name: str) -> Problem:
    return Problem(ProblemKind.FILE_EMPTY, f"{name} has no rows; send a whole feed.", file=name)
