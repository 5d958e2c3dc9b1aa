"""Calls whose time is over, and those that are kept no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from operators.tenancy.actors import Actor
from protocols.models import Delivery

KEPT = timedelta(days=90)
NEVER_SENT = "It was not sent in time: the partner could not be reached, or is not called."


@transaction.atomic
def give_up_overdue(*, by: Actor, at: datetime, limit: int) -> int:
    """Give up the calls that nobody has answered in time; returns how many. A call that is being
    sent is left to its sender."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    overdue = Delivery.objects.waiting().filter(free, give_up_at__lte=at)
    rows = list(overdue.lock_free().order_by("pk")[:limit])
    for row in rows:
        row.give_up(row.last_error or NEVER_SENT, at=at)
        row.save()
    return len(rows)


def forget_deliveries(*, by: Actor, at: datetime, limit: int) -> int:
    """Clear away calls that ended long ago, since they may hold personal data; returns how many."""
    old = Delivery.objects.filter(ended_at__lt=at - KEPT).order_by("ended_at")
    chosen = list(old.values_list("pk", flat=True)[:limit])
    Delivery.objects.filter(pk__in=chosen).delete()
    return len(chosen)
