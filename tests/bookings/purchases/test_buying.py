"""Purchases that the partner is invoiced for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.doors import cancel_any
from bookings.actions.purchases import abandon_purchase, buy_on_account, ways_to_pay
from bookings.errors import BookingGone, PurchaseFailed, PurchaseOver
from bookings.models import Booking, Purchase
from bookings.purchase_queries import find_purchase, purchases_of, purchases_of_customer
from bookings.states import PayWay
from sales.models import Order
from tests.bookings.purchases.whole_trips import PARTNER, hold, states
from tests.counting import counted
from tests.factories.moments import NOW, later
from tests.factories.scenarios import LATER, open_shop
from tests.factories.taxi_rides import open_stand
from tickets.actions.keys import revoke_key
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


def buy(purchase, at=NOW):
    return buy_on_account(purchase, by=PARTNER, at=at)


def test_all_bookings_are_sold_and_invoiced(shop):
    purchase = buy(hold(shop, shop.offer(), shop.offer(30, 31)))
    assert (purchase.state, purchase.way, purchase.order) == ("BOUGHT", "ACCOUNT", None)
    assert states(purchase) == ["CONFIRMED", "CONFIRMED"]
    sold = Order.objects.order_by("pk").values_list("state", "total_amount")
    assert list(sold) == [("CONFIRMED", Decimal("4.00")), ("CONFIRMED", Decimal("8.00"))]


def test_bought_again_it_is_bought_once(shop):
    purchase = hold(shop, shop.offer())
    first = buy(purchase)
    again = buy(purchase, at=later(days=1))
    assert (again.pk, again.state, again.closed_at) == (first.pk, "BOUGHT", NOW)
    assert Order.objects.count() == 1


def test_a_part_that_cannot_be_sold_any_more_calls_off_all(shop):
    purchase = hold(shop, shop.offer(), shop.offer())
    second = purchase.parts.get(sequence=2).booking
    cancel_any(second, by=PARTNER, at=NOW)
    with pytest.raises(PurchaseFailed):
        buy(purchase)
    assert states(purchase) == ["RELEASED", "RELEASED"]
    assert not Order.objects.exists()
    assert not Ticket.objects.exists()
    failed = Purchase.objects.get()
    assert failed.state == "FAILED"
    assert failed.reason == BookingGone().detail


def test_the_refused_part_is_named_each_time_with_its_reason(shop):
    purchase = hold(shop, shop.offer())
    revoke_key(shop.key, by=PARTNER, at=NOW)
    with pytest.raises(PurchaseFailed) as refused:
        buy(purchase)
    assert refused.value.place == "s1"
    with pytest.raises(PurchaseFailed) as again:
        buy(purchase)
    assert again.value.detail == refused.value.detail


def test_it_is_too_late_when_a_hold_is_over(shop):
    purchase = hold(shop, shop.offer())
    with pytest.raises(PurchaseOver):
        buy(purchase, at=purchase.held_until)
    assert not Order.objects.exists()


def test_a_taxi_is_ordered_beside_a_ride_that_is_sold(shop):
    stand = open_stand()
    purchase = hold(stand.shop, stand.shop.offer())
    assert purchase.amount == Decimal("0.00")
    assert ways_to_pay(purchase, at=NOW) == (PayWay.ACCOUNT,)
    assert states(buy(purchase)) == ["CONDITIONAL_CONFIRMED"]


def test_what_is_given_up_is_released(shop):
    purchase = hold(shop, shop.offer(), shop.offer())
    given_up = abandon_purchase(purchase, reason="Changed my mind", by=PARTNER, at=NOW)
    assert (given_up.state, given_up.reason) == ("ABANDONED", "Changed my mind")
    assert states(purchase) == ["RELEASED", "RELEASED"]
    assert abandon_purchase(purchase, by=PARTNER, at=later(days=1)).closed_at == NOW
    with pytest.raises(PurchaseOver):
        buy(purchase)


def test_a_purchase_is_found_by_its_channel_alone(shop):
    purchase = hold(shop, shop.offer())
    stranger = open_shop(LATER)
    assert find_purchase(shop.channel, purchase.reference) == purchase
    assert purchases_of(shop.channel, "trip-1") == [purchase]
    assert list(purchases_of_customer(shop.channel, purchase.customer)) == [purchase]
    with pytest.raises(Purchase.DoesNotExist):
        find_purchase(stranger.channel, purchase.reference)
    assert purchases_of(stranger.channel, "trip-1") == []
    assert Booking.objects.count() == 1


def test_reading_costs_the_same_whatever_the_parts(shop):
    def queries(many):
        purchase = hold(shop, *[shop.offer() for _ in range(many)])
        with counted() as found:
            parts = find_purchase(shop.channel, purchase.reference).parts.all()
            assert len([part.booking.offer.product.operator.name for part in parts]) == many
        return found.statements

    assert queries(1) == queries(3) == 2
