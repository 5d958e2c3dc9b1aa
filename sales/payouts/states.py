"""Who pays out, and for what."""

from django.db import models


class PayoutSource(models.TextChoices):
    """Whose report it is; each has its own columns."""

    STRIPE = "STRIPE", "Stripe, payout reconciliation (itemised)"
    OTHER = "OTHER", "Another provider, in our own columns"


class PayoutLineKind(models.TextChoices):
    """What a line of a payout is for."""

    PAYMENT = "PAYMENT"
    """Money that was taken from a customer."""
    REFUND = "REFUND"
    """Money that was given back to one."""
    FEE = "FEE"
    """What the provider keeps beside the fees of single payments."""
    OTHER = "OTHER"
    """Disputes, adjustments, reserves: people look at them."""


MATCHED = (PayoutLineKind.PAYMENT, PayoutLineKind.REFUND)
"""Lines that one of our payments or refunds belongs to."""
