"""From the table of descriptions to views that drf-spectacular describes."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from protocols.sales.describing.examples import EXAMPLES
from protocols.sales.describing.operations import TOLD
from protocols.sales.describing.parameters import filters_of, headers_of, id_of
from protocols.sales.describing.schemas import Error
from protocols.sales.describing.telling import Told
from protocols.sales.needs import Need
from protocols.sales.operation import SalesOperation
from protocols.sales.routes import FORMS

PLACE = re.compile(r"\{(\w+)\}")
ALWAYS = (400, 401, 403, 404, 405, 429)
OF_WRITES = (409, 413, 415, 422)
OF_PROVIDERS = (502, 504)
REFUSED = {
    400: "Something in the headers, query or body cannot be used; `errors` tells each.",
    401: "No access token, or one that is not good any more.",
    403: "The client lacks a permission, or its organisation a right in the channel.",
    404: "Nothing under this id that the caller may see.",
    405: "The path is there, the method is not.",
    406: "It comes in none of the forms that you take; the answer names those that there are.",
    409: "Not possible as things are now; the errorCode tells why.",
    410: "The file is not kept any more.",
    412: "The order is not the one that If-Match names.",
    413: "The body is larger than one MiB.",
    415: "The body is not application/json.",
    416: "The file ends before the range that is asked for.",
    422: "The Idempotency-Key was sent with another request.",
    428: "If-Match is missing, and this installation wants it of every change.",
    429: "Too many requests in this minute.",
    502: "The provider of payments failed.",
    503: "No key to sign tickets with; the administrator of the tenant has to activate one.",
    504: "The provider of payments did not answer; what became of it will be found out.",
}
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="304 if the ETag is still this one."
)
ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=[200, 304], description="Of what was read."
)


def described_view(address: str, view: type[SalesOperation]) -> type[SalesOperation]:
    """The view, with what is told of each of its methods."""
    members: dict[str, Any] = {
        method.lower(): _described(view, method, address) for method in view.needs
    }
    return type(view.__name__, (view,), {**members, "__doc__": view.__doc__})


def _described(view: type[SalesOperation], method: str, address: str) -> Any:
    told = TOLD[method, address]
    codes = sorted({*ALWAYS, *_refusals(view, method, told)})
    answers: dict[Any, Any] = {
        **({} if told.is_file else {told.status: _answer(told)}),
        **{(told.status, media): OpenApiTypes.BINARY for media in told.media},
        **({(206, one): OpenApiTypes.BINARY for one in told.media} if told.is_file else {}),
        **({304: OpenApiResponse(description="Not modified.")} if told.has_etag else {}),
        **{code: OpenApiResponse(Error, REFUSED[code]) for code in codes},
    }
    statuses = sorted({code if isinstance(code, int) else code[0] for code in answers})
    handler = getattr(view, method.lower())

    def describe(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        return handler(self, request, *args, **kwargs)

    text = (handler.__doc__ or "").strip()
    describe.__doc__ = handler.__doc__
    return extend_schema(
        operation_id=told.name,
        summary=re.split(r"[.;:](?:\s|$)", text)[0].replace("\n", " "),
        description="\n".join(line.strip() for line in text.splitlines()),
        tags=["Sales v1"],
        request=told.request,
        responses=answers,
        parameters=_parameters(view.needs[method], method, address, told, statuses),
        examples=EXAMPLES.get((method, address), []),
    )(describe)


def _answer(told: Told) -> Any:
    return told.answer or OpenApiResponse(description="Done.")


def _refusals(view: type[SalesOperation], method: str, told: Told) -> list[int]:
    codes = list(told.refusals)
    if method != "GET":
        codes += OF_WRITES
    if told.changes_order:
        codes += [412, 428]
    if view.moves_money:
        codes += OF_PROVIDERS
    return codes


def _parameters(
    need: Need, method: str, address: str, told: Told, codes: list[int]
) -> list[OpenApiParameter]:
    return [
        *headers_of(
            sorted(codes),
            names_channel=need.action is not None,
            is_write=method != "GET",
            changes_order=told.changes_order,
        ),
        *([IF_NONE_MATCH, ETAG] if told.has_etag else []),
        *(id_of(name, FORMS[name][1]) for name in PLACE.findall(address)),
        *(filters_of(told.listing) if told.listing else []),
        *told.parameters,
    ]
