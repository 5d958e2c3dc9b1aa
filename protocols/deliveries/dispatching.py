"""From events to the calls that tell of them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection, transaction

from bookings.models import Booking, BookingEvent
from operators.tenancy.sweeps import MOST_BATCHES
from protocols.deliveries.renderers import RENDERERS, Message
from protocols.models import CallbackEndpoint, Delivery

log = structlog.get_logger(__name__)
TURN = int.from_bytes(hashlib.sha256(b"deliveries").digest()[:8], signed=True)


def dispatch_events(*, at: datetime, limit: int) -> int:
    """Write down the calls that new events ask for; returns how many events were seen to.

    Events are read in the order in which they happened, by one process at a time, so that calls
    about one booking are in that order as well. An event that cannot be told, which is a fault of
    ours, holds up the later ones of its booking and no other.
    """
    seen, last, stuck = 0, 0, set[int]()
    for _ in range(MOST_BATCHES):
        events, told = _dispatch_batch(after=last, stuck=stuck, at=at, limit=limit)
        seen += told
        if len(events) < limit:
            break
        last = events[-1].pk
    return seen


@transaction.atomic
def _dispatch_batch(
    *, after: int, stuck: set[int], at: datetime, limit: int
) -> tuple[Sequence[BookingEvent], int]:
    """The events of a batch and how many were seen to; bookings that could not be told of are
    added to `stuck`."""
    if not take_turn():
        return [], 0
    events = list(
        BookingEvent.objects.filter(dispatched_at=None, pk__gt=after)
        .select_related("booking__subscription", "leg")
        .order_by("pk")[:limit]
    )
    endpoints = endpoints_of(event.booking for event in events)
    deliveries: list[Delivery] = []
    told: list[int] = []
    for event in events:
        if event.booking_id in stuck:
            continue
        calls = _calls(event, endpoints[event.booking.channel_id], at=at)
        if calls is None:
            stuck.add(event.booking_id)
            continue
        deliveries += calls
        told.append(event.pk)
    Delivery.objects.bulk_create(deliveries)
    BookingEvent.objects.filter(pk__in=told).update(dispatched_at=at)
    return events, len(told)


def take_turn() -> bool:
    """Whether this transaction is the one that writes calls down; it is until it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [TURN])
        return bool(cursor.fetchone()[0])


def endpoints_of(bookings: Iterable[Booking]) -> Mapping[int, Sequence[CallbackEndpoint]]:
    """The endpoints in use of the channels of bookings, in formats that are here."""
    channels = {booking.channel_id for booking in bookings}
    found: dict[int, list[CallbackEndpoint]] = defaultdict(list)
    known = CallbackEndpoint.objects.in_use().filter(channel__in=channels, face__in=RENDERERS)
    for endpoint in known.order_by("pk"):
        found[endpoint.channel_id].append(endpoint)
    return found


def address_of(booking: Booking, endpoint: CallbackEndpoint, *, since: datetime) -> str | None:
    """Where the partner wants to hear of what happened to a booking at that moment: an address of
    the booking's own, or "" for the agreed one. None if it does not want to hear of it.

    A format without words for either is told of everything, at the agreed address.
    """
    if RENDERERS[endpoint.face].tells_all:
        return "" if endpoint.base_url else None
    subscription = getattr(booking, "subscription", None)
    if subscription and subscription.subscribed_at > since:
        subscription = None
    own = (subscription.address if subscription else "") or booking.callback_address
    if own:
        return own
    is_wanted = endpoint.tells_all or subscription is not None
    return "" if is_wanted and endpoint.base_url else None


def delivery_of(
    booking: Booking,
    endpoint: CallbackEndpoint,
    message: Message,
    *,
    address: str,
    event: BookingEvent | None,
    at: datetime,
) -> Delivery:
    """A call that waits, not stored yet."""
    return Delivery(
        tenant_id=booking.tenant_id,
        endpoint=endpoint,
        booking=booking,
        event=event,
        topic=message.topic,
        address=address,
        method=message.method,
        path=message.path,
        body=message.body,
        next_try_at=at,
        give_up_at=at + timedelta(days=settings.CALLBACK_DAYS),
        created_at=at,
    )


def _calls(
    event: BookingEvent, endpoints: Sequence[CallbackEndpoint], *, at: datetime
) -> list[Delivery] | None:
    """The calls that tell of an event; None if they could not be written."""
    calls = []
    for endpoint in endpoints:
        address = address_of(event.booking, endpoint, since=event.happened_at)
        if address is None:
            continue
        messages = _rendered(event, endpoint, at=at)
        if messages is None:
            return None
        calls += [
            delivery_of(event.booking, endpoint, message, address=address, event=event, at=at)
            for message in messages
        ]
    return calls


def _rendered(
    event: BookingEvent, endpoint: CallbackEndpoint, *, at: datetime
) -> Sequence[Message] | None:
    renderer = RENDERERS[endpoint.face]
    try:
        with transaction.atomic():
            return renderer.messages(event, version=endpoint.version, at=at)
    except Exception:
        # One booking that cannot be told of must not silence all others; it is tried again.
        log.exception("event_not_told", id=event.pk, endpoint=endpoint.pk)
        got_request_exception.send(sender=type(renderer))
        return None
