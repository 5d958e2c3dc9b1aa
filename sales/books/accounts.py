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
    CASH_DEPOSITS = "CASH_DEPOSITS"
    """Cash on its way between a desk and the safe or another desk; it has not left the seller."""
    BANK = "BANK"
    """What came into the seller's bank account and went out of it, as far as it is told here."""
    OWN_REVENUE = "OWN_REVENUE"
    """Sales of services that the selling organisation runs itself, without VAT."""
    OPERATOR_LIABILITY = "OPERATOR_LIABILITY"
    """Sales of other organisations' services, owed to them, without VAT."""
    OPERATOR_PAYABLE = "OPERATOR_PAYABLE"
    """What statements say that operators are to be paid, and was not paid yet."""
    FEE_REVENUE = "FEE_REVENUE"
    """Fees that the seller keeps, without VAT."""
    COMMISSION_REVENUE = "COMMISSION_REVENUE"
    """What operators leave to the seller for selling their services."""
    COMMISSION_COST = "COMMISSION_COST"
    """What the seller leaves to partners for selling through their channels."""
    VAT_PAYABLE = "VAT_PAYABLE"
    EXTRA_COSTS = "EXTRA_COSTS"
    """What partners claimed or were charged beside sales, VAT included, until it is judged."""
    PSP_FEES = "PSP_FEES"
    """What providers of payments keep for their work."""
    CASH_DIFFERENCE = "CASH_DIFFERENCE"
    """Cash that was counted and not expected, or the other way round; a debit is money missing."""
    ROUNDING = "ROUNDING"
    """Remainders of shares that do not come out to the cent; they are always the seller's."""


RECEIVABLES = (Account.CUSTOMER_RECEIVABLE, Account.CHANNEL_RECEIVABLE)
"""Accounts of those who owe the seller something."""


class DocumentKind(models.TextChoices):
    """What a posted document records."""

    CONFIRMATION = "CONFIRMATION"
    CAPTURE = "CAPTURE"
    CREDIT = "CREDIT"
    FEE = "FEE"
    EXTRA_COST = "EXTRA_COST"
    CLOSING = "CLOSING"
    """The difference that was found when a cash desk was closed."""
    DEPOSIT = "DEPOSIT"
    """Cash moved into or out of a desk."""
    PAYOUT = "PAYOUT"
    """A provider of payments paid out what it had taken."""
    STATEMENT = "STATEMENT"
    """Shares, commissions and fees were settled with a party."""
    TRANSFER = "TRANSFER"
    """Money went between the bank and a party, for a statement or an invoice."""
    CORRECTION = "CORRECTION"
    """A document without an order was taken back."""


OF_ORDERS = (
    DocumentKind.CONFIRMATION,
    DocumentKind.CAPTURE,
    DocumentKind.CREDIT,
    DocumentKind.FEE,
    DocumentKind.EXTRA_COST,
)
"""Kinds of documents that always are about one version of an order."""
