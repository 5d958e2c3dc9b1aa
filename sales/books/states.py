"""The life of an accounting period, and what happens to it."""

from django.db import models


class PeriodState(models.TextChoices):
    """An OPEN period takes postings; a CLOSED one never does again."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


class PeriodEventName(models.TextChoices):
    OPENED = "OPENED"
    CLOSED = "CLOSED"
