"""Why there is no receipt."""

from __future__ import annotations

from sales.errors import SalesError


class ReceiptError(SalesError):
    """There is no such receipt."""


class NoReceipt(ReceiptError):
    """This version of the order is not confirmed, or no money moved for it: it has no receipt."""


class NumberDiffers(ReceiptError):
    """The receipt of this version of the order has another number."""
