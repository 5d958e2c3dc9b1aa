"""The words of the service."""

from django.db import models


class AlertKind(models.TextChoices):
    """What is different from the timetable."""

    NO_SERVICE = "NO_SERVICE"
    STOP_CLOSED = "STOP_CLOSED"
    STOP_MOVED = "STOP_MOVED"
    DETOUR = "DETOUR"
    DELAYS = "DELAYS"
    OTHER = "OTHER", "Something else"
