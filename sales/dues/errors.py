"""Why a transfer is not recorded."""

from __future__ import annotations

from sales.errors import SalesError


class DueError(SalesError):
    """There is no such due."""


class NothingDue(DueError):
    """Nothing is open here: it was paid in full, or its document was taken back."""


class MoreThanDue(DueError):
    """More than is open; record the rest for the document that it was meant for."""


class RecordedBefore(DueError):
    """A transfer with this bank reference was recorded here before."""


class NotPaidYet(DueError):
    """The day of a transfer is in the future; record it when the bank has it."""


class TransferStands(DueError):
    """This transfer was taken back already, takes back another one, or its document was taken
    back meanwhile."""
