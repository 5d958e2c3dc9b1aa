"""The lives of payments and credits, and the words for kinds of money."""

from django.db import models


class PaymentState(models.TextChoices):
    CREATED = "CREATED"
    CAPTURED = "CAPTURED"
    CREDITED = "CREDITED"


class CreditState(models.TextChoices):
    CREATED = "CREATED"
    CREDITED = "CREDITED"


class PaymentType(models.TextChoices):
    ON_ACCOUNT = "ON_ACCOUNT"


class PaymentGroup(models.TextChoices):
    INVOICE = "INVOICE"
