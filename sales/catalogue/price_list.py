"""What the products on sale in a channel cost, before anybody has named a trip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min

from sales.catalogue.channels import SalesChannel
from sales.catalogue.entries import CatalogueEntry
from sales.catalogue.fares import Fare
from sales.catalogue.products import Product
from sales.catalogue.rides import RideFare
from sales.catalogue.states import FareBasis

EVERYBODY = "Everybody"
BY_TRIP = ("product", "category__code", "category__name", "currency")


@dataclass(frozen=True, slots=True)
class ListPrice:
    """A price of a product, VAT included, for one passenger of a kind, or for one group.

    Where prices depend on where the trip begins and ends, they are one row: `amount` is the
    lowest and `highest` the highest of them, and the trip alone tells the price.
    """

    product: Product
    code: str
    """Tells it apart from the other prices of the product, for as long as it holds."""
    passengers: str
    amount: Decimal
    currency: str
    highest: Decimal | None = None
    max_zones: int | None = None
    from_km: int | None = None
    """Of a price by distance, exclusive."""
    max_km: int | None = None
    """Inclusive; None: any distance."""
    per_km: Decimal | None = None
    """Added for each kilometre that was begun."""
    band: str = ""
    """The time in which the trip departs; empty: at any time."""


def read_price_list(channel: SalesChannel, *, at: datetime) -> list[ListPrice]:
    """The prices that hold on that day, by product; four queries, however many fares there are.

    Discounts, passengers who travel free, and rentals, which have pricing plans, are left out.
    """
    entries = CatalogueEntry.objects.on_sale(channel, at).with_tickets().select_related("product")
    products = {entry.product_id: entry.product for entry in entries.order_by("product__code")}
    day = at.astimezone(channel.tenant.zone).date()
    prices = [
        *_prices(products, day),
        *_spans("areas", _by_area(products, day), products),
        *_spans("rides", RideFare.objects.filter(product__in=products), products),
    ]
    order = {pk: place for place, pk in enumerate(products)}
    return sorted(prices, key=lambda price: order[price.product.pk])


def _prices(products: dict[int, Product], day: date) -> Iterable[ListPrice]:
    fares = Fare.objects.filter(product__in=products, period__contains=day)
    plain = fares.exclude(basis=FareBasis.AREAS).select_related("category", "time_band")
    rows = list(plain.order_by("basis", "category__code", "max_zones", "max_km", "pk"))
    for fare in rows:
        yield ListPrice(
            product=products[fare.product_id],
            code=str(fare.pk),
            passengers=_passengers(fare),
            amount=fare.amount,
            currency=fare.currency,
            max_zones=fare.max_zones,
            from_km=_step_below(fare, rows) if fare.basis == FareBasis.DISTANCE else None,
            max_km=fare.max_km,
            per_km=fare.per_km,
            band=fare.time_band.name if fare.time_band else "",
        )


def _passengers(fare: Fare) -> str:
    if fare.group_size:
        return f"Group of up to {fare.group_size}"
    return fare.category.name if fare.category else EVERYBODY


def _step_below(fare: Fare, rows: Sequence[Fare]) -> int:
    """Where the distance of a price by distance begins: at the end of the step before it."""
    alike = (fare.product_id, fare.category_id, fare.group_size, fare.time_band_id)
    ends = [
        other.max_km
        for other in rows
        if other.basis == FareBasis.DISTANCE
        and (other.product_id, other.category_id, other.group_size, other.time_band_id) == alike
        and other.max_km is not None
        and (fare.max_km is None or other.max_km < fare.max_km)
    ]
    return max(ends, default=0)


def _by_area(products: dict[int, Product], day: date) -> Any:
    fares = Fare.objects.filter(product__in=products, period__contains=day)
    return fares.filter(basis=FareBasis.AREAS, group_size=None)


def _spans(code: str, fares: Any, products: dict[int, Product]) -> Iterable[ListPrice]:
    rows = fares.order_by("category__code", "currency").values_list(*BY_TRIP)
    for product, category, name, currency, lowest, highest in rows.annotate(
        Min("amount"), Max("amount")
    ):
        yield ListPrice(
            product=products[product],
            code="-".join(filter(None, [code, category, currency])),
            passengers=name or EVERYBODY,
            amount=lowest,
            highest=highest,
            currency=currency,
        )
