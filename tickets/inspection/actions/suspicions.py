"""Settling what was odd."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from tickets.inspection.errors import SuspicionSettled
from tickets.inspection.models import Suspicion


@transaction.atomic
def settle_suspicion(suspicion: Suspicion, *, note: str, by: Actor, at: datetime) -> Suspicion:
    """Note what was found about it. SuspicionSettled if somebody has done so already."""
    suspicion = Suspicion.objects.lock(suspicion)
    if suspicion.settled_at is not None:
        raise SuspicionSettled
    suspicion.settle(by=by, note=note, at=at)
    suspicion.save(update_fields=["settled_at", "settled_by", "note"])
    return suspicion
