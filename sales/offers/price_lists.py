"""What each passenger category pays for a trip, product by product: to choose from before anybody
has said who travels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from operators.timetable.itineraries import Itinerary
from sales.catalogue.categories import PassengerCategory
from sales.catalogue.channels import SalesChannel
from sales.catalogue.products import Product
from sales.errors import NoFare, NothingOnSale, NotValidThen
from sales.fares.loading import read_tariffs
from sales.fares.parts import PricePart
from sales.fares.prices import price_trip
from sales.fares.tariffs import Crowd, Tariff
from sales.fares.trips import Trip
from sales.money import total
from sales.offers.actions import products_on_sale
from sales.offers.validity import check_changes, check_dates


@dataclass(frozen=True, slots=True)
class CategoryPrice:
    """What one passenger of a category pays, VAT included; `most`: how many may travel."""

    category: PassengerCategory
    amount: Decimal
    most: int | None = None


@dataclass(frozen=True, slots=True)
class GroupPrice:
    """One price for the group, VAT included: that of the smallest one; `most` as of the largest."""

    amount: Decimal
    most: int


@dataclass(frozen=True, slots=True)
class PriceList:
    """A product's prices for one trip. Where `group` is told, nobody has a price of one's own."""

    product: Product
    currency: str
    categories: tuple[CategoryPrice, ...]
    """In the order of their codes, but the default one first. Empty for a group."""
    group: GroupPrice | None = None


def list_prices(
    channel: SalesChannel,
    itinerary: Itinerary,
    *,
    product_codes: Collection[str] = (),
    at: datetime,
) -> list[PriceList]:
    """The prices of every product on sale that can be sold for the trip, in the order of their
    codes; `product_codes`: of these alone, none: of all. Supplements are left out.

    Three queries for plain fares and at most ten for all that a tariff may have. What a group gets
    off is not in it. NoFare or NotValidThen of the last
    product if none is left, NothingOnSale if there is none of these at all.
    """
    assortment = products_on_sale(channel, at=at)
    tariffs, surroundings = read_tariffs(assortment, channel, [itinerary])
    found = PassengerCategory.objects.filter(tenant_id=channel.tenant_id)
    categories = list(found.order_by("-is_default", "code"))
    trip = surroundings.survey(itinerary)
    lists: list[PriceList] = []
    refusal: NoFare | NotValidThen | None = None
    for tariff in tariffs:
        if tariff.product.is_supplement or _is_left_out(tariff.product, product_codes):
            continue
        try:
            _check_times(tariff.product, itinerary, at=at)
            lists.append(_price_list(tariff, trip, categories, channel.pk))
        except (NoFare, NotValidThen) as refused:
            refusal = refused
    if not lists:
        raise refusal or NothingOnSale
    return lists


def _is_left_out(product: Product, codes: Collection[str]) -> bool:
    return bool(codes) and product.code not in codes


def _check_times(product: Product, itinerary: Itinerary, *, at: datetime) -> None:
    zone = product.tenant.zone
    check_dates(product, itinerary.rides, zone=zone, at=at)
    check_changes(product, itinerary.rides, zone=zone)


def _price_list(
    tariff: Tariff, trip: Trip, categories: Sequence[PassengerCategory], channel_id: int
) -> PriceList:
    prices: list[CategoryPrice] = []
    currency = tariff.product.tenant.currency
    refusal = NoFare()
    for category in categories:
        crowd = Crowd(category.pk, category.name, 1, travels_free=category.travels_free)
        try:
            currency, parts = price_trip(tariff, trip, [crowd], channel_id=channel_id)
        except NoFare as refused:
            refusal = refused
            continue
        if (group := _group(tariff, parts)) is not None:
            return PriceList(tariff.product, currency, (), group)
        most = tariff.limits.get(category.pk)
        prices.append(CategoryPrice(category, total(part.amount for part in parts), most))
    if all(price.category.travels_free for price in prices):
        raise refusal
    return PriceList(tariff.product, currency, tuple(prices))


def _group(tariff: Tariff, parts: Sequence[PricePart]) -> GroupPrice | None:
    if not any(part.group_size for part in parts):
        return None
    sizes = [fare.group_size for fare in tariff.fares if fare.group_size]
    return GroupPrice(total(part.amount for part in parts), max(sizes))
