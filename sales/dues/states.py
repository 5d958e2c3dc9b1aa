"""The life of a due, and what happens to it."""

from django.db import models

from sales.books.accounts import Account

ACCOUNTS = (Account.OPERATOR_PAYABLE, Account.CHANNEL_RECEIVABLE)
"""Where the documents that raise dues are posted, and transfers clear it."""


class DueState(models.TextChoices):
    """How much of it was paid."""

    OPEN = "OPEN"
    PART_PAID = "PART_PAID", "Paid in part"
    PAID = "PAID"
    DROPPED = "DROPPED"
    """Its document was taken back; what had been paid is due from the document that did so."""


class DueEventName(models.TextChoices):
    PAID = "PAID"
    TAKEN_BACK = "TAKEN_BACK"
    """A transfer was recorded by mistake."""
    DROPPED = "DROPPED"
