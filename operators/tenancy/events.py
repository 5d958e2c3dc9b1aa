"""What every event row has in common. Event rows are the history and the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.correlation import LONGEST_CORRELATION_ID, current_correlation_id
from operators.tenancy.figures import count_events
from operators.tenancy.scoping import Row, TenantQuerySet


class EventQuerySet(TenantQuerySet[Row]):
    """Events; those that are committed are counted for whoever watches the service."""

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        made = super().bulk_create(objs, *args, **kwargs)
        count_events(made)
        return made


class DomainEvent(models.Model):
    """One fact that happened; written in the transaction of the change and never changed.

    Delivery to partners reads the rows whose `dispatched_at` is empty.
    """

    actor = models.CharField(max_length=LONGEST_ACTOR)
    happened_at = models.DateTimeField(help_text="The moment the change was judged by, UTC.")
    details = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    correlation_id = models.CharField(
        max_length=LONGEST_CORRELATION_ID,
        blank=True,
        default=current_correlation_id,
        db_default="",
        help_text="Of the request or task behind it; empty where there was none.",
    )
    dispatched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["id"], condition=Q(dispatched_at=None), name="%(class)s_to_dispatch"
            ),
            BrinIndex(fields=["happened_at"], name="%(class)s_by_time"),
        ]
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="facts_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["dispatched_at"]),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            count_events([self])
