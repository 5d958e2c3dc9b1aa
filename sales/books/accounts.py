"""The accounts that sales are posted to."""

from django.db import models


class Account(models.TextChoices):
    """Debits are positive, credits negative."""

    CUSTOMER_RECEIVABLE = "CUSTOMER_RECEIVABLE"
    """What customers owe for orders; zero for an order that is confirmed."""
    CHANNEL_RECEIVABLE = "CHANNEL_RECEIVABLE"
    """What a channel's partner is invoiced for sales on account."""
    PSP_CLEARING = "PSP_CLEARING"
    """What providers of payments took for the seller and have not paid out yet."""
    CASH = "CASH"
    """What lies in the seller's cash desks."""
    OWN_REVENUE = "OWN_REVENUE"
    """Sales of services that the selling organisation runs itself, without VAT."""
    OPERATOR_LIABILITY = "OPERATOR_LIABILITY"
    """Sales of other organisations' services, owed to them, without VAT."""
    FEE_REVENUE = "FEE_REVENUE"
    """Fees that the seller keeps, without VAT."""
    VAT_PAYABLE = "VAT_PAYABLE"
    EXTRA_COSTS = "EXTRA_COSTS"
    """What partners claimed beside sales, VAT included, until the seller has judged it."""


class DocumentKind(models.TextChoices):
    """What a posted document records."""

    CONFIRMATION = "CONFIRMATION"
    CAPTURE = "CAPTURE"
    CREDIT = "CREDIT"
    FEE = "FEE"
    EXTRA_COST = "EXTRA_COST"
