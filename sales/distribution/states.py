"""How far the handing out of a ticket has come."""

from django.db import models


class DistributionState(models.TextChoices):
    """DISTRIBUTED: handed out and good still. DISABLED: taken back. EXPIRED: over, or used."""

    CREATED = "CREATED"
    DISTRIBUTED = "DISTRIBUTED"
    DISABLED = "DISABLED"
    EXPIRED = "EXPIRED"
