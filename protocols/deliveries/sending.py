"""Sending the calls that wait, each booking's in their order, and noting what was answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Q

from operators.tenancy.actors import Actor
from protocols.deliveries.calling import Call, call_partner
from protocols.deliveries.outcomes import note_answer
from protocols.models import CallbackEndpoint, Delivery

Clock = Callable[[], datetime]
LEASE = timedelta(minutes=2)
"""A sender that has not come back by then is dead; longer than a call and a turn can take."""
TURN_SECONDS = 20
"""After that a sender leaves the rest to the next message, so that other work gets its turn."""


def endpoints_due(*, at: datetime, limit: int) -> Sequence[int]:
    """Endpoints with calls that can be sent now, and nobody who is sending to them."""
    due = Delivery.objects.due(at).filter(_is_free(at, "endpoint__claimed_until"))
    return list(due.values_list("endpoint_id", flat=True).distinct()[:limit])


def send_deliveries(
    endpoint_id: int, *, by: Actor, clock: Clock, seconds: float = TURN_SECONDS
) -> int:
    """Send what waits for one endpoint, one call after the other; returns how many were sent.

    One sender at a time for an endpoint, so that a slow partner keeps nobody else waiting. No
    lock is held during a call: it is claimed before, and what it came to is noted afterwards. A
    sender that is killed in between leaves a claim that ends, and the call is sent again under
    the same reference.
    """
    claimed_until = claim_endpoint(endpoint_id, at=clock())
    if claimed_until is None:
        return 0
    sent, began = 0, monotonic()
    try:
        while monotonic() - began < seconds:
            delivery = claim_delivery(endpoint_id, at=clock())
            if delivery is None:
                break
            answer = call_partner(delivery.endpoint, call_of(delivery), at=clock())
            note_answer(delivery, answer, by=by, at=clock())
            sent += 1
    finally:
        _free(endpoint_id, claimed_until)
    return sent


def claim_endpoint(endpoint_id: int, *, at: datetime) -> datetime | None:
    """Until when this process alone sends to an endpoint; None if another one does."""
    until = at + LEASE
    free = CallbackEndpoint.objects.filter(_is_free(at), pk=endpoint_id)
    return until if free.update(claimed_until=until) else None


@transaction.atomic
def claim_delivery(endpoint_id: int, *, at: datetime) -> Delivery | None:
    """Take the next call that is due and count the try; None if there is none."""
    due = Delivery.objects.due(at).filter(endpoint=endpoint_id).lock_free()
    delivery = (
        due.select_related("endpoint__tenant", "endpoint__channel")
        .order_by("next_try_at", "pk")
        .first()
    )
    if delivery is not None:
        delivery.attempts += 1
        delivery.claimed_until = at + LEASE
        delivery.save(update_fields=["attempts", "claimed_until"])
    return delivery


def call_of(delivery: Delivery) -> Call:
    """What is sent for it."""
    return Call(
        reference=delivery.reference,
        address=delivery.address or delivery.endpoint.base_url,
        method=delivery.method,
        path=delivery.path,
        body=delivery.body,
    )


def _free(endpoint_id: int, claimed_until: datetime) -> None:
    """Let others send to it, unless somebody has taken it over meanwhile."""
    mine = CallbackEndpoint.objects.filter(pk=endpoint_id, claimed_until=claimed_until)
    mine.update(claimed_until=None)


def _is_free(at: datetime, column: str = "claimed_until") -> Q:
    return Q((column, None)) | Q((f"{column}__lte", at))
