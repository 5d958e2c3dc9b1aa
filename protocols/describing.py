"""What the API descriptions of all faces share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.serializers import Serializer

ALWAYS = (400, 401, 403, 404, 405, 429)
OF_BODIES = (413, 415)
REFUSED = {
    400: "The request is not valid; errors name every member that is wrong.",
    401: "No key, an unknown or a revoked one.",
    404: "Nothing under this id that you may see.",
    405: "The path is served, the method is not.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    429: "Too many requests in this minute; Retry-After tells how long to wait.",
}
"""What a refusal says where a face has no words of its own for it."""
BUSY = "Something does not answer now; Retry-After tells when to try again."


@dataclass(frozen=True, slots=True)
class Describing:
    """How a face describes its operations: with its error, its words and its tag."""

    error: type[Serializer[Any]]
    refused: Mapping[int, str]
    tag: str
    waits: Collection[int] = (429,)
    """The statuses that come with Retry-After."""
    media_type: str = ""
    """That of errors, where it is another than that of answers."""

    def describe(
        self,
        operation: str,
        summary: str,
        answers: Mapping[int, Any],
        *,
        tag: str = "",
        refusals: Collection[int] = (),
        because: Mapping[int, str] = {},
        parameters: Sequence[OpenApiParameter | type[Serializer[Any]]] = (),
        examples: Sequence[OpenApiExample] = (),
        **more: Any,
    ) -> Any:
        """Describe an operation: what it answers, and every status that it may refuse with.
        `because`: a refusal in other words than those of the face."""
        codes = sorted({*ALWAYS, *refusals, *because, *(OF_BODIES if "request" in more else ())})
        words = {**REFUSED, **self.refused, **because}
        wait = OpenApiParameter(
            "Retry-After",
            str,
            OpenApiParameter.HEADER,
            description="Seconds to wait.",
            response=[code for code in codes if code in self.waits],
            required=True,
        )
        refused: dict[Any, OpenApiResponse] = {
            (code, self.media_type) if self.media_type else code: OpenApiResponse(
                self.error, words[code]
            )
            for code in codes
        }
        return extend_schema(
            operation_id=operation,
            summary=summary,
            tags=[tag or self.tag],
            parameters=[wait, *parameters],
            responses={**answers, **refused},
            examples=list(examples),
            **more,
        )


def query(name: str, description: str, *, kind: Any = str, **more: Any) -> OpenApiParameter:
    """A parameter of the query."""
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=description, **more)


def asked(title: str, body: Any) -> OpenApiExample:
    """An example of a request."""
    return OpenApiExample(title, value=body, request_only=True)


def answered(title: str, body: Any, status: int = 200) -> OpenApiExample:
    """An example of an answer."""
    return OpenApiExample(title, value=body, response_only=True, status_codes=[str(status)])


def leave_words_in_place(result: Any, **context: Any) -> Any:
    """Words stand where they are used, without the marks by which they would be gathered."""
    if isinstance(result, dict):
        return {
            name: leave_words_in_place(inner)
            for name, inner in result.items()
            if name != "x-spec-enum-id"
        }
    return [leave_words_in_place(inner) for inner in result] if isinstance(result, list) else result
