"""Calls to callers of this format: PATCH at the agreed address, below it the id of the booking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bookings.models import Booking, BookingEvent, Leg
from operators.tenancy.actors import Actor, ActorKind
from operators.tenancy.models import TokenRole
from protocols.deliveries.renderers import Message
from protocols.maas_tsp.bookings.mapping import booking_to_wire
from protocols.maas_tsp.bookings.standing import Told, read_told, standing_of
from protocols.maas_tsp.errors import NotThere
from protocols.maas_tsp.states import WEBHOOK_STATES, WireState
from protocols.maas_tsp.webhooks.news import carried, is_told_by_another, state_after
from protocols.models import CallbackEndpoint, CallMethod
from sales.models import ChannelToken

FIRST_RELEASE = "10"
"""The one whose callers know no `reason`."""
NOT_TOLD = ("tspProduct", "token", "error")
"""A product never changes; what shows or opens a ticket dies sooner than a call that waits, so the
caller reads it."""
LONGEST_REASON = 256
TRIED = "test"
"""The id of no booking: references are longer."""


class MaasTspRenderer:
    """What a caller implements of this format: one address that takes changes of bookings."""

    tells_all = True

    @property
    def versions(self) -> Sequence[str]:
        """The releases of the schemas that callers check with."""
        return sorted(WEBHOOK_STATES, key=int, reverse=True)

    def messages(self, event: BookingEvent, *, version: str, at: datetime) -> Sequence[Message]:
        """PATCH {tspId}; none for what a request of the caller's own did, since its answer has told
        it, and for states that its release cannot be told."""
        if is_own_doing(event) or is_told_by_another(event):
            return []
        booking = event.booking
        found = _read(booking, at=at)
        if found is None:
            return []
        now = standing_of(found, at=at)
        after = state_after(event, now, legs=booking.legs.count())
        state = carried(after, version) if after else None
        if state is None:
            return []
        told = booking_to_wire(found, at=at)
        body = {name: value for name, value in told.items() if name not in NOT_TOLD}
        body |= {"state": state.value, **_reason(event, state, version)}
        return [Message(CallMethod.PATCH, booking.reference, body)]

    def progress(self, leg: Leg, *, version: str, at: datetime) -> Message | None:
        """Where a rented vehicle is has no word."""
        return None

    def question(self, leg: Leg, question: str, *, type_id: str, version: str) -> Message | None:
        """The format knows no questions."""
        return None

    def trial(self, *, version: str) -> Message:
        """PATCH test, about a booking that no caller has: 404 is a good answer to it."""
        body = {"tspId": TRIED, "state": WireState.RESERVED.value}
        return Message(CallMethod.PATCH, TRIED, body)

    def headers(self, endpoint: CallbackEndpoint) -> Mapping[str, str]:
        """None of its own; the endpoint has the token and the header that brings it."""
        return {}


def _read(booking: Booking, *, at: datetime) -> Told | None:
    """The booking as it is now; None for one that this format has no words for."""
    try:
        return read_told(booking.reference, channel_id=booking.channel_id, at=at)
    except NotThere:
        return None


def is_own_doing(event: BookingEvent) -> bool:
    """Whether the caller itself has asked for it: with a key of this format for its channel. What
    the traveller does at a page of ours is news."""
    if not event.actor.startswith(f"{ActorKind.PARTNER}:"):
        return False
    keys = ChannelToken.objects.filter(
        channel=event.booking.channel_id, token__roles__contains=[TokenRole.MAAS_TSP]
    )
    names = keys.values_list("token__name", flat=True)
    return event.actor in {str(Actor.partner(one)) for one in names}


def _reason(event: BookingEvent, state: WireState, version: str) -> dict[str, Any]:
    """Why we took something back, where that was noted and the release has a word for it."""
    told = str(event.details.get("reason", ""))[:LONGEST_REASON]
    is_end = state in (WireState.REJECTED, WireState.CANCELLED, WireState.EXPIRED)
    if version == FIRST_RELEASE or not told or not is_end:
        return {}
    return {"reason": {"text": told, "errorCode": event.name}}
