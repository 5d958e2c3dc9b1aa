"""Trips that were told to somebody: kept for as long as they can be asked for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Cast

from bookings.models import Purchase
from operators.tenancy.errors import DomainError
from protocols.models import KeptTrip
from sales.models import SalesChannel

KEEP = timedelta(days=1)
"""After the end of a trip, or after it was told, if that was later."""
KEEP_BOUGHT = timedelta(days=180)
"""The same where something of it was bought: its traveller may look back."""
A_MOMENT = timedelta(seconds=1)
OF_TRIP = Purchase.objects.annotate(of_trip=Cast(OuterRef("reference"), models.CharField())).filter(
    channel=OuterRef("channel"), external_reference=F("of_trip")
)
"""Purchases name the trip by its reference."""


class TripUnknown(DomainError):
    """This trip is not known here, or it is over; plan it again."""


def keep_trips(
    channel: SalesChannel,
    trips: Sequence[tuple[Mapping[str, Any], datetime]],
    *,
    face: str,
    at: datetime,
) -> list[KeptTrip]:
    """Keep what is told of each trip, with the moment when it ends; in their order, one query.

    The facts must be fit for JSON. A trip that is over by now is kept a day as well.
    """
    return KeptTrip.objects.bulk_create(
        KeptTrip(
            tenant_id=channel.tenant_id,
            channel=channel,
            face=face,
            facts=dict(facts),
            kept_at=at,
            ends_at=max(ends_at, at + A_MOMENT),
            kept_until=max(ends_at, at + A_MOMENT) + KEEP,
        )
        for facts, ends_at in trips
    )


def find_kept_trip(channel: SalesChannel, reference: str, *, face: str) -> KeptTrip:
    """The trip of that reference that was told to this channel; one query. TripUnknown, also for
    what is no UUID."""
    try:
        known = uuid.UUID(reference)
    except ValueError:
        raise TripUnknown from None
    trip = KeptTrip.objects.filter(channel=channel, face=face, reference=known).first()
    if trip is None:
        raise TripUnknown
    trip.channel = channel
    return trip


@transaction.atomic
def forget_trips(*, at: datetime, limit: int = 10_000) -> int:
    """Delete one batch of trips that ended a day ago, those of which something was bought half a
    year after their end; returns how many."""
    due = KeptTrip.objects.filter(kept_until__lte=at).order_by("kept_until")
    batch = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
    bought = KeptTrip.objects.filter(pk__in=batch, ends_at__gt=at - KEEP_BOUGHT)
    for trip in bought.filter(Exists(OF_TRIP)):
        batch.remove(trip.pk)
        trip.kept_until = trip.ends_at + KEEP_BOUGHT
        trip.save(update_fields=["kept_until"])
    deleted, _ = KeptTrip.objects.filter(pk__in=batch).delete()
    return deleted
