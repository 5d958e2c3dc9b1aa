"""Offers of vehicles: made and taken in one go, since whoever asks for one stands beside it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from operators.fleet.models import Asset
from operators.tenancy.references import new_reference
from sales.catalogue.channels import SalesChannel
from sales.catalogue.entries import CatalogueEntry
from sales.catalogue.products import Product
from sales.errors import NoFare, NothingOnSale
from sales.fares.rentals import estimate_rental
from sales.offers.models import Offer
from sales.offers.terms import OfferedLeg


def offer_asset(channel: SalesChannel, asset: Asset, *, at: datetime) -> Offer:
    """Store an offer of the vehicle's rental that is taken already; a step, not an action: it is
    part of the transaction of whoever books the vehicle.

    The amounts are those of the parts that are fixed, and `plan_terms` keeps what the plan says
    now. The offer has one leg. NothingOnSale if the channel sells no rentals of the vehicle's
    fleet at that moment, NoFare if no plan says what the vehicle costs.
    """
    product = product_of(channel, asset, at=at)
    plan = asset.rented_by
    if plan is None:
        raise NoFare("The vehicle has no pricing plan; give it one, or its type, in the admin.")
    terms = plan.terms()
    estimate = estimate_rental(terms, vat_rate=product.vat_rate)
    return Offer.objects.create(
        tenant_id=channel.tenant_id,
        channel=channel,
        product=product,
        plan=uuid.uuid4(),
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
        taken_at=at,
    )


def product_of(channel: SalesChannel, asset: Asset, *, at: datetime) -> Product:
    """What the channel rents the vehicle out as at that moment: of several products of its fleet
    the first by code. NothingOnSale."""
    entries = CatalogueEntry.objects.on_sale(channel, at).of_fleet(asset.fleet_id)
    entry = entries.select_related("product__operator").order_by("product__code").first()
    if entry is None:
        raise NothingOnSale("No rentals of this fleet are on sale in this channel now.")
    return entry.product
