"""What the answer to a call means for it, and for the others that wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction

from bookings.actions.subscriptions import end_subscription
from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import store_state
from protocols.deliveries.calling import Answer
from protocols.deliveries.figures import count_call
from protocols.models import CallbackEndpoint, Delivery, DeliveryAttempt, DeliveryState

WAITS = [timedelta(seconds=10), timedelta(seconds=30)] + [
    timedelta(minutes=minutes) for minutes in (1, 5, 15)
]
LONGEST_WAIT = timedelta(hours=1)
LONGEST_REST = timedelta(minutes=5)
"""A partner that is back hears of it within this time."""
LONGEST_PATIENCE = timedelta(days=1)
"""A longer Retry-After is not believed."""
DOWN = 3
"""Failures in a row after which everything that waits is due once the partner answers again."""
MOST_REFUSALS = 6
"""A call that was refused so often, in 22 minutes, is given up: the next one may be welcome."""
GONE = "The partner answered 410: it wants no more calls."


@transaction.atomic
def note_answer(delivery: Delivery, answer: Answer, *, by: Actor, at: datetime) -> Delivery:
    """Store what a try came to.

    2xx ends the call. 410 ends all that wait for the address. Anything else is tried again after
    10 and 30 seconds, 1, 5 and 15 minutes, then hourly, or when the partner asks for it, until
    its time is over; a refusal is no outage, and six of them are enough. A call that was given up
    during the try stays so.
    """
    # The endpoint before its calls: whoever ends all of them takes the locks in this order.
    endpoint = CallbackEndpoint.objects.lock(delivery.endpoint)
    number = delivery.attempts
    delivery = Delivery.objects.lock(delivery)
    _keep_try(delivery, number, answer, at=at)
    if not delivery.address:
        _note_endpoint(endpoint, answer, at=at)
    if delivery.state != DeliveryState.WAITING:
        return delivery
    delivery.last_status, delivery.last_error = answer.status, answer.error
    if answer.is_good:
        delivery.deliver(at=at)
    elif answer.is_gone:
        _end_address(delivery, endpoint, by=by, at=at)
        delivery.cancel(GONE, at=at)
    else:
        _try_again(delivery, answer, tries=number, at=at)
    delivery.save()
    count_call(endpoint.face, answer)
    return delivery


def _try_again(delivery: Delivery, answer: Answer, *, tries: int, at: datetime) -> None:
    """Later, or not at all any more."""
    delivery.refusals += answer.is_refusal
    if at >= delivery.give_up_at or delivery.refusals >= MOST_REFUSALS:
        delivery.give_up(answer.error, at=at)
        return
    wait = wait_after(delivery.refusals if answer.is_refusal else tries)
    next_at = at + max(wait, _patience(answer))
    delivery.note_failure(next_at=min(next_at, delivery.give_up_at))


def wait_after(tries: int) -> timedelta:
    """How long a call waits after so many tries."""
    return WAITS[tries - 1] if tries <= len(WAITS) else LONGEST_WAIT


def _patience(answer: Answer) -> timedelta:
    return min(answer.retry_after or timedelta(0), LONGEST_PATIENCE)


def _keep_try(delivery: Delivery, number: int, answer: Answer, *, at: datetime) -> None:
    DeliveryAttempt.objects.create(
        delivery=delivery,
        number=number,
        tried_at=at,
        milliseconds=answer.milliseconds,
        status=answer.status,
        error=answer.error,
    )


def _note_endpoint(endpoint: CallbackEndpoint, answer: Answer, *, at: datetime) -> None:
    if answer.is_down:
        rest = min(wait_after(endpoint.failures + 1), LONGEST_REST)
        endpoint.note_failure(until=at + max(rest, _patience(answer)))
    else:
        if endpoint.failures >= DOWN:
            Delivery.objects.waiting().filter(endpoint=endpoint).update(next_try_at=at)
        endpoint.note_answer()
    endpoint.save(update_fields=["failures", "rests_until"])


def _end_address(
    delivery: Delivery, endpoint: CallbackEndpoint, *, by: Actor, at: datetime
) -> None:
    """Cancel what waits for an address that wants no more calls, and write no more for it."""
    others = Delivery.objects.waiting().filter(endpoint=endpoint, address=delivery.address)
    if delivery.address:
        others = others.filter(booking=delivery.booking_id)
        end_subscription(delivery.booking, by=by, at=at)
    else:
        endpoint.note_gone(at=at)
        endpoint.save(update_fields=["gone_at"])
    cancel_all(others.exclude(pk=delivery.pk), GONE, at=at)


def cancel_all(deliveries: models.QuerySet[Delivery], reason: str, *, at: datetime) -> int:
    """Cancel calls that nobody wants any more; returns how many."""
    rows = list(deliveries.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for row in rows:
        row.cancel(reason, at=at)
    store_state(rows, ["state", "last_error", "ended_at", "next_try_at", "claimed_until"])
    return len(rows)
