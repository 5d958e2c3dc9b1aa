"""What the descriptions of all operations share."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter

from protocols.describing import BUSY, Describing
from protocols.tripgo import schemas

REFUSED = {
    400: "The request is not valid; `error` names every member that is wrong.",
    403: "The key has not the role TRIPGO, or bookings are not enabled for it.",
    444: "The header userToken is missing.",
    446: "The account is not connected with the provider; `url` leads to the form.",
    447: "The userToken is not known, or no longer valid.",
    460: "The provider no longer accepts the account; `url` begins connecting again.",
    470: "Refused, and nothing was changed; `error` says why.",
    491: BUSY,
}
TRAVELLER = (444, 447, 470)
"""What operations with a traveller may refuse with; 470 since the account may be blocked."""

describe = Describing(schemas.Error, REFUSED, tag="Bookings", waits=(429, 491)).describe


def header(name: str, description: str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=description, **more)


TRAVELLER_HEADER = header("userToken", "Of the traveller who is signed in.")
CLIENT_HEADERS = (
    header("X-TripGo-UUID", "Of an app at which nobody is signed in."),
    header("X-TripGo-Device-Id", "Of the device, where there is no X-TripGo-UUID."),
)
