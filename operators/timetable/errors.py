"""What can go wrong with timetables; the docstring is the message that people read."""

from __future__ import annotations

from operators.tenancy.errors import DomainError
from operators.timetable.importing.problems import Report


class StopUnknown(DomainError):
    """No stop of the timetable has this id, code or zone; look the stop up in the GTFS feed."""


class StopsDiffer(DomainError):
    """The references name different stops; send one, or several of the same stop."""


class NoTimetable(DomainError):
    """No timetable is in force; import a GTFS feed first."""


class ImportRunning(DomainError):
    """This feed is being imported already; wait until that import has ended, or cancel it."""


class ImportNotRunning(DomainError):
    """This import has ended already; there is nothing to cancel."""


class ImportCancelled(DomainError):
    """The import was cancelled; the timetable is as it was before. Start it again if need be."""


class FeedAddressMissing(DomainError):
    """The feed has no address to fetch it from; give it one, or import a file."""


class FeedRefused(DomainError):
    """The feed has problems; correct them and import it again."""

    def __init__(self, report: Report) -> None:
        self.report = report
        first, more = report.errors[0], report.error_count - 1
        super().__init__(f"The feed was refused. {first}" + (f" ({more} more)" if more else ""))
