"""How the API description shows the operations of TOMP 1.1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from protocols.tomp.meta import MAX_PAGE_SIZE, STATIONS_PAGE_SIZE
from protocols.tomp.v1_1 import examples, requests, schemas
from protocols.tomp.v1_1.examples import answered, asked
from protocols.tomp.v1_1.words import WIRE_BOOKING_STATES

REFUSED = {
    400: "The request is not valid: missing or wrong members, headers, paging, or a stop or ticket "
    "form that is not known.",
    401: "No token, or an unknown or revoked one.",
    403: "The token has not the role TOMP; or it is not possible in this state, by the product's "
    "rules, or with what is on sale.",
    404: "Nothing under this id that this channel may see.",
    405: "The path is served, the method is not.",
    409: "The offer was booked already.",
    410: "The offer lapsed; plan again.",
    413: "The body is larger than one MiB.",
    415: "The body is not application/json.",
    429: "Too many requests in this minute.",
    503: "No key to sign tickets with; the administrator of the tenant has to activate one.",
}
ALWAYS = (400, 401, 403, 404, 405, 429)
PUBLIC = (400, 405)
BODY = (413, 415)


def _header(
    name: str, description: str, *, response: Sequence[int] = (), required: bool = False
) -> OpenApiParameter:
    return OpenApiParameter(
        name,
        str,
        OpenApiParameter.HEADER,
        description=description,
        response=list(response) or False,
        required=required,
    )


def _headers(codes: Iterable[int]) -> list[OpenApiParameter]:
    """What every request may carry, and what the answers of these statuses carry."""
    told = sorted(codes)
    waits = [code for code in told if code in (429, 503)]
    return [
        _header("Api", "TOMP; required on the bare paths."),
        _header("Api-Version", "1.1.3 by default; 1.1.0 for the words of the published document."),
        _header("Content-Language", "Language of the texts.", response=told, required=True),
        *[_header("Retry-After", "Seconds to wait.", response=waits)] * bool(waits),
    ]


EXPIRES = _header("Expires", "HTTP-date: until then COMMIT is possible.", response=[201])
KEPT = _header("Cache-Control", "private, with the seconds that the barcode lives.", response=[200])
ETAG = _header("ETag", "Of the body.", response=[200])
IF_NONE_MATCH = _header("If-None-Match", "The ETag of the body that is there; else 304.")


def _page(largest: int) -> list[OpenApiParameter]:
    return [
        OpenApiParameter("offset", int, description="Rows to leave out; 0 by default."),
        OpenApiParameter(
            "limit", int, description=f"Rows to send: at most {largest}, the default."
        ),
    ]


def _describe(
    operation: str,
    summary: str,
    answer: Any,
    *,
    status: int = 200,
    also: Mapping[int, str] = MappingProxyType({}),
    refusals: Sequence[int] = (),
    parameters: Sequence[OpenApiParameter] = (),
    public: bool = False,
    **more: Any,
) -> Any:
    codes = {*(PUBLIC if public else ALWAYS), *refusals}
    auth: Any = [{}] if public else None
    bare = {code: OpenApiResponse(description=text) for code, text in also.items()}
    refused = {code: OpenApiResponse(schemas.Error, REFUSED[code]) for code in sorted(codes)}
    return extend_schema(
        operation_id=operation,
        summary=summary,
        tags=["TOMP 1.1"],
        parameters=[*_headers({status, *codes}), *parameters],
        responses={status: answer, **bare, **refused},
        auth=auth,
        **more,
    )


planning_operation = _describe(
    "plan",
    "Plan a trip",
    schemas.Planning,
    status=201,
    request=requests.PlanningRequest,
    refusals=BODY,
    parameters=[
        OpenApiParameter(
            "booking-intent",
            OpenApiTypes.BOOL,
            description="Make offers with ids (the default, but on 1.1.0), or only inform.",
        )
    ],
    examples=[
        asked("One traveller", examples.PLANNING_REQUEST),
        answered("One option", examples.PLANNING, 201),
    ],
)
create_booking = _describe(
    "book",
    "Book an option",
    schemas.Booking,
    status=201,
    request=requests.BookingRequest,
    refusals=(409, 410, *BODY),
    parameters=[EXPIRES],
    examples=[
        asked("An option", examples.BOOKING_REQUEST),
        answered("Held", examples.HELD, 201),
    ],
)
list_bookings = _describe(
    "listBookings",
    "List the bookings in one state",
    schemas.Booking(many=True),
    parameters=[
        OpenApiParameter("state", str, required=True, enum=sorted(WIRE_BOOKING_STATES)),
        *_page(MAX_PAGE_SIZE),
    ],
    examples=[answered("Committed ones", examples.SOLD)],
)
read_booking_operation = _describe(
    "readBooking",
    "Read a booking",
    schemas.Booking,
    parameters=[KEPT],
    examples=[answered("Committed, to be activated later", examples.SOLD)],
)
booking_operation = _describe(
    "changeBooking",
    "Commit or cancel a booking",
    schemas.Booking,
    request=requests.BookingOperationRequest,
    refusals=(*BODY, 503),
    parameters=[KEPT],
    examples=[
        asked("Commit", examples.COMMIT_REQUEST),
        asked("Cancel", examples.CANCEL_REQUEST),
        answered("Committed, active at once", examples.SOLD_AND_ACTIVE),
        answered("Committed, to be activated later", examples.SOLD),
        answered("Cancelled", examples.TAKEN_BACK),
        answered("Committed too late", examples.EXPIRED, 403),
    ],
)
read_leg_operation = _describe(
    "readLeg",
    "Read a leg and its ticket",
    schemas.Leg,
    also={304: "The body with that ETag is still the right one; Cache-Control is new."},
    refusals=(503,),
    parameters=[KEPT, ETAG, IF_NONE_MATCH],
    examples=[
        answered("In use", examples.LEG_IN_USE),
        answered("To be activated", examples.WAITING_LEG),
    ],
)
leg_event = _describe(
    "changeLeg",
    "Use a leg",
    schemas.Leg,
    request=requests.LegEventRequest,
    refusals=(*BODY, 503),
    parameters=[KEPT],
    examples=[
        asked("Activate", examples.LEG_EVENT_REQUEST),
        answered("In use", examples.LEG_IN_USE),
    ],
)
read_meta = _describe(
    "readMeta",
    "What is served here",
    schemas.EndpointImplementation(many=True),
    public=True,
    examples=[answered("Some of it", examples.META)],
)
read_information = _describe(
    "readInformation",
    "Who the operator is",
    schemas.SystemInformation,
    examples=[answered("An operator", examples.INFORMATION)],
)
read_stations = _describe(
    "readStations",
    "The stops",
    schemas.StationInformation(many=True),
    parameters=_page(STATIONS_PAGE_SIZE),
    examples=[answered("A stop", examples.STATION)],
)
