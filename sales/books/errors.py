"""Why the books refuse."""

from __future__ import annotations

from sales.errors import SalesError


class BooksError(SalesError):
    """The books do not allow this."""


class PeriodNotOver(BooksError):
    """The day is not over yet; close a period when its last day is over."""


class DayNotOpen(BooksError):
    """The day is closed already, or lies before the first day of the books; choose a later day."""


class DocumentUnknown(BooksError):
    """The books have no such document."""


class DocumentOfOrder(BooksError):
    """The document belongs to an order; change the order, and the difference is posted."""


class ReversedAlready(BooksError):
    """The document was taken back already, or takes back another one."""
