"""How the API description shows the operations of TOMP 1.1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from protocols.tomp.v1_1 import examples, schemas
from protocols.tomp.v1_1.requests import (
    BookingOperationRequest,
    BookingRequest,
    LegEventRequest,
    PlanningRequest,
)
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
    429: "Too many requests; the header Retry-After says how long to wait.",
    503: "No key to sign tickets with; the header Retry-After says when to try again.",
}
ALWAYS = (400, 401, 403, 404, 405, 429)

HEADERS = [
    OpenApiParameter(
        "Api", str, OpenApiParameter.HEADER, description="TOMP; required on the bare paths."
    ),
    OpenApiParameter(
        "Api-Version",
        str,
        OpenApiParameter.HEADER,
        description="1.1.3 by default; 1.1.0 for the words of the published document.",
    ),
]
PAGE = [
    OpenApiParameter("offset", int, description="How many rows to leave out; 0 by default."),
    OpenApiParameter("limit", int, description="How many rows to send at most."),
]


def _describe(
    operation: str,
    summary: str,
    answer: Any,
    *,
    status: int = 200,
    refusals: Sequence[int] = (),
    parameters: Sequence[OpenApiParameter] = (),
    public: bool = False,
    **more: Any,
) -> Any:
    told = ALWAYS if not public else (400, 405)
    return extend_schema(
        operation_id=operation,
        summary=summary,
        tags=["TOMP 1.1"],
        parameters=[*HEADERS, *parameters],
        responses={
            status: answer,
            **{
                code: OpenApiResponse(schemas.ErrorSchema, REFUSED[code])
                for code in sorted({*told, *refusals})
            },
        },
        auth=[] if public else None,
        **more,
    )


planning_operation = _describe(
    "plan",
    "Plan a trip",
    schemas.PlanningSchema,
    status=201,
    request=PlanningRequest,
    refusals=(403, 413, 415),
    parameters=[
        OpenApiParameter(
            "booking-intent",
            OpenApiTypes.BOOL,
            description="Make offers with ids (the default, but on 1.1.0), or only inform.",
        )
    ],
    examples=examples.PLANNING,
)
create_booking = _describe(
    "book",
    "Book an offer",
    schemas.BookingSchema,
    status=201,
    request=BookingRequest,
    refusals=(403, 409, 410, 413, 415),
    examples=examples.BOOKING,
)
list_bookings = _describe(
    "listBookings",
    "List the bookings in one state",
    schemas.BookingSchema(many=True),
    refusals=(503,),
    parameters=[
        OpenApiParameter("state", str, required=True, enum=sorted(WIRE_BOOKING_STATES)),
        *PAGE,
    ],
)
read_booking_operation = _describe(
    "readBooking", "Read a booking", schemas.BookingSchema, refusals=(503,)
)
booking_operation = _describe(
    "changeBooking",
    "Commit or cancel a booking",
    schemas.BookingSchema,
    request=BookingOperationRequest,
    refusals=(403, 413, 415, 503),
    examples=examples.OPERATION,
)
read_leg_operation = _describe(
    "readLeg",
    "Read a leg and its ticket",
    schemas.LegSchema,
    refusals=(503,),
    examples=examples.LEG,
)
leg_event = _describe(
    "changeLeg",
    "Use a leg",
    schemas.LegSchema,
    request=LegEventRequest,
    refusals=(403, 413, 415, 503),
    examples=examples.LEG_EVENT,
)
read_meta = _describe("readMeta", "What is served here", schemas.MetaSchema(many=True), public=True)
read_information = _describe(
    "readInformation", "Who the operator is", schemas.InformationSchema, refusals=(403,)
)
read_stations = _describe(
    "readStations", "The stops", schemas.StationSchema(many=True), parameters=PAGE
)
