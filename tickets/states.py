"""The lives of tickets and of the keys that sign their barcodes."""

from datetime import timedelta

from django.db import models

LONGEST_ROTATION = timedelta(seconds=300)
"""No barcode lives longer than this before the next one takes over."""


class TicketState(models.TextChoices):
    """ISSUED waits to be activated; only an ACTIVE ticket may be shown."""

    ISSUED = "ISSUED"
    ACTIVE = "ACTIVE"
    USED = "USED"
    EXPIRED = "EXPIRED"
    VOIDED = "VOIDED"


class KeyState(models.TextChoices):
    """NEXT is published ahead, ACTIVE signs, RETIRED still verifies, REVOKED is refused."""

    NEXT = "NEXT"
    ACTIVE = "ACTIVE"
    RETIRED = "RETIRED"
    REVOKED = "REVOKED"


class Activation(models.TextChoices):
    """When a ticket becomes active: with its sale, or when the traveller says so."""

    AT_ONCE = "AT_ONCE"
    LATER = "LATER"


class ValidityKind(models.TextChoices):
    """How long an active ticket is valid."""

    DURATION = "DURATION"
    CALENDAR_DAY = "CALENDAR_DAY"
    FIXED_DATES = "FIXED_DATES"


class TicketEventName(models.TextChoices):
    ISSUED = "ISSUED"
    ACTIVATED = "ACTIVATED"
    USED = "USED"
    EXPIRED = "EXPIRED"
    VOIDED = "VOIDED"
    VALIDITY_MOVED = "VALIDITY_MOVED"


class KeyEventName(models.TextChoices):
    MADE = "MADE"
    ACTIVATED = "ACTIVATED"
    RETIRED = "RETIRED"
    REVOKED = "REVOKED"
