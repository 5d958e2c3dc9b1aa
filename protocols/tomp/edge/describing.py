"""What the descriptions of all operations of TOMP 1.6 share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from protocols.tomp.edge import schemas

REFUSED = {
    400: "The request is not valid; the detail names every member that is wrong.",
    401: "No token, or an unknown or revoked one.",
    403: "The token has not the role TOMP.",
    404: "Nothing under this id that this channel may see.",
    405: "The path is served, the method is not.",
    406: "The booking cannot be made: the vehicle is unknown, taken or not in order, or nothing is "
    "on sale.",
    409: "Not possible in this state.",
    413: "The body is larger than one MiB.",
    415: "The body is not application/json.",
    428: "The operator does not serve this customer.",
    429: "Too many requests in this minute.",
    503: "The lock does not answer; send the same again.",
}
ALWAYS = (400, 401, 403, 405, 429)
BODY = (413, 415)
NOTHING = MappingProxyType[int, str]({})


def header(
    name: str, description: str, *, response: Sequence[int] = (), required: bool = False
) -> OpenApiParameter:
    """A header of the request; of the answers of these statuses, if there are any."""
    return OpenApiParameter(
        name,
        str,
        OpenApiParameter.HEADER,
        description=description,
        response=list(response) or False,
        required=required,
    )


def describe(
    operation: str,
    summary: str,
    answer: Any,
    *,
    status: int = 200,
    also: Mapping[int, str] = NOTHING,
    refusals: Sequence[int] = (),
    because: Mapping[int, str] = NOTHING,
    parameters: Sequence[OpenApiParameter] = (),
    **more: Any,
) -> Any:
    """Describe an operation: what it answers, and every status that it may refuse with.

    `also` are answers without a body; `because` tells a refusal in words of this operation.
    """
    codes = sorted({*ALWAYS, *refusals, *because})
    words = {**REFUSED, **because}
    waits = [code for code in codes if code in (429, 503)]
    return extend_schema(
        operation_id=operation,
        summary=summary,
        tags=["TOMP 1.6"],
        parameters=[
            header(
                "Content-Language",
                "Language of the texts.",
                response=[status, *codes],
                required=True,
            ),
            header("Retry-After", "Seconds to wait.", response=waits, required=True),
            *parameters,
        ],
        responses={
            status: answer,
            **{code: OpenApiResponse(description=text) for code, text in also.items()},
            **{code: OpenApiResponse(schemas.Error, words[code]) for code in codes},
        },
        **more,
    )
