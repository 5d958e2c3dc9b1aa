"""Why nothing is settled."""

from __future__ import annotations

from sales.errors import SalesError


class StatementError(SalesError):
    """There is no such statement."""


class NothingToSettle(StatementError):
    """Nothing was sold for this party that is not settled yet; choose a later day."""


class PeriodNotClosed(StatementError):
    """Close the accounting period first: more may be booked in it."""


class TermsMissing(StatementError):
    """No commission terms hold on a day of these sales; write them, also where they are zero."""


class TakenBackBefore(StatementError):
    """This statement was taken back already, or takes back another one."""
