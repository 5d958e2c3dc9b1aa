"""Purchases of what a supplier sells and of our own journeys."""

from __future__ import annotations

import pytest

from bookings.actions.doors import cancel_any
from bookings.actions.purchases import (
    abandon_purchase,
    buy_on_account,
    hold_purchase,
    ways_to_pay,
)
from bookings.actions.purchases.healing import due_purchases, heal_purchase
from bookings.errors import PurchaseFailed
from bookings.models import Booking, Purchase
from bookings.states import PayWay
from operators.supply.errors import SupplierBusy, SupplierRefused
from sales.errors import OfferLapsed
from sales.models import PaymentTransaction
from tests.bookings.purchases.whole_trips import PARTNER, parts_for, states
from tests.bookings.supplied.shop import TIMER
from tests.factories.moments import NOW, later
from tests.factories.payments import CardAccountFactory, PaymentMethodFactory
from tests.factories.purchases import sell_journeys
from tests.factories.scenarios import Shop
from tickets.actions.keys import revoke_key


@pytest.fixture
def own(shop) -> Shop:
    """A journey of our own beside what is resold."""
    return sell_journeys(shop.opened.channel, amount="5.00")


def hold(own, *offers, at=NOW):
    return hold_purchase(parts_for(offers), channel=own.channel, by=PARTNER, at=at)


def buy(purchase, at=NOW):
    return buy_on_account(purchase, by=PARTNER, at=at)


@pytest.fixture
def both(shop, own) -> Purchase:
    """Our journey, then what the supplier sells."""
    return hold(own, own.offer(), shop.offers()[0])


def test_the_supplier_is_asked_first(shop, both, there):
    assert states(both) == ["PENDING", "PENDING"]
    assert str(both.amount) == "9.00"
    assert buy(both).state == "BOUGHT"
    assert states(both) == ["CONFIRMED", "CONFIRMED"]
    assert sorted(shop.orders()) == [("CONFIRMED", "4.00"), ("CONFIRMED", "5.00")]
    assert there.asked.count("commit") == 1


def test_a_supplier_that_refuses_to_hold_leaves_nothing(shop, own, there):
    offers = own.offer(), shop.offers()[0]
    there.fails("hold", SupplierRefused("Full."))
    with pytest.raises(SupplierRefused) as refused:
        hold(own, *offers)
    assert refused.value.place == "s2"
    assert not Purchase.objects.exists()
    assert [booking.state for booking in Booking.objects.all()] == ["REJECTED"]


def test_a_journey_that_cannot_be_held_releases_what_the_supplier_holds(shop, own, there):
    offers = own.offer(at=later(days=-1)), shop.offers()[0]
    with pytest.raises(OfferLapsed) as refused:
        hold(own, *offers)
    assert refused.value.place == "s1"
    assert Booking.objects.get().state == "RELEASED"
    assert there.bookings["there"].state in ("RELEASED", "CANCELLED")


def test_a_supplier_that_refuses_to_sell_calls_off_all(shop, both, there):
    there.fails("commit", SupplierRefused("Not for you."))
    with pytest.raises(PurchaseFailed, match="Not for you") as refused:
        buy(both)
    assert refused.value.place == "s2"
    assert states(both) == ["RELEASED", "RELEASED"]
    assert shop.orders() == []
    assert not PaymentTransaction.objects.exists()


def test_what_the_supplier_sold_is_taken_back_if_ours_cannot_be_sold(shop, own, both):
    revoke_key(own.key, by=PARTNER, at=NOW)
    with pytest.raises(PurchaseFailed):
        buy(both)
    assert states(both) == ["RELEASED", "CANCELLED"]
    assert shop.orders() == [("CONFIRMED", "0.00")]


def test_what_the_supplier_does_not_take_back_is_told(shop, own, both, there):
    revoke_key(own.key, by=PARTNER, at=NOW)
    there.fails("cancel", SupplierRefused("Too late."))
    with pytest.raises(PurchaseFailed, match="s2 cannot be given back, so that it stays booked"):
        buy(both)
    assert states(both) == ["RELEASED", "CONFIRMED"]
    failed = Purchase.objects.get()
    assert (failed.state, failed.events.get(name="FAILED").details["kept"]) == ("FAILED", ["s2"])
    with pytest.raises(PurchaseFailed, match="stays booked"):
        buy(both)


def test_what_the_supplier_takes_back_later_is_not_told_as_booked(shop, own, both, there):
    revoke_key(own.key, by=PARTNER, at=NOW)
    there.loses("cancel")
    with pytest.raises(PurchaseFailed) as refused:
        buy(both)
    assert "stays booked" not in refused.value.detail
    assert Purchase.objects.get().events.get(name="FAILED").details["kept"] == []
    shop.heal(at=later(minutes=10))
    assert states(both) == ["RELEASED", "CANCELLED"]


def test_the_supplier_sells_nothing_if_ours_is_held_no_more(shop, both, there):
    cancel_any(both.parts.get(sequence=1).booking, by=PARTNER, at=NOW)
    with pytest.raises(PurchaseFailed) as refused:
        buy(both)
    assert refused.value.place == "s1"
    assert "commit" not in there.asked
    assert states(both) == ["RELEASED", "RELEASED"]
    assert shop.orders() == []


def test_a_commit_that_nobody_knows_the_end_of_is_finished_by_the_timer(shop, both, there):
    there.loses("commit")
    with pytest.raises(SupplierBusy):
        buy(both)
    assert Purchase.objects.get().state == "BUYING"
    assert states(both) == ["PENDING", "PENDING"]
    assert due_purchases(at=later(minutes=1), limit=10) == [both.pk]
    assert heal_purchase(both, by=TIMER, at=later(minutes=1)).state == "BOUGHT"
    assert states(both) == ["CONFIRMED", "CONFIRMED"]


def test_the_same_call_tells_as_well(both, there):
    there.loses("commit")
    with pytest.raises(SupplierBusy):
        buy(both)
    assert buy(both, at=later(minutes=1)).state == "BOUGHT"


def test_what_another_server_sells_is_not_paid_with_a_card(own, both):
    PaymentMethodFactory(channel=own.channel)
    CardAccountFactory(tenant=own.tenant)
    assert ways_to_pay(both, at=NOW) == (PayWay.ACCOUNT,)
    alone = hold(own, own.offer())
    assert ways_to_pay(alone, at=NOW) == (PayWay.ACCOUNT, PayWay.CARD)


def test_what_is_given_up_is_released_there_as_well(both, there):
    abandon_purchase(both, by=PARTNER, at=NOW)
    assert states(both) == ["RELEASED", "RELEASED"]
    assert there.bookings["there"].state in ("RELEASED", "CANCELLED")
