"""Why sales refuse."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class SalesError(DomainError):
    """The sale is not possible."""


class NothingOnSale(SalesError):
    """No product is on sale in this channel now; give it a catalogue entry for this period."""


class NoFare(SalesError):
    """The product has no fare for this trip or these travellers; add one in the admin."""


class NotForCategory(NoFare):
    """The product is not sold to so many passengers of a category; choose another product."""


class NotValidThen(SalesError):
    """The product is not valid on the day of this trip; ask for a departure within its dates."""


class OfferUnknown(SalesError):
    """There is no such offer; plan again and use the id of one of its options."""


class OfferLapsed(SalesError):
    """The offer is no longer valid; plan again."""


class OfferTaken(SalesError):
    """The offer was booked already; use that booking."""


class OrderNotBalanced(SalesError):
    """The order is not paid in full, so it cannot be confirmed."""


class NotRefundable(SalesError):
    """The product's rules do not allow to give this back any more."""


class CustomerBlocked(SalesError):
    """The operator does not serve this customer; the customer may ask its support why."""


class CustomerErased(CustomerBlocked):
    """The account of this customer was deleted; open another one before you book for it."""


class CustomerKnown(SalesError):
    """Another customer of this channel has this id already."""
