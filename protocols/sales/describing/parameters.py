"""Headers, filters and ids as the description shows them."""

from __future__ import annotations

from typing import Any, Literal

from drf_spectacular.utils import OpenApiParameter

from operators.listing.fields import Leaf
from operators.listing.kinds import Choice
from operators.listing.listings import LARGEST_PAGE, PER_PAGE, Listing
from operators.tenancy.correlation import HEADER as CORRELATION_HEADER
from protocols.correlation import OWN_HEADER
from protocols.sales.headers import CHANNEL, CLIENT_NAME, POS, SETTLEMENT

QUERY: Literal["query"] = "query"
HEADER: Literal["header"] = "header"
PATH: Literal["path"] = "path"
RETRIED = (409, 429, 503)
CHANNEL_SCHEMA = {"type": "string", "pattern": "^[A-Z]{3}:DistributionChannel:[A-Za-z0-9_-]+$"}
POS_SCHEMA = {"type": "string", "minLength": 1, "maxLength": 64}
KEY_SCHEMA = {"type": "string", "minLength": 1, "maxLength": 255}


def headers_of(
    codes: list[int], *, names_channel: bool, is_write: bool, changes_order: bool
) -> list[OpenApiParameter]:
    """What the request may carry, and what answers of these statuses carry."""
    told = []
    if names_channel:
        told.append(_asked(CHANNEL, CHANNEL_SCHEMA, "The channel, by its NeTEx id.", needed=True))
    told.append(_asked(POS, POS_SCHEMA, "Your point of sale.", needed=is_write))
    told.append(_asked(OWN_HEADER, {"type": "string"}, "Told back; made if left out."))
    told.append(_asked(CLIENT_NAME, {"type": "string"}, "Your program; noted in our log."))
    if is_write:
        told.append(_asked("Idempotency-Key", KEY_SCHEMA, "Makes repeating harmless for a day."))
    if changes_order:
        told.append(_asked("If-Match", {"type": "string"}, "The ETag that you know."))
    told += [
        OpenApiParameter(name, str, HEADER, response=codes, required=True)
        for name in (OWN_HEADER, CORRELATION_HEADER)
    ]
    if waits := [code for code in codes if code in (429, 503)]:
        told.append(
            OpenApiParameter(
                "Retry-After", str, HEADER, response=waits, description="Seconds to wait."
            )
        )
    return told


def filters_of(listing: Listing) -> list[OpenApiParameter]:
    """Page, sorting, and every field that the list can be filtered by."""
    sortable = [
        name for name, leaf in listing.leaves.items() if not leaf.branch and leaf.field.is_sortable
    ]
    number = {"type": "integer", "minimum": 1}
    return [
        OpenApiParameter("page", {**number, "default": 1}, QUERY),
        OpenApiParameter(
            "perPage", {**number, "maximum": LARGEST_PAGE, "default": PER_PAGE}, QUERY
        ),
        OpenApiParameter("orderBy", str, QUERY, enum=sortable),
        OpenApiParameter("sortBy", str, QUERY, enum=["asc", "desc"]),
        *(_filter(name, leaf) for name, leaf in listing.leaves.items()),
    ]


def id_of(name: str, form: str) -> OpenApiParameter:
    """An id in the path."""
    return OpenApiParameter(name, {"type": "string", "pattern": f"^{form}$"}, PATH)


def _filter(name: str, leaf: Leaf) -> OpenApiParameter:
    kind = leaf.field.kind
    operators = ", ".join(sorted(kind.operators))
    form = f"One of {', '.join(kind.choices)}" if isinstance(kind, Choice) else kind.form
    return OpenApiParameter(
        name, str, QUERY, description=f"`operator:value`: {operators}. {form[0].upper()}{form[1:]}."
    )


def _asked(
    name: str, schema: dict[str, Any], description: str, *, needed: bool = False
) -> OpenApiParameter:
    return OpenApiParameter(name, schema, HEADER, description=description, required=needed)


OF_SETTLEMENT = _asked(
    SETTLEMENT, POS_SCHEMA, "The cash settlement that the money belongs to, if the body names none."
)
OF_LETTER = _asked(
    "Accept-Language",
    {"type": "string"},
    "The language of the letter, if the body names none: nob, nno, eng, or BCP 47.",
)
