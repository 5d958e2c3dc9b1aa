"""Lists: pages, filters and sorting in the words of this face (§4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from operators.listing.listings import Listing, ListQuery
from operators.listing.pages import Page, Tally, page_of, page_of_keys
from protocols.sales.wire import answer

RESERVED = ("page", "perPage", "orderBy", "sortBy")
"""Names that are never filters."""


def pairs_of(query: QueryDict) -> list[tuple[str, str]]:
    """The filters of a query, each appearance of a name as one of its own."""
    return [(name, text) for name, texts in query.lists() if name not in RESERVED for text in texts]


def page_answer(
    rows: QuerySet[Any],
    listing: Listing,
    query: QueryDict,
    to_wire: Callable[[Any], dict[str, Any]],
    *,
    pairs: list[tuple[str, str]] | None = None,
    direction: str | None = None,
    read: Callable[[list[Any]], list[Any]] | None = None,
    tally: Tally | None = None,
) -> Any:
    """One page of `rows`, which are all that the caller may see. UnusableListing.

    `pairs` stand in for the filters of the query; `direction` is that of who asks for none. What
    `read` gives for the keys of the page stands in for its rows, which `tally` may count.
    """
    asked = listing.read(
        pairs_of(query) if pairs is None else pairs,
        page=query.get("page"),
        per_page=query.get("perPage"),
        order_by=query.get("orderBy"),
        direction=query.get("sortBy", direction),
    )
    page = _page(rows, asked, read, tally)
    items = [to_wire(row) for row in page.rows]
    return answer({"items": items, "totalItems": page.total, "totalPages": page.pages})


def _page(
    rows: QuerySet[Any],
    asked: ListQuery,
    read: Callable[[list[Any]], list[Any]] | None,
    tally: Tally | None,
) -> Page[Any]:
    if read is None:
        return page_of(rows, asked)
    page = page_of_keys(rows, asked, tally=tally)
    return replace(page, rows=read(page.rows) if page.rows else [])
