"""The life of a cash settlement, and what happens to it."""

from datetime import timedelta

from django.db import models

LONGEST_SETTLEMENT = timedelta(hours=24)
"""A settlement is closed within the day after it was opened."""


class SettlementState(models.TextChoices):
    """Money can be told to an OPEN settlement; a CLOSED one stays as it is."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


class SettlementEventName(models.TextChoices):
    OPENED = "OPENED"
    CLOSED = "CLOSED"
