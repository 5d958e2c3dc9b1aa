"""The life of a cash settlement, and what happens to it."""

from datetime import timedelta

from django.db import models

LONGEST_SETTLEMENT = timedelta(hours=24)
"""A settlement is closed within the day after it was opened."""


class SettlementState(models.TextChoices):
    """Money can be told to an OPEN settlement; a CLOSED one stays as it is."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


class MovementKind(models.TextChoices):
    """Why money moved at a point of sale."""

    FLOAT = "FLOAT", "Opening float"
    """What lies in the drawer when the settlement is opened."""
    TAKEN = "TAKEN", "Taken"
    GIVEN = "GIVEN", "Given back"
    DEPOSIT_IN = "DEPOSIT_IN", "Put in"
    DEPOSIT_OUT = "DEPOSIT_OUT", "Taken out"
    """Cash that came from, or went to, another place of the same company."""
    DIFFERENCE = "DIFFERENCE", "Difference"
    """What was counted, less what should have been there."""


SIGNS = {
    MovementKind.TAKEN: 1,
    MovementKind.GIVEN: -1,
    MovementKind.DEPOSIT_IN: 1,
    MovementKind.DEPOSIT_OUT: -1,
}
"""Whether money came or went; differences, and what they leave for the next day, may be either."""
OF_THE_DRAWER = [
    MovementKind.FLOAT, MovementKind.DEPOSIT_IN, MovementKind.DEPOSIT_OUT, MovementKind.DIFFERENCE,
]  # fmt: skip
"""Movements of cash that no payment or credit is behind."""
CASH = "CASH"
"""The type of what lies in a drawer, as payments call it."""


class SettlementEventName(models.TextChoices):
    OPENED = "OPENED"
    CLOSED = "CLOSED"
