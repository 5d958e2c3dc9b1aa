"""What letters are about, and the languages that they are written in."""

from django.db import models


class LetterKind(models.TextChoices):
    RECEIPT = "RECEIPT"
    TICKETS = "TICKETS"
    INVOICE = "INVOICE"
    """Or a credit note."""
    ACCOUNT = "ACCOUNT"


class Language(models.TextChoices):
    """ISO 639-3."""

    BOKMAL = "nob"
    ENGLISH = "eng"
