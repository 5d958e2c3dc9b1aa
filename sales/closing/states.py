"""The reports of a cash settlement."""

from django.db import models

LAYOUT = 1
"""The shape of the facts; a change of it is the next number."""


class ReportKind(models.TextChoices):
    """An X tells how things stand while the settlement is open; the Z ends it."""

    X = "X"
    Z = "Z"
