"""Answers that are given again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

LONGEST_KEY = 255
LONGEST_PATH = 500


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
