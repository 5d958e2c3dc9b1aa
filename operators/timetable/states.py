"""The life of one version of a feed."""

from django.db import models


class FeedVersionState(models.TextChoices):
    """IMPORTING while rows are loaded; one version of a feed at a time is IN_FORCE."""

    IMPORTING = "IMPORTING"
    IN_FORCE = "IN_FORCE"
    REPLACED = "REPLACED"
    REFUSED = "REFUSED"
