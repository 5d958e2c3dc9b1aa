"""Why an export cannot be asked for, run or read."""

from operators.tenancy.errors import DomainError


class TooManyExports(DomainError):
    """Too many exports are waiting or running; wait for one of them, or cancel it."""


class ExportRunning(DomainError):
    """Another worker is writing this export."""


class ExportOver(DomainError):
    """This export is over; ask for it again."""


class ExportNotReady(DomainError):
    """This export has no file: it is not ready."""


class ExportGone(DomainError):
    """The file of this export is not kept any more; ask for the export again."""
