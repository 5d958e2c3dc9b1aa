"""Offers of trips by taxi: of a fleet's promise to send one, which is of no vehicle yet."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from operators.fleet.models import TaxiService
from operators.fleet.taxis import TaxiTrip
from operators.tenancy.references import new_reference
from sales.catalogue.channels import SalesChannel
from sales.catalogue.entries import CatalogueEntry
from sales.catalogue.products import Product
from sales.fares.taxis import price_taxi
from sales.offers.models import Offer
from sales.offers.naming import named
from sales.offers.terms import OfferedLeg


def products_of_taxis(channel: SalesChannel, *, at: datetime) -> dict[int, Product]:
    """What the channel sells of taxi fleets at that moment, by the key of the fleet: of several
    products of one fleet the first by code. None where it sells none; one query."""
    entries = CatalogueEntry.objects.on_sale(channel, at).of_taxis()
    found: dict[int, Product] = {}
    for entry in entries.select_related("product__operator").order_by("product__code"):
        assert entry.product.fleet_id is not None
        found.setdefault(entry.product.fleet_id, entry.product)
    return found


def quote_taxis(
    channel: SalesChannel,
    trips: Sequence[tuple[TaxiService, TaxiTrip]],
    *,
    products: Mapping[int, Product],
    at: datetime,
) -> list[Offer]:
    """Price each trip by the plan of its service, in their order; nothing is stored.

    The price is the estimate of the trip, and the price itself where the trip says so. The offer
    has one leg, lives no longer than until the pick-up, and keeps the service's fee. No query if
    the services were found by `find_taxi_services`.
    """
    plan = uuid.uuid4()
    return [
        _quote(channel, service, trip, products[service.fleet_id], plan, at=at)
        for service, trip in trips
    ]


def offer_taxis(
    channel: SalesChannel,
    trips: Sequence[tuple[TaxiService, TaxiTrip]],
    *,
    products: Mapping[int, Product],
    at: datetime,
) -> list[Offer]:
    """Quote and store, so that the offers can be booked; one more query."""
    return Offer.objects.bulk_create(quote_taxis(channel, trips, products=products, at=at))


def _quote(
    channel: SalesChannel,
    service: TaxiService,
    trip: TaxiTrip,
    product: Product,
    plan: uuid.UUID,
    *,
    at: datetime,
) -> Offer:
    terms = service.plan.terms()
    price = price_taxi(terms, metres=trip.metres, seconds=trip.seconds, vat_rate=product.vat_rate)
    offer = Offer(
        tenant_id=channel.tenant_id,
        channel=channel,
        product=product,
        plan=plan,
        taxi_trip=trip.to_json(),
        plan_terms=terms.to_json(),
        amount=price.amount,
        tax_amount=price.tax_amount,
        currency=price.currency,
        vat_rate=product.vat_rate,
        price_parts=[part.as_price_part().to_json() for part in price.parts],
        rides=[],
        travellers=[],
        legs=[OfferedLeg(new_reference(), ride=0, holder=0).to_json()],
        media="",
        is_group_ticket=False,
        cancellation=product.cancellation,
        cancellation_fee=service.cancellation_fee,
        made_at=at,
        valid_until=min(at + timedelta(seconds=channel.offer_seconds), trip.pick_up_at),
    )
    return named(offer)
