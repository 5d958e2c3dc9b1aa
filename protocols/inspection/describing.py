"""What the descriptions of all operations share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from protocols.inspection import schemas
from protocols.inspection.refusing import MEDIA_TYPE

REFUSED = {
    400: "The request is not valid; errors name every member that is wrong.",
    401: "No token, an unknown or revoked one, and nobody is logged in.",
    403: "The token has not the role INSPECTION, the person inspects for nobody, or the device "
    "was stopped.",
    404: "Nothing under this id that you may see.",
    405: "The path is served, the method is not.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    429: "Too many requests in this minute; Retry-After tells how long to wait.",
}
ALWAYS = (400, 401, 403, 404, 405, 429)
BODY = (413, 415)


def query(name: str, description: str, *, kind: Any = str) -> OpenApiParameter:
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=description)


def describe(
    operation: str,
    summary: str,
    answers: dict[int, Any],
    *,
    parameters: Sequence[OpenApiParameter] = (),
    **more: Any,
) -> Any:
    """Describe an operation: what it answers, and every status that it may refuse with."""
    codes = sorted({*ALWAYS, *(BODY if "request" in more else ())})
    waits = OpenApiParameter(
        "Retry-After",
        str,
        OpenApiParameter.HEADER,
        description="Seconds to wait.",
        response=[429],
        required=True,
    )
    return extend_schema(
        operation_id=operation,
        summary=summary,
        tags=["Inspection"],
        parameters=[waits, *parameters],
        responses={
            **answers,
            **{
                (code, MEDIA_TYPE): OpenApiResponse(schemas.Problem, REFUSED[code])
                for code in codes
            },
        },
        **more,
    )
