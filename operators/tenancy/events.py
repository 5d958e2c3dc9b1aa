"""What every event row has in common. Event rows are the history and the outbox."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from operators.tenancy.actors import LONGEST_ACTOR


class DomainEvent(models.Model):
    """One fact that happened; written in the transaction of the change and never changed.

    Delivery to partners reads the rows whose `dispatched_at` is empty.
    """

    actor = models.CharField(max_length=LONGEST_ACTOR)
    happened_at = models.DateTimeField(help_text="The moment the change was judged by, UTC.")
    details = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    dispatched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["id"], condition=Q(dispatched_at=None), name="%(class)s_to_dispatch"
            ),
            BrinIndex(fields=["happened_at"], name="%(class)s_by_time"),
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="facts_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["dispatched_at"]),
            ),
        ]
