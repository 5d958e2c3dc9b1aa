"""Offers of vehicles: of one to somebody who stands beside it, which is made and taken in one go,
and of those around a place, which can be booked for a while."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from operators.fleet.models import Asset
from operators.tenancy.references import new_reference
from sales.catalogue.channels import SalesChannel
from sales.catalogue.entries import CatalogueEntry
from sales.catalogue.products import Product
from sales.errors import NoFare, NothingOnSale
from sales.fares.rentals import estimate_rental
from sales.offers.models import Offer
from sales.offers.naming import named
from sales.offers.terms import OfferedLeg


def offer_asset(channel: SalesChannel, asset: Asset, *, at: datetime) -> Offer:
    """Store an offer of the vehicle's rental that is taken already; a step, not an action: it is
    part of the transaction of whoever books the vehicle.

    The amounts are those of the parts that are fixed, and `plan_terms` keeps what the plan says
    now. The offer has one leg. NothingOnSale if the channel sells no rentals of the vehicle's
    fleet at that moment, NoFare if no plan says what the vehicle costs.
    """
    offer = _quote(channel, asset, product_of(channel, asset, at=at), uuid.uuid4(), at=at)
    offer.taken_at = at
    offer.save(force_insert=True)
    return offer


def quote_assets(
    channel: SalesChannel,
    assets: Sequence[Asset],
    *,
    products: Mapping[int, Product],
    at: datetime,
) -> list[Offer]:
    """Price the rental of each vehicle, in their order; nothing is stored.

    The vehicles come with their plans, and `products` are by fleet. No query but those for the
    parts of the plans, one for each plan.
    """
    plan = uuid.uuid4()
    return [_quote(channel, asset, products[asset.fleet_id], plan, at=at) for asset in assets]


def offer_assets(
    channel: SalesChannel,
    assets: Sequence[Asset],
    *,
    products: Mapping[int, Product],
    at: datetime,
) -> list[Offer]:
    """Quote and store, so that the offers can be booked."""
    return Offer.objects.bulk_create(quote_assets(channel, assets, products=products, at=at))


def product_of(channel: SalesChannel, asset: Asset, *, at: datetime) -> Product:
    """What the channel rents the vehicle out as at that moment: of several products of its fleet
    the first by code. NothingOnSale, also for the vehicles of a taxi fleet."""
    entries = CatalogueEntry.objects.on_sale(channel, at).of_rentals().of_fleet(asset.fleet_id)
    entry = entries.select_related("product__operator").order_by("product__code").first()
    if entry is None:
        raise NothingOnSale("No rentals of this fleet are on sale in this channel now.")
    return entry.product


def products_by_fleet(channel: SalesChannel, *, at: datetime) -> dict[int, Product]:
    """What the channel rents out at that moment, by the key of the fleet, as `product_of`; one
    query. NothingOnSale if there is no fleet."""
    entries = CatalogueEntry.objects.on_sale(channel, at).of_rentals()
    joined = entries.select_related("product__fleet", "product__operator")
    found: dict[int, Product] = {}
    for entry in joined.order_by("product__code"):
        assert entry.product.fleet_id is not None
        found.setdefault(entry.product.fleet_id, entry.product)
    if not found:
        raise NothingOnSale("No rentals are on sale in this channel now.")
    return found


def _quote(
    channel: SalesChannel, asset: Asset, product: Product, plan: uuid.UUID, *, at: datetime
) -> Offer:
    priced_by = asset.rented_by
    if priced_by is None:
        raise NoFare("The vehicle has no pricing plan; give it one, or its type, in the admin.")
    terms = priced_by.terms()
    estimate = estimate_rental(terms, vat_rate=product.vat_rate)
    offer = Offer(
        tenant_id=channel.tenant_id,
        channel=channel,
        product=product,
        plan=plan,
        asset=asset,
        plan_terms=terms.to_json(),
        amount=estimate.amount,
        tax_amount=estimate.tax_amount,
        currency=estimate.currency,
        vat_rate=product.vat_rate,
        price_parts=[part.as_price_part().to_json() for part in estimate.parts],
        rides=[],
        travellers=[],
        legs=[OfferedLeg(new_reference(), ride=0, holder=0).to_json()],
        media="",
        is_group_ticket=False,
        cancellation=product.cancellation,
        cancellation_fee=product.cancellation_fee,
        made_at=at,
        valid_until=at + timedelta(seconds=channel.offer_seconds),
    )
    return named(offer)
