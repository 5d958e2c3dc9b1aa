"""What an app may be allowed, and what it shows."""

from django.db import models


class GrantScope(models.TextChoices):
    """What a traveller allows an app; the words are those of the wire (RFC 6749 §3.3)."""

    BOOKINGS = "bookings", "Book and cancel in the traveller's name"
    PROFILE = "profile", "Read the traveller's name and e-mail address"


class GrantTokenKind(models.TextChoices):
    """An access token opens the account for an hour; a refresh token buys the next pair, once."""

    ACCESS = "ACCESS"
    REFRESH = "REFRESH"
