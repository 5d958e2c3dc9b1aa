"""What the descriptions of all operations share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from protocols.tripgo import schemas
from protocols.tripgo.fields import WireRequest

REFUSED = {
    400: "The request is not valid; `error` names every member that is wrong.",
    401: "No key, an unknown or a revoked one.",
    403: "The key has not the role TRIPGO, or bookings are not enabled for it.",
    404: "Nothing under this id that you may see.",
    405: "The path is served, the method is not.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    429: "Too many requests in this minute; Retry-After tells how long to wait.",
    444: "The header userToken is missing.",
    446: "The account is not connected with the provider; `url` leads to the form.",
    447: "The userToken is not known, or no longer valid.",
    460: "The provider no longer accepts the account; `url` begins connecting again.",
    470: "Refused, and nothing was changed; `error` says why.",
    491: "Something does not answer now; Retry-After tells when to try again.",
}
ALWAYS = (400, 401, 403, 404, 405, 429)
BODY = (413, 415)
TRAVELLER = (444, 447, 470)
"""What operations with a traveller may refuse with; 470 since the account may be blocked."""


def describe(
    operation: str,
    summary: str,
    answers: Mapping[int, Any],
    *,
    tag: str = "Bookings",
    refusals: Collection[int] = (),
    because: Mapping[int, str] = {},
    parameters: Sequence[OpenApiParameter | type[WireRequest]] = (),
    examples: Sequence[OpenApiExample] = (),
    **more: Any,
) -> Any:
    """Describe an operation: what it answers, and every status that it may refuse with.
    `because`: a refusal in other words than those of the face."""
    codes = sorted({*ALWAYS, *refusals, *because, *(BODY if "request" in more else ())})
    waits = OpenApiParameter(
        "Retry-After",
        str,
        OpenApiParameter.HEADER,
        description="Seconds to wait.",
        response=[code for code in codes if code in (429, 491)],
        required=True,
    )
    refused = {
        code: OpenApiResponse(schemas.Error, because.get(code, REFUSED[code])) for code in codes
    }
    return extend_schema(
        operation_id=operation,
        summary=summary,
        tags=[tag],
        parameters=[waits, *parameters],
        responses={**answers, **refused},
        examples=list(examples),
        **more,
    )


def query(name: str, description: str, *, kind: Any = str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=description, **more)


def header(name: str, description: str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=description, **more)


TRAVELLER_HEADER = header("userToken", "Of the traveller who is signed in.")
CLIENT_HEADERS = (
    header("X-TripGo-UUID", "Of an app at which nobody is signed in."),
    header("X-TripGo-Device-Id", "Of the device, where there is no X-TripGo-UUID."),
)


def asked(title: str, body: Any) -> OpenApiExample:
    """An example of a request."""
    return OpenApiExample(title, value=body, request_only=True)


def answered(title: str, body: Any, status: int = 200) -> OpenApiExample:
    """An example of an answer."""
    return OpenApiExample(title, value=body, response_only=True, status_codes=[str(status)])
