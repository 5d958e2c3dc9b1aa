"""How the API description shows what is done with a booking."""

from __future__ import annotations

from typing import Any

from protocols.describing import asked
from protocols.tripgo.describing import TRAVELLER, TRAVELLER_HEADER, describe
from protocols.tripgo.forms.schemas import Form, FormRequest
from protocols.tripgo.schemas import Wire
from protocols.tripgo.trips.schemas import RoutingResponse

TAG = "Actions"


class Nothing(Wire):
    """An empty object."""


def _act(name: str, summary: str, *, request: Any = None) -> tuple[Any, Any]:
    """The same thing with GET and with POST."""
    common: dict[str, Any] = {
        "tag": TAG,
        "refusals": (*TRAVELLER, 491),
        "parameters": [TRAVELLER_HEADER],
    }
    by_get = describe(f"{name}ByGet", summary, {200: Form}, **common)
    by_post = describe(name, summary, {200: Form}, request=FormRequest, **common)
    return by_get, by_post


cancel_by_get, cancel_by_post = _act("cancelBooking", "Cancel a booking")
unlock_by_get, unlock_by_post = _act("unlockVehicle", "Unlock the rented vehicle")
lock_by_get, lock_by_post = _act("lockVehicle", "Lock the rented vehicle and keep it")
end_by_get, end_by_post = _act("endRental", "End a rental")
read_rating = describe(
    "getRatingForm",
    "The form of a rating",
    {200: Form},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER],
)
rate = describe(
    "rateTrip",
    "Rate a trip that is over",
    {200: Nothing},
    tag=TAG,
    request=FormRequest,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER],
    examples=[asked("Five stars", {"input": [{"id": "rate", "value": 5}]})],
)
read_status = describe(
    "getBookingStatus",
    "How a booking stands, as a form",
    {200: Form},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER],
)
read_trip = describe(
    "getTripOfBooking",
    "The trip of a booking as it is now",
    {200: RoutingResponse},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER],
)
