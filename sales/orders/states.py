"""The lives of orders and their lines, and what happens to customers."""

from django.db import models


class OrderState(models.TextChoices):
    """A DRAFT may change; a CONFIRMED order is paid in full; CANCELLED ones never were sold."""

    DRAFT = "DRAFT"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class LineState(models.TextChoices):
    DRAFT = "DRAFT"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class FeeType(models.TextChoices):
    """Why a fee is taken, in Entur's words."""

    REFUNDING = "REFUNDING"


class CustomerEventName(models.TextChoices):
    BLOCKED = "BLOCKED"
    UNBLOCKED = "UNBLOCKED"


class OrderEventName(models.TextChoices):
    CREATED = "CREATED"
    REOPENED = "REOPENED"
    CONFIRMED = "CONFIRMED"
    PAID = "PAID"
    CREDITED = "CREDITED"
    LINES_CANCELLED = "LINES_CANCELLED"
    EXTRA_COST_CLAIMED = "EXTRA_COST_CLAIMED"
    CANCELLED = "CANCELLED"
