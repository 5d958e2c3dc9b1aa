"""What holds beside the price, as conditions of TOMP; their type is the name of their schema."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bookings.models import Booking
from protocols.tomp.wire import utc
from sales.models import Offer, SalesChannel

PAY_WHEN_FINISHED = {"conditionType": "conditionPayWhenFinished"}


def conditions_of_offer(offer: Offer, *, channel: SalesChannel) -> list[dict[str, Any]]:
    """Whoever books and commits at the last moment is answered by the time told here."""
    last_commit = offer.valid_until + timedelta(seconds=channel.hold_seconds)
    return _postponed(offer.answered_by(last_commit))


def conditions_of_booking(booking: Booking) -> list[dict[str, Any]]:
    """When staff answer a commit at the latest: from then on the booking is over."""
    return _postponed(booking.answer_until or booking.offer.answered_by(booking.held_until))


def _postponed(until: datetime | None) -> list[dict[str, Any]]:
    if until is None:
        return []
    return [{"conditionType": "conditionPostponedCommit", "ultimateResponseTime": utc(until)}]
