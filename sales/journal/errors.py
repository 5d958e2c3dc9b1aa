"""Why the journal refuses."""

from __future__ import annotations

from sales.errors import SalesError


class JournalError(SalesError):
    """The journal does not allow this."""


class PointUnknown(JournalError):
    """Your organisation has no such point of sale; register it first."""


class StillOpen(JournalError):
    """The point of sale has an open cash settlement; close it before you open the next."""


class SettlementUnknown(JournalError):
    """Your organisation has no such cash settlement; open one, and send its id."""


class SettlementElsewhere(JournalError):
    """The cash settlement is that of another point of sale; name one of the point in Entur-POS."""


class SettlementOver(JournalError):
    """The cash settlement is closed, or its 24 hours are over; open the next one."""
