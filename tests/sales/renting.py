"""Rentals that are sold, without the bookings that they come of."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from sales.fares.rentals import RentalPrice, Use, price_rental
from sales.models import Customer, Offer, Order
from sales.offers.rentals import offer_asset
from sales.orders.rentals import RentalSpan
from sales.refunds.actions import compensate_order
from sales.selling import sell_rental
from tests.factories.moments import BY, NOW
from tests.factories.rentals import RentalShop

QUARTER = Use(15 * 60)
"""Which costs 3.85 where nothing else is said."""


def priced_in(shop: RentalShop, currency: str) -> RentalShop:
    """The shop, its plan being in another currency."""
    plan = shop.asset.rented_by
    assert plan is not None
    plan.currency = currency
    plan.save()
    return shop


def offered(shop: RentalShop, *, at: datetime = NOW) -> Offer:
    return offer_asset(shop.channel, shop.asset, at=at)


def price_of(offer: Offer, use: Use = QUARTER) -> RentalPrice:
    return price_rental(offer.pricing_plan(), use, vat_rate=offer.vat_rate)


def rent(
    shop: RentalShop, use: Use = QUARTER, *, customer: Customer | None = None, at: datetime = NOW
) -> Order:
    """Offer the shop's vehicle, and sell the rental that ends at that moment."""
    begun = at - timedelta(seconds=use.seconds_in_use + use.seconds_paused)
    offer = offered(shop, at=begun)
    return sell_rental(
        offer,
        price_of(offer, use),
        span=RentalSpan(begun, at),
        customer=customer,
        by=BY,
        at=at,
    )


def lower(order: Order, amount: str, *, at: datetime = NOW) -> Order:
    """Give a part of the price back."""
    told = {"amount": Decimal(amount), "currency": order.currency, "reason": "It broke"}
    return compensate_order(order, **told, by=BY, at=at).order
