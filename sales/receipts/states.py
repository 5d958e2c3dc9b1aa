"""What receipts are for."""

from django.db import models


class ReceiptKind(models.TextChoices):
    """Counted apart: a SALE brought money or moved none in the end, a RETURN gave some back."""

    SALE = "SALE"
    RETURN = "RETURN"
