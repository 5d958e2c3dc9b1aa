"""The life of one version of a feed, and the words of its rows."""

from django.db import models


class FeedVersionState(models.TextChoices):
    """IMPORTING while rows are loaded; one version of a feed at a time is IN_FORCE.

    CHECKED is the end of a dry run: its report is kept, its rows are not.
    """

    IMPORTING = "IMPORTING"
    IN_FORCE = "IN_FORCE"
    REPLACED = "REPLACED"
    CHECKED = "CHECKED"
    REFUSED = "REFUSED"


class TransferKind(models.IntegerChoices):
    """How riders change from one stop to another (GTFS transfer_type)."""

    RECOMMENDED = 0
    TIMED = 1, "Timed: the other vehicle waits"
    MINIMUM_TIME = 2, "Takes a minimum time"
    IMPOSSIBLE = 3, "Not possible"
