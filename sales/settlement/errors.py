"""Why an extra cost is refused."""

from __future__ import annotations

from sales.errors import SalesError


class CurrencyDiffers(SalesError):
    """The amount is in another currency than the order; send it in that of the order."""


class PayerDiffers(SalesError):
    """An earlier partner of the channel pays for this order, and settles its costs."""


class CreditTooLarge(SalesError):
    """The credits claimed for this booking would be more than what is still paid for it."""


class ClaimDiffers(SalesError):
    """This key came with another extra cost of the same booking before; send a new key."""
