"""How often programs and strangers came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from operators.models import ApiClient, ApiToken

LONGEST_CLIENT = 64


class RequestCount(models.Model):
    """How many requests a token or a client sent in one minute, over all processes.

    The table is unlogged: after a crash of the database the counts start again.
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, null=True, related_name="+", db_index=False)
    client = models.ForeignKey(
        ApiClient, models.CASCADE, null=True, related_name="+", db_index=False
    )
    minute = models.DateTimeField(help_text="Start of the minute, UTC.")
    requests = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "minute"], name="requestcount_once_a_minute"),
            models.UniqueConstraint(
                fields=["client", "minute"], name="requestcount_once_a_minute_for_a_client"
            ),
            models.CheckConstraint(
                condition=Q(token=None, client__isnull=False) | Q(token__isnull=False, client=None),
                name="requestcount_is_of_one_program",
            ),
            models.CheckConstraint(condition=Q(requests__gt=0), name="requestcount_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.token or self.client} {self.minute:%H:%M}: {self.requests}"


class Limited(models.TextChoices):
    """What is counted of those who sent no token that we know. PERSON: who is logged in."""

    REFUSED = "REFUSED"
    ANONYMOUS = "ANONYMOUS"
    LOGIN = "LOGIN"
    LOGIN_NAME = "LOGIN_NAME"
    PERSON = "PERSON"


class ClientCount(models.Model):
    """How often one client did something in a period, over all processes.

    The client is a keyed hash of its address, or of the username that it tried, since both are
    personal data. The table is unlogged, like that of the request counts.
    """

    kind = models.CharField(max_length=10, choices=Limited)
    client = models.CharField(max_length=LONGEST_CLIENT)
    since = models.DateTimeField(help_text="Start of the period, UTC.")
    requests = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "kind", "since"], name="clientcount_once_a_period"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Limited.values), name="clientcount_kind_is_known"
            ),
        ]
        indexes = [models.Index(fields=["since"], name="clientcount_by_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.since:%H:%M}: {self.requests}"
