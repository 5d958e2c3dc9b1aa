"""What a dataset is: rows that can be exported, under columns that never change their meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import QuerySet

from operators.listing.fields import Condition
from operators.listing.listings import Listing
from operators.listing.matching import matching
from sales.exports.columns import Column
from sales.exports.errors import UnknownDataset
from sales.exports.wishes import TABLES, Format

if TYPE_CHECKING:
    from sales.exports.wishes import ExportWish

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
MARK = "x_"
"""Before the names of columns in our SQL: none of them is then the name of a model's field."""


@dataclass(frozen=True)
class Source:
    """Some rows of a dataset: a query, and for each column of the dataset what stands in it."""

    rows: QuerySet[Any]
    values: Mapping[str, Any]

    def selected(self, names: Sequence[str]) -> QuerySet[Any, Any]:
        """The rows with these columns, in this order."""
        return self.rows.order_by().values(**{f"{MARK}{name}": self.values[name] for name in names})


@dataclass(frozen=True)
class Dataset:
    """Rows that can be exported.

    `sources` gives for a wish the queries whose rows it has, each without specimens: sandbox sales
    never reach the books. `order` names the columns, hidden ones included, that the rows are sorted
    by: no two rows agree in all of them. `hidden` columns are there to sort by. With `groups` rows
    that agree in those columns become one, and the summed columns are added up. A version of
    `column_sets` never changes: what a reader was written for stays as it is.
    """

    name: str
    title: str
    period: str
    column_sets: Mapping[int, tuple[Column, ...]]
    sources: Callable[[ExportWish], Sequence[Source]]
    order: tuple[str, ...]
    listing: Listing | None = None
    needs_period: bool = False
    hidden: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    formats: tuple[Format, ...] = TABLES
    currency: str = "currency"
    """The column that totals are kept apart by; empty where there is no money."""
    is_of_tenant: bool = False
    """Only for who may see the books of the whole tenant."""

    @property
    def latest(self) -> int:
        return max(self.column_sets)

    def columns_of(self, version: int | None) -> tuple[Column, ...]:
        """The columns of a version, or of the latest one. UnknownDataset."""
        try:
            return self.column_sets[self.latest if version is None else version]
        except KeyError:
            raise UnknownDataset(f"{self.title} have no version {version}.") from None


def of_sellers(rows: Rows, wish: ExportWish, *, tenant: str, seller: str) -> Rows:
    """The rows that the wish may see, by the paths to their tenant and to whose books they are."""
    rows = rows.filter(**{tenant: wish.tenant})
    return rows if wish.sellers is None else rows.filter(**{f"{seller}__in": sorted(wish.sellers)})


def asked_for(rows: QuerySet[Any], listing: Listing, wish: ExportWish) -> QuerySet[Any]:
    """The rows that the filter finds. UnusableListing."""
    conditions: Sequence[Condition] = listing.conditions(wish.pairs)
    return matching(rows, conditions)
