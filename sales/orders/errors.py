"""Why a change of an order is refused."""

from __future__ import annotations

from datetime import datetime

from sales.errors import NotRefundable, SalesError


class KeptByBooking(SalesError):
    """This order belongs to a booking; change or cancel the booking."""


class OrderChanged(SalesError):
    """The order was changed by somebody else; read it again and repeat your change."""


class OrderLocked(SalesError):
    """Money of this order is moving; try again when the payment has ended."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(
            f"Money of this order is moving, until {until:%Y-%m-%dT%H:%M:%SZ} at most."
        )


class OrderExpired(SalesError):
    """The time to confirm the changes of this order is over, and they are given up."""


class OrderClosed(SalesError):
    """The order was cancelled; draft a new one."""


class OrderFailed(SalesError):
    """Money was taken for what could not be sold; give it back before you change anything else."""


class OrderTooDear(SalesError):
    """An order comes to 999999999.99 at most, whatever its currency; split it."""


class OrderEmpty(SalesError):
    """Nothing is on the order; put offers on it first."""


class NothingToReset(SalesError):
    """The order has no changes that could be given up."""


class CurrencyUnfit(SalesError):
    """Orders are kept in currencies with two decimals; choose one of these."""


class WrongCurrency(SalesError):
    """The amount is in another currency than the order."""


class LineUnknown(SalesError):
    """The order holds no such line, or it was cancelled before."""


class LinesShareTicket(NotRefundable):
    """These passengers share one ticket with others; give their lines back together."""


class FeeUnknown(SalesError):
    """The order has no such fee, or it was removed before."""


class FeeUnfit(SalesError):
    """A fee is more than zero, a reduction less, and a reduction at most what the order costs."""


class TravellerUnknown(SalesError):
    """The order has no such traveller, or the traveller was removed before."""


class TravellerBooked(SalesError):
    """A line of the order is for this traveller; cancel the line first."""


class TravellersDiffer(SalesError):
    """The offer is for another number of travellers than were named."""


class SupplementAlone(SalesError):
    """This is sold only beside another product; put that on the order as well."""
