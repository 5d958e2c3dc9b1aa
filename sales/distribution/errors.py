"""Why tickets are not handed out or passed on."""

from __future__ import annotations

from sales.errors import SalesError


class DistributionError(SalesError):
    """The tickets of this line cannot be treated like this."""


class NotSold(DistributionError):
    """The order is not confirmed, or the line is not sold; it has no tickets to hand out."""


class NotTransferable(DistributionError):
    """The tickets of this product stay with whoever bought them."""


class JourneyBegun(DistributionError):
    """The journey has begun, or the ticket is used or over; it is not passed on any more."""


class BoundToTrip(DistributionError):
    """The ticket is for a trip; buy the trip at the other time instead."""
