"""What each event of a booking makes of its state; the table is total, and a test says so.

A call tells the state as the event left it, so that a caller who was away gets every state it has
missed, in their order; all other members are as they are when the call is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bookings.models import BookingEvent
from bookings.states import BookingEventName, BookingState, LegState
from protocols.maas_tsp.states import WEBHOOK_STATES, Standing, WireState, state_of


@dataclass(frozen=True, slots=True)
class After:
    """What a booking and its leg were after an event; without states, as they are now."""

    booking: BookingState | None = None
    leg: LegState | None = None


AS_NOW = After()
AFTER: Mapping[BookingEventName, After | None] = {
    BookingEventName.HELD: None,
    BookingEventName.EXTENDED: None,
    BookingEventName.CONDITIONALLY_CONFIRMED: After(
        BookingState.CONDITIONAL_CONFIRMED, LegState.NOT_STARTED
    ),
    BookingEventName.CONFIRMED: After(BookingState.CONFIRMED, LegState.NOT_STARTED),
    BookingEventName.REJECTED: After(BookingState.REJECTED, LegState.CANCELLED),
    BookingEventName.RELEASED: After(BookingState.RELEASED, LegState.CANCELLED),
    BookingEventName.EXPIRED: After(BookingState.EXPIRED, LegState.CANCELLED),
    BookingEventName.CANCELLED: After(BookingState.CANCELLED, LegState.CANCELLED),
    BookingEventName.STARTED: After(BookingState.STARTED, LegState.IN_USE),
    BookingEventName.FINISHED: After(BookingState.FINISHED, LegState.FINISHED),
    BookingEventName.LEG_PREPARED: After(BookingState.CONFIRMED, LegState.PREPARING),
    BookingEventName.LEG_STARTED: None,
    BookingEventName.LEG_PAUSED: After(BookingState.STARTED, LegState.PAUSED),
    BookingEventName.LEG_RESUMED: After(BookingState.STARTED, LegState.IN_USE),
    BookingEventName.LEG_FINISHING: After(BookingState.STARTED, LegState.FINISHING),
    BookingEventName.LEG_FINISHED: None,
    BookingEventName.LEG_CANCELLED: None,
    BookingEventName.LEG_CHANGED: AS_NOW,
    BookingEventName.ASSET_ASSIGNED: AS_NOW,
    BookingEventName.DRIVER_DECLINED: AS_NOW,
    BookingEventName.TRUNK_OPENED: None,
    BookingEventName.ANCILLARY_ADDED: AS_NOW,
    BookingEventName.ANCILLARY_REMOVED: AS_NOW,
    BookingEventName.EXTRA_COST_CHARGED: AS_NOW,
    BookingEventName.SUPPLY_CHANGED: AS_NOW,
    BookingEventName.LOCK_BUSY: None,
    BookingEventName.UNLOCKED: None,
    BookingEventName.LOCKED: None,
    BookingEventName.CHANGED: None,
    BookingEventName.SUBSCRIBED: None,
    BookingEventName.UNSUBSCRIBED: None,
    BookingEventName.MESSAGE_SENT: None,
    BookingEventName.MESSAGE_RECEIVED: None,
}
"""None: the format has no word for it, or another event of the same moment tells it."""


def state_after(event: BookingEvent, now: Standing, *, legs: int) -> WireState | None:
    """The state that the event has brought about; None if nothing is to be told.

    What happens to one leg of several is not what happens to the booking.
    """
    after = AFTER[BookingEventName(event.name)]
    if after is None:
        return None
    if after.booking is None or after.leg is None or (event.leg_id and legs > 1):
        return state_of(now)
    return state_of(replace(now, booking=after.booking, leg=after.leg))


TELLS_A_STATE = [name for name, after in AFTER.items() if after is not None and after != AS_NOW]


def is_told_by_another(event: BookingEvent) -> bool:
    """Whether an event of the same moment tells what has changed, together with a state."""
    if AFTER[BookingEventName(event.name)] != AS_NOW:
        return False
    same = BookingEvent.objects.filter(booking=event.booking_id, happened_at=event.happened_at)
    return same.filter(name__in=TELLS_A_STATE).exists()


def carried(state: WireState, release: str) -> WireState | None:
    """The state as a call of this release can tell it, or None if it cannot: the caller reads it.

    That a ride is settled is told by EXPIRED, which its caller answers by fetching the receipt.
    """
    told = WireState.EXPIRED if state == WireState.FINISHED else state
    return told if told in WEBHOOK_STATES[release] else None
