"""The words of suppliers."""

from django.db import models


class SupplierKind(models.TextChoices):
    """Which language a supplier speaks."""

    TOMP = "TOMP"


class SupplierVersion(models.TextChoices):
    """The version that it is spoken to in."""

    TOMP_1_1 = "1.1.3"
    TOMP_1_6 = "1.6.1"


class TokenHeader(models.TextChoices):
    """Where it wants to read our token."""

    BEARER = "BEARER", "Authorization: Bearer"
    ACCESS_TOKEN = "ACCESS_TOKEN", "X-Access-Token"  # the name of a header
