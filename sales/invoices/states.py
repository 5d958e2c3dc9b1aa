"""What invoices are."""

from django.db import models


class InvoiceKind(models.TextChoices):
    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"
    """Takes back what an invoice charged, or a part of it."""
