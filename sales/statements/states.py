"""What statements are about, and what a commission is counted from."""

from django.db import models


class StatementKind(models.TextChoices):
    """Who the party is, for the seller."""

    OPERATOR = "OPERATOR"
    """It ran what was sold, and is paid its share."""
    PARTNER = "PARTNER"
    """It sold through its channel, and earns a commission."""


class CommissionBase(models.TextChoices):
    """What the percent of a commission is taken of."""

    WITHOUT_VAT = "WITHOUT_VAT", "Price without VAT"
    WITH_VAT = "WITH_VAT", "Price with VAT"
