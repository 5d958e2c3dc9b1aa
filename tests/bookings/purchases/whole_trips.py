"""Trips of several bookings, for the tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass

from bookings.actions.purchases import (
    finish_card_payment,
    hold_purchase,
    start_card_payment,
)
from bookings.models import Purchase
from bookings.terms import HoldWish
from operators.tenancy.actors import Actor
from sales.orders.customers import CustomerFacts
from tests.card_provider import Cards
from tests.factories.moments import NOW
from tests.factories.purchases import ANNA, parts_for
from tests.factories.scenarios import Shop

__all__ = ["ANNA", "BOB", "PARTNER", "Till", "hold", "parts_for", "states"]

BOB = HoldWish(customer=CustomerFacts("bob"))
PARTNER = Actor.partner("app")


def hold(shop, *offers, wish=ANNA, trip="trip-1", at=NOW):
    return hold_purchase(
        parts_for(offers, wish),
        channel=shop.channel,
        external_reference=trip,
        by=PARTNER,
        at=at,
    )


def states(purchase):
    """The states of its bookings, in the order of its parts."""
    purchase = Purchase.objects.get(pk=purchase.pk)
    return [part.booking.state for part in purchase.parts.order_by("sequence")]


@dataclass(frozen=True, slots=True)
class Till:
    """A shop that takes cards, and the provider behind it."""

    shop: Shop
    cards: Cards

    def hold(self, *ages, parts=2, trip="trip-1", at=NOW):
        """Two journeys for one traveller each, unless it is said otherwise."""
        offers = [self.shop.offer(*ages, at=at) for _ in range(parts)]
        return hold(self.shop, *offers, trip=trip, at=at)

    def start(self, purchase, at=NOW):
        return start_card_payment(purchase, by=PARTNER, at=at)

    def authorise(self, purchase, *card, at=NOW):
        """The customer types a card."""
        start = self.start(purchase, at=at)
        self.cards.pay(start.intent, *card)
        return start

    def finish(self, purchase, at=NOW):
        return finish_card_payment(purchase, by=PARTNER, at=at)

    def buy(self, *ages, parts=2, trip="trip-1"):
        purchase = self.hold(*ages, parts=parts, trip=trip)
        self.authorise(purchase)
        return self.finish(purchase)
