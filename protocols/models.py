"""The rows that the faces share; a face itself has none and can be deleted without a migration."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from operators.models import ApiToken


class RequestCount(models.Model):
    """How many requests a token sent in one minute, over all processes.

    The table is unlogged: after a crash of the database the counts start again.
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+", db_index=False)
    minute = models.DateTimeField(help_text="Start of the minute, UTC.")
    requests = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "minute"], name="requestcount_once_a_minute"),
            models.CheckConstraint(condition=Q(requests__gt=0), name="requestcount_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.token} {self.minute:%H:%M}: {self.requests}"
