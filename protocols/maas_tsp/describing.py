"""What the descriptions of all operations share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from protocols.maas_tsp import schemas
from protocols.maas_tsp.fields import WireRequest

REFUSED = {
    400: "The request is not valid; errors name every member that is wrong.",
    401: "No key, an unknown or a revoked one.",
    403: "Not possible now, or the key has not the role MAAS_TSP; nothing was changed.",
    404: "Nothing under this id that you may see.",
    405: "The path is served, the method is not.",
    409: "Booked already, or no longer to be had; nothing was changed.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    429: "Too many requests in this minute; Retry-After tells how long to wait.",
    503: "Something does not answer now; Retry-After tells when to try again.",
}
ALWAYS = (400, 401, 403, 404, 405, 429)
BODY = (413, 415)


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
        response=[code for code in codes if code in (429, 503)],
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


def asked(title: str, body: Any) -> OpenApiExample:
    """An example of a request."""
    return OpenApiExample(title, value=body, request_only=True)


def answered(title: str, body: Any, status: int = 200) -> OpenApiExample:
    """An example of an answer."""
    return OpenApiExample(title, value=body, response_only=True, status_codes=[str(status)])
