"""Orders that are paid first, and changed and given back afterwards."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from demo.rehearsal.scene import BICYCLE, CURRENCY, PRODUCTS, QUAY, SANDBOX, WEB
from demo.rehearsal.stage import Stage, Story, stored
from demo.rehearsal.stories.changes import CHANGES
from demo.rehearsal.stories.papers import invoice, receipts
from demo.rehearsal.stories.paying import pay
from sales.models import Offer, Order, SalesChannel
from sales.offers.actions import OfferWish, make_product_offers
from sales.offers.terms import TravellerWish
from sales.orders.actions import add_fee, cancel_order, confirm_order, draft_order, reserve_offers
from sales.orders.states import FeeType, OrderState
from sales.orders.terms import FeeTerms, OfferChoice
from sales.refunds.actions import give_back_excess

CHANNELS = {WEB: 70, QUAY: 20, SANDBOX: 10}
PARTIES: dict[tuple[int | None, ...], int] = {(None,): 55, (44, 10): 25, (35, 33, 6): 20}
MOST_CHANGES = 3
MOST_PRODUCTS = 3


def basket(stage: Stage) -> Story:
    """Filled, paid or given up, then changed up to three times."""
    channel = stage.scene.channels[stage.draw(CHANNELS)]
    drafted = stage.do(draft_order, channel, currency=CURRENCY, external_reference="basket")
    if drafted is None or not fill(stage, drafted):
        return
    yield stage.minutes(0, 8)
    if stage.chance(12):
        terms = FeeTerms(FeeType.BOOKING, Decimal("29.00"), Decimal("25.00"), "Service")
        stage.do(add_fee, drafted, terms)
    if stage.chance(3):
        off = FeeTerms(FeeType.REDUCTION, -stored(drafted).total_amount, Decimal("12.00"), "Free")
        stage.do(add_fee, drafted, off)
        stage.do(confirm_order, drafted)
    if stage.chance(4):
        stage.do(cancel_order, drafted)
    yield from pay(stage, drafted)
    yield from receipts(stage, drafted)
    for _ in range(stage.dice.randint(0, MOST_CHANGES)):
        yield stage.minutes(1, 60 * 24 * 3)
        yield from stage.draw(CHANGES)(stage, drafted)
        yield from receipts(stage, drafted)
    if stage.chance(10):
        yield from invoice(stage, drafted)
    yield from mended(stage, drafted)


def fill(stage: Stage, order: Order) -> bool:
    """Put one to three products on it; whether that went well."""
    channel = stage.scene.channels[order.channel.code]
    mains = [code for code in PRODUCTS if code != BICYCLE]
    codes = stage.dice.sample(mains, k=stage.dice.randint(1, MOST_PRODUCTS))
    if stage.chance(20):
        codes.append(BICYCLE)
    offers = offers_of(stage, channel, codes)
    choices = [OfferChoice(one.reference, count=stage.dice.choice([1, 1, 2])) for one in offers]
    return stage.do(reserve_offers, order, choices) is not None


def offers_of(stage: Stage, channel: SalesChannel, codes: list[str]) -> list[Offer]:
    """Offers of products without a trip, for tomorrow or later."""
    ages = stage.draw(PARTIES)
    wish = OfferWish(
        tuple(TravellerWish(f"p{place}", age) for place, age in enumerate(ages)), supplements=True
    )
    starts_at = stage.at + timedelta(days=stage.dice.randint(1, 20))
    offers = make_product_offers(channel, codes, wish=wish, starts_at=starts_at, at=stage.at)
    return sorted(offers, key=lambda one: codes.index(one.product.code))


def mended(stage: Stage, order: Order) -> Story:
    """People see to what failed, once or twice."""
    for _ in range(2):
        yield stage.minutes(30, 60 * 12)
        now = stored(order)
        if now.failed:
            stage.do(give_back_excess, now, desk=stage.desk_of(now))
        elif now.state == OrderState.DRAFT and not now.owed():
            stage.do(confirm_order, now)
