"""Vehicles that partners' customers rent: the price is known when the rental is over.

Bookings of vehicles wait for their locks by the clock on the wall, so these are sold without.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from demo.rehearsal.scene import CURRENCY, MAAS, QUAY, SANDBOX
from demo.rehearsal.stage import Call, Stage, Story, stored
from operators.fleet.models import Asset
from operators.tenancy.actors import Actor
from sales.fares.rentals import Use, price_rental
from sales.models import Offer, Order
from sales.offers.rentals import offer_asset
from sales.orders.customers import CustomerFacts, know_customer
from sales.orders.rentals import RentalSpan
from sales.refunds.actions import compensate_order
from sales.selling import sell_rental

CHANNELS = {MAAS: 55, QUAY: 30, SANDBOX: 15}
LONGEST = 2 * 60


def rental(stage: Stage) -> Story:
    """Taken, used and paid on account; now and then the price is lowered afterwards."""
    channel = stage.scene.channels[stage.draw(CHANNELS)]
    assets = Asset.objects.filter(tenant=stage.scene.tenant).select_related("asset_type")
    asset = stage.dice.choice(list(assets.order_by("pk")))
    offer = offer_asset(channel, asset, at=stage.at)
    begun = stage.at
    yield stage.minutes(0, LONGEST)
    use = _use(stage, int((stage.at - begun).total_seconds()))
    order = stage.do(end_rental, offer, use, customer=f"c-{stage.dice.randrange(500)}", begun=begun)
    if order is None or not stage.chance(30):
        return
    yield stage.minutes(5, 60 * 30)
    lowering = _lower(stage, order)
    if stage.chance(30):
        stage.race(lowering, lowering)
    else:
        lowering()


@transaction.atomic
def end_rental(
    offer: Offer, use: Use, *, customer: str, begun: datetime, by: Actor, at: datetime
) -> Order:
    """Sell what was used of the vehicle."""
    return sell_rental(
        offer,
        price_rental(offer.pricing_plan(), use, vat_rate=offer.vat_rate),
        span=RentalSpan(begun, at),
        customer=know_customer(offer.channel, CustomerFacts(customer), at=at),
        by=by,
        at=at,
    )


def _use(stage: Stage, seconds: int) -> Use:
    """A rental that ends at once is possible too; some of the time the vehicle stood paused."""
    running = stage.dice.choice([0, seconds, stage.dice.randint(0, seconds)])
    return Use(running, seconds - running, stage.dice.randint(0, 5 * running))


def _lower(stage: Stage, order: Order) -> Call:
    cents = stage.dice.randint(1, max(1, int(order.total_amount * 100)))
    facts = {"amount": Decimal(cents) / 100, "currency": CURRENCY, "reason": "It broke down"}
    return stage.doing(compensate_order, stored(order), **facts)
