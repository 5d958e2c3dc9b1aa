"""Why the day of a point of sale is not closed, or its cash not moved, as was asked."""

from __future__ import annotations

from sales.journal.errors import JournalError


class CashUnfit(JournalError):
    """Tell amounts of cash with two decimals at most, not below zero, each currency once."""


class CountIncomplete(JournalError):
    """Count the cash of every currency in the drawer, also where there should be none left."""


class TooLittleInDrawer(JournalError):
    """Less than this should be in the drawer; close the settlement and count it."""
