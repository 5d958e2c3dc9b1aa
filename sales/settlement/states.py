"""The words of extra costs."""

from django.db import models


class CostKind(models.TextChoices):
    """What an extra cost is for."""

    DAMAGE = "DAMAGE"
    LOSS = "LOSS"
    STOLEN = "STOLEN"
    EXTRA_USE = "EXTRA_USE"
    REFUND = "REFUND"
    FINE = "FINE"
    OTHER_VEHICLE = "OTHER_VEHICLE", "Another vehicle was used"
    CREDIT = "CREDIT"
    VOUCHER = "VOUCHER"
    DEPOSIT = "DEPOSIT"
    OTHER = "OTHER"


class CostUnit(models.TextChoices):
    """What the quantity of an extra cost counts."""

    LITRE = "LITRE"
    KILOWATT_HOUR = "KILOWATT_HOUR"
    CO2_COMPENSATION = "CO2_COMPENSATION", "CO₂ compensation"
    OTHER = "OTHER"
