"""What is found wrong with the files of a feed."""

from __future__ import annotations

from operators.fleet.gbfs.feed import read_feed
from operators.fleet.gbfs.findings import Findings
from operators.fleet.gbfs.mapping import Kept, map_feed
from operators.timetable.importing.problems import ProblemsFound, Report


def wrong(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """The errors that are found in a feed before anything of it is written."""
    findings = Findings()
    try:
        map_feed(read_feed(files), Kept(), language="en", findings=findings)
        findings.raise_if_wrong()
    except ProblemsFound as found:
        errors = Report(found.problems).errors
        return [(each.kind.value, each.file, each.field) for each in errors]
    return []
