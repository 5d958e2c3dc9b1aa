"""Purchases of journeys that were held for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bookings.actions.purchases import buy_on_account, hold_purchase
from bookings.models import Purchase
from bookings.terms import HoldWish, PartWish
from sales.models import Offer, SalesChannel
from sales.orders.customers import CustomerFacts
from tests.factories.moments import BY, NOW
from tests.factories.sales import (
    CatalogueEntryFactory,
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
)
from tests.factories.scenarios import LATER, Shop
from tests.factories.tickets import ActiveKeyFactory

ANNA = HoldWish(customer=CustomerFacts("anna"))


def parts_for(offers: Sequence[Offer], wish: HoldWish = ANNA) -> list[PartWish]:
    """A part of each offer, at the places s1, s2 and so on."""
    return [
        PartWish(offer.reference, f"s{place}", wish) for place, offer in enumerate(offers, start=1)
    ]


def sell_journeys(channel: SalesChannel, *, amount: str = "4.00") -> Shop:
    """A journey of our own in a channel that sells something else as well."""
    tenant = channel.tenant
    channel.single_product = False
    channel.save()
    sold = ProductFactory(tenant=tenant, operator__organisation=channel.seller, **LATER)
    adult = PassengerCategoryFactory(tenant=tenant, code="adult", name="Adult", is_default=True)
    fare = FareFactory(product=sold, category=adult, amount=amount)
    CatalogueEntryFactory(channel=channel, product=sold)
    return Shop(tenant, ActiveKeyFactory(tenant=tenant), channel, sold, adult, fare)


def held_purchase(shop: Shop, *, parts: int = 2, at: datetime = NOW) -> Purchase:
    """Journeys of one traveller each."""
    offers = [shop.offer(at=at) for _ in range(parts)]
    return hold_purchase(
        parts_for(offers), channel=shop.channel, external_reference="trip-1", by=BY, at=at
    )


def bought_purchase(shop: Shop, *, parts: int = 2, at: datetime = NOW) -> Purchase:
    return buy_on_account(held_purchase(shop, parts=parts, at=at), by=BY, at=at)
