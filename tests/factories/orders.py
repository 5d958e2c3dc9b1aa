"""Orders that are kept by themselves: baskets that are filled with offers, paid and confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import factory
from factory.django import DjangoModelFactory

from operators.timetable.itineraries import Itinerary
from sales.models import Order, OrderLine, Product
from sales.orders.actions import confirm_order, draft_order, reserve_offers
from sales.orders.terms import OfferChoice
from sales.payments.actions import credit_on_account, pay_on_account
from tests.factories.moments import BY, NOW
from tests.factories.sales import CatalogueEntryFactory, FareFactory, ProductFactory
from tests.factories.scenarios import Shop, open_shop


def choose(
    shop: Shop,
    *ages: int | None,
    itineraries: Sequence[Itinerary] | None = None,
    at: datetime = NOW,
    **choice: Any,
) -> OfferChoice:
    """An offer of the shop's product for travellers of these ages, to be put on an order."""
    offer = shop.offer(*ages, itineraries=itineraries, at=at)
    return OfferChoice(offer.reference, **choice)


def draft(shop: Shop, *choices: OfferChoice, at: datetime = NOW, **details: Any) -> Order:
    """An order with these offers on it."""
    order = draft_order(shop.channel, currency="EUR", by=BY, at=at, **details)
    if choices:
        reserve_offers(order, choices, by=BY, at=at)
    return stored(order)


def settle(order: Order, *, at: datetime = NOW) -> Order:
    """Take or give back what the order owes or is owed, on account, and confirm it."""
    pay_on_account(order, by=BY, at=at)
    credit_on_account(order, by=BY, at=at)
    confirm_order(order, by=BY, at=at)
    return stored(order)


def sold(shop: Shop, *ages: int | None, at: datetime = NOW, **details: Any) -> Order:
    """A confirmed order of one offer for travellers of these ages."""
    return settle(draft(shop, choose(shop, *ages, at=at), at=at, **details), at=at)


def stored(order: Order) -> Order:
    """The order as it is in the database."""
    return Order.objects.get(pk=order.pk)


def lines_of(order: Order) -> list[OrderLine]:
    return list(order.lines.order_by("pk"))


def references(order: Order) -> list[UUID]:
    """Those of the order's lines."""
    return [line.reference for line in lines_of(order)]


def sell_supplement(shop: Shop, **product: Any) -> Product:
    """Put a supplement for 1.50 on sale."""
    extra = ProductFactory(
        tenant=shop.tenant, operator=shop.product.operator, is_supplement=True, **product
    )
    FareFactory(product=extra, category=shop.adult, amount="1.50")
    CatalogueEntryFactory(channel=shop.channel, product=extra)
    return extra


class DraftFactory(DjangoModelFactory):
    """A draft that holds an offer for one adult and that nobody has paid."""

    shop = factory.LazyFunction(open_shop)
    travellers = ()

    class Meta:
        model = Order

    @classmethod
    def _create(cls, _model: Any, shop: Shop, **kwargs: Any) -> Order:
        return draft(shop, choose(shop), **kwargs)
