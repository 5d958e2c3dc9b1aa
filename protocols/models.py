"""The rows that the faces share; a face itself has none and can be deleted without a migration."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from operators.models import ApiClient, ApiToken

LONGEST_CLIENT = 64
LONGEST_KEY = 255
LONGEST_PATH = 500


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
    """What is counted of those who sent no token that we know."""

    REFUSED = "REFUSED"
    ANONYMOUS = "ANONYMOUS"
    LOGIN = "LOGIN"
    LOGIN_NAME = "LOGIN_NAME"


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


class CallerKind(models.TextChoices):
    """What an idempotency key belongs to: an API token, or a client with an access token."""

    TOKEN = "TOKEN"  # noqa: S105 - the name of a kind
    CLIENT = "CLIENT"


class IdempotentRequest(models.Model):
    """A request with an idempotency key, and its answer, which a repetition gets again.

    Written in the transaction of its effect and kept for a day. Only the caller whose key it is
    gets the answer; nobody reads it in the admin, since it may hold personal data.
    """

    caller_kind = models.CharField(max_length=10, choices=CallerKind)
    caller_id = models.PositiveBigIntegerField(help_text="Of the token or client.")
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=LONGEST_PATH)
    key = models.CharField(max_length=LONGEST_KEY)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of what was asked for.")
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["caller_id", "key", "method", "path", "caller_kind"],
                name="idempotentrequest_once_per_key",
            ),
            models.CheckConstraint(
                condition=Q(caller_kind__in=CallerKind.values),
                name="idempotentrequest_caller_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(fingerprint__length=64), name="idempotentrequest_fingerprint_is_sha256"
            ),
            models.CheckConstraint(
                condition=Q(status__range=(200, 499)), name="idempotentrequest_answer_is_final"
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotentrequest_by_age")]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.key}"
