"""What the descriptions of all operations of TOMP 1.6 share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from protocols.tomp.v1_6 import schemas
from protocols.tomp.v1_6.list_requests import LAST_OFFSET
from protocols.tomp.versions import VERSIONS

REFUSED = {
    400: "The request is not valid: missing or wrong members, headers, paging, or a stop or ticket "
    "form that is not known.",
    401: "No token, or an unknown or revoked one.",
    403: "The token has not the role TOMP; or it is not possible in this state, by the product's "
    "rules, or with what is on sale.",
    404: "Nothing under this id that this channel may see.",
    405: "The path is served, the method is not.",
    406: "The booking cannot be made: the vehicle is unknown, taken or not in order, or nothing is "
    "on sale.",
    409: "It was booked already.",
    410: "The offer lapsed; plan again.",
    413: "The body is larger than one MiB.",
    415: "The body is not application/json.",
    428: "The operator does not serve this customer.",
    429: "Too many requests in this minute.",
    503: "Something that has to help does not answer: a lock, or the key to sign tickets with; "
    "send the same again.",
}
ALWAYS = (400, 401, 403, 404, 405, 429)
PUBLIC = (400, 405, 429)
BODY = (413, 415)
NOTHING = MappingProxyType[int, str]({})


def header(
    name: str,
    description: str,
    *,
    words: Sequence[str] = (),
    response: Sequence[int] = (),
    required: bool = False,
) -> OpenApiParameter:
    """A header of the request; of the answers of these statuses, if there are any."""
    return OpenApiParameter(
        name,
        str,
        OpenApiParameter.HEADER,
        description=description,
        enum=list(words) or None,
        response=list(response) or False,
        required=required,
    )


def page(largest: int) -> list[OpenApiParameter]:
    """`offset` and `limit` of a list."""
    offset = {"type": "integer", "minimum": 0, "maximum": LAST_OFFSET, "default": 0}
    limit = {"type": "integer", "minimum": 1, "maximum": largest, "default": largest}
    return [
        OpenApiParameter("offset", offset, description="Rows to leave out."),
        OpenApiParameter("limit", limit, description="Rows to send at most."),
    ]


def describe(
    operation: str,
    summary: str,
    answer: Any = None,
    *,
    status: int = 200,
    also: Mapping[int, str] = NOTHING,
    refusals: Sequence[int] = (),
    because: Mapping[int, str] = NOTHING,
    parameters: Sequence[OpenApiParameter] = (),
    public: bool = False,
    **more: Any,
) -> Any:
    """Describe an operation: what it answers, and every status that it may refuse with.

    `also` are answers without a body; `because` tells a refusal in words of this operation. An
    operation without `answer` answers with its status alone.
    """
    codes = {*(PUBLIC if public else ALWAYS), *refusals, *because}
    auth: Any = [{}] if public else None
    bare = {code: OpenApiResponse(description=text) for code, text in also.items()}
    done = OpenApiResponse(description="Done.") if answer is None else answer
    words = {**REFUSED, **because}
    refused = {code: OpenApiResponse(schemas.Error, words[code]) for code in sorted(codes)}
    return extend_schema(
        operation_id=operation,
        summary=summary,
        tags=["TOMP 1.6"],
        parameters=[*_headers({status, *codes}), *parameters],
        responses={status: done, **bare, **refused},
        auth=auth,
        **more,
    )


def _headers(codes: Iterable[int]) -> list[OpenApiParameter]:
    """What every request may carry, and what the answers of these statuses carry."""
    told = sorted(codes)
    waits = [code for code in told if code in (429, 503)]
    return [
        header("Api", "Required on the bare paths.", words=["TOMP"]),
        header(
            "Api-Version",
            "Required, where the token's own version is another one; the last number may differ.",
            words=VERSIONS["1.6"],
        ),
        header("Content-Language", "Language of the texts.", response=told, required=True),
        *[header("Retry-After", "Seconds to wait.", response=waits, required=True)] * bool(waits),
    ]
