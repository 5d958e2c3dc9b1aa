"""The life of an export, and how often a schedule asks for one."""

from datetime import timedelta

from django.db import models

from sales.exports.wishes import Format

FORMATS = [(one.value, one.value.replace("_", " ")) for one in Format]
KEPT_FOR = timedelta(days=30)
"""So long a file can be downloaded."""
MOST_ATTEMPTS = 3
"""An export that a worker died of so often is not tried again."""
MOST_OPEN = 50
"""So many exports of a tenant can wait or run at once."""


class ExportState(models.TextChoices):
    """Only a READY export has a file, and that one is whole."""

    REQUESTED = "REQUESTED"
    RUNNING = "RUNNING"
    READY = "READY"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


OPEN = (ExportState.REQUESTED, ExportState.RUNNING)


class ExportEventName(models.TextChoices):
    """What happened to an export."""

    REQUESTED = "REQUESTED"
    STARTED = "STARTED"
    READY = "READY"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    DOWNLOADED = "DOWNLOADED"


class Rhythm(models.TextChoices):
    """The spans of days that a schedule exports, one after the other."""

    DAY = "DAY", "Every day"
    WEEK = "WEEK", "Every week, Monday to Sunday"
    MONTH = "MONTH", "Every month"
