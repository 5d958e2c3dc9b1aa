"""The fixed words of the catalogue."""

from django.db import models


class ChannelMode(models.TextChoices):
    """SANDBOX sales issue specimen tickets and never reach the books."""

    LIVE = "LIVE"
    SANDBOX = "SANDBOX"


class Cancellation(models.TextChoices):
    """Until when a sold booking can be given back."""

    NEVER = "NEVER"
    UNTIL_ACTIVATION = "UNTIL_ACTIVATION"
    UNTIL_DEPARTURE = "UNTIL_DEPARTURE"


class FareBasis(models.TextChoices):
    """FLAT: one price; ZONES: a price for up to so many zones."""

    FLAT = "FLAT"
    ZONES = "ZONES"
