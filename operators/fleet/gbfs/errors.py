"""Why a fleet was not loaded; the docstring is what people read."""

from __future__ import annotations

from operators.tenancy.errors import DomainError
from operators.timetable.importing.problems import Report


class FleetImportRunning(DomainError):
    """This fleet is being loaded already; wait until that has ended, or cancel it."""


class FleetImportNotRunning(DomainError):
    """This import has ended already; there is nothing to cancel."""


class FleetImportCancelled(DomainError):
    """The import was cancelled; the fleet is as it was before. Start it again if need be."""


class FleetAddressMissing(DomainError):
    """The fleet has no GBFS address; give it one, or import a folder."""


class FleetFeedRefused(DomainError):
    """The feed has problems, so the fleet stays as it was; correct them and import it again."""

    def __init__(self, report: Report) -> None:
        self.report = report
        first, more = report.errors[0], report.error_count - 1
        super().__init__(f"The feed was refused. {first}" + (f" ({more} more)" if more else ""))
