"""What is numbered."""

from django.db import models


class SeriesKind(models.TextChoices):
    """Each kind of document is counted apart."""

    SALE_RECEIPT = "SALE_RECEIPT"
    RETURN_RECEIPT = "RETURN_RECEIPT"
    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"
    CLOSING = "CLOSING"
    STATEMENT = "STATEMENT"
