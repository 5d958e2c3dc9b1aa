"""What the web shop sold: a few orders through the actions, and very many copies by COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from benchmarks.loading.moulds import Mould, take_order_mould
from benchmarks.loading.past import (
    DESTINATION,
    ORIGIN,
    PAST_DAYS,
    Works,
    copy_in,
)
from bookings.actions.planning import TripWish, plan_journey
from demo.channels import WEB
from demo.past import Past
from demo.webshop import POINT
from operators.timetable.stops import StopReference, StopReferenceKind
from sales.models import Offer, Order, SalesChannel
from sales.offers.actions import OfferWish, make_product_offers
from sales.offers.terms import TravellerWish
from sales.orders.actions import cancel_order, draft_order, reserve_offers
from sales.orders.terms import Contact, OfferChoice, TravellerFacts
from sales.payments.actions import capture_transaction, create_payment
from sales.payments.states import PaymentGroup, PaymentType
from sales.payments.terms import Desk, TransactionWish
from sales.refunds.actions import refund_lines
from sales.refunds.terms import RefundWish

RIDE, DAY = "zone-single", "day-ticket"
DESK = Desk(POINT)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Shop:
    """The web shop on a day of the past, when it opens."""

    past: Past
    channel: SalesChannel
    opens_at: datetime

    def offer(self, product: str, *ages: int) -> Offer:
        """The first offer of a product, for travellers of these ages."""
        wish = OfferWish(tuple(TravellerWish(age=age) for age in ages))
        if product == DAY:
            return make_product_offers(self.channel, [DAY], wish=wish, at=self.opens_at)[0]
        origin, destination = (
            [StopReference(StopReferenceKind.STOP_ID, stop)] for stop in (ORIGIN, DESTINATION)
        )
        trip = TripWish(origin, destination, departs_after=self.opens_at + 30 * MINUTE)
        offers = plan_journey(self.channel, trip, wish=wish, binding=True, at=self.opens_at)
        return next(offer for offer in offers if offer.product.code == product)

    def fill(self, *offers: Offer, travellers: tuple[TravellerFacts, ...] = ()) -> Order:
        """A draft with these offers on it."""
        by, at = self.past.by, self.opens_at + MINUTE
        order = draft_order(
            self.channel,
            currency=offers[0].currency,
            external_reference="cart",
            pos=POINT,
            contact=Contact("Kari Nordmann", "kari@example.com"),
            travellers=travellers,
            by=by,
            at=at,
        )
        reserve_offers(order, [OfferChoice(one.reference) for one in offers], by=by, at=at)
        return stored(order)

    def take(self, order: Order) -> Order:
        """Let it be paid in the hand, which sells it."""
        by, at = self.past.by, self.opens_at + 2 * MINUTE
        owed: Decimal = order.balance
        payment = create_payment(
            order,
            order_version=order.version,
            total_amount=owed,
            wish=TransactionWish(owed, order.currency, PaymentType.CASH, PaymentGroup.CASH),
            desk=DESK,
            by=by,
            at=at,
        )
        capture_transaction(payment.transactions.get(), by=by, at=at)
        return stored(order)


def ride(shop: Shop) -> Order:
    return shop.take(shop.fill(shop.offer(RIDE, 34)))


def family(shop: Shop) -> Order:
    return shop.take(shop.fill(shop.offer(RIDE, 41, 8)))


def named(shop: Shop) -> Order:
    """A ride and a ticket for the day, for somebody with a name."""
    traveller = TravellerFacts("t1", "Kari Nordmann", 34, "kari@example.com")
    return shop.take(shop.fill(shop.offer(RIDE, 34), shop.offer(DAY, 34), travellers=(traveller,)))


def refunded(shop: Shop) -> Order:
    """One of two rides was given back against a fee, so this is a second version."""
    order = shop.take(shop.fill(shop.offer(RIDE, 34), shop.offer(RIDE, 34)))
    line = order.lines.latest("pk")
    wish = RefundWish(line.reference, order.currency)
    refund_lines(order, [wish], desk=DESK, by=shop.past.by, at=shop.opens_at + 5 * MINUTE)
    return stored(order)


def given_up(shop: Shop) -> Order:
    order = shop.fill(shop.offer(RIDE, 34))
    cancel_order(order, by=shop.past.by, at=shop.opens_at + 5 * MINUTE)
    return stored(order)


def waiting(shop: Shop) -> Order:
    """A basket that nobody has paid, nor given up so far."""
    return shop.fill(shop.offer(RIDE, 34))


MODELS: tuple[tuple[Callable[[Shop], Order], int], ...] = (
    (ride, 50),
    (family, 20),
    (named, 16),
    (refunded, 6),
    (given_up, 6),
    (waiting, 2),
)
"""The orders that are copied, and how often of a hundred: 92 of them are confirmed."""


def load_orders(works: Works, count: int) -> None:
    """Write so many orders of the web shop, spread over the last year, the oldest first."""
    shop = open_shop(works.past)
    moulds = [mould for (make, share) in MODELS for mould in [take_order_mould(make(shop))] * share]
    works.dice.shuffle(moulds)
    for _ in copy_in(works, list(pairs(moulds, count))):
        pass


def pairs(moulds: list[Mould], count: int) -> Iterator[tuple[Mould, timedelta]]:
    """A mould for each order, and how far from the model's day it lies."""
    for place in range(count):
        yield moulds[place % len(moulds)], -timedelta(days=(count - 1 - place) * PAST_DAYS // count)


def open_shop(past: Past) -> Shop:
    day = past.ends_at.astimezone(past.tenant.zone).date() - timedelta(days=2)
    opens_at = datetime.combine(day, time(9, 0), tzinfo=past.tenant.zone)
    return Shop(past, past.channels[WEB], opens_at)


def stored(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)
