"""Purchases that two ways of paying meet over, and bookings that are bought beside them."""

from __future__ import annotations

import pytest

from bookings.actions.doors import commit_any
from bookings.actions.purchases import abandon_purchase, buy_on_account, buying, giving_up, paying
from bookings.actions.purchases.giving_up import drop_card_payment, lapse_purchase
from bookings.errors import PaymentNotDone, PurchaseOver
from bookings.models import Purchase
from bookings.purchase_queries import find_purchase_of_payment
from operators.tenancy.actors import Actor
from sales.models import Order
from sales.payments.actions import settle_money
from sales.payments.errors import MoneyMoving
from tests.bookings.purchases.whole_trips import PARTNER, hold, states
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db
TIMER = Actor.timer("heal-purchase")


class KilledError(BaseException):
    """A process ends in the middle of its work."""


def now(purchase):
    return Purchase.objects.get(pk=purchase.pk)


def test_a_payment_that_is_dropped_while_it_is_finished_buys_nothing(till, monkeypatch):
    purchase = till.hold()
    till.authorise(purchase)
    is_paid = paying._is_paid

    def and_dropped(*args, **kwargs):
        answer = is_paid(*args, **kwargs)
        drop_card_payment(purchase, by=PARTNER, at=NOW)
        return answer

    monkeypatch.setattr(paying, "_is_paid", and_dropped)
    with pytest.raises(PaymentNotDone):
        till.finish(purchase)
    assert (now(purchase).state, till.cards.charged) == ("HELD", [])
    assert buy_on_account(purchase, by=PARTNER, at=NOW).state == "BOUGHT"


@pytest.mark.parametrize("when", ["closed", "dropped"])
def test_a_payment_that_is_begun_while_another_is_dropped_stays(till, monkeypatch, when):
    """Who wants to pay on account closes a card payment; meanwhile the customer begins anew."""
    purchase = till.hold()
    till.start(purchase)
    module, name = {
        "closed": (giving_up, "close_unsold"),
        "dropped": (buying, "drop_card_payment"),
    }[when]
    act = getattr(module, name)

    def and_begun(*args, **kwargs):
        answer = act(*args, **kwargs)
        till.authorise(purchase)
        return answer

    with monkeypatch.context() as until_then:
        until_then.setattr(module, name, and_begun)
        with pytest.raises(MoneyMoving):
            buy_on_account(purchase, by=PARTNER, at=NOW)
    assert till.finish(purchase).state == "BOUGHT"
    assert till.cards.charged == [800]


def test_a_card_serves_after_a_change_of_mind_that_was_killed(till, monkeypatch):
    purchase = till.hold()
    till.start(purchase)

    def die(*args, **kwargs):
        raise KilledError

    with monkeypatch.context() as until_then:
        until_then.setattr(giving_up, "lock_purchase", die)
        with pytest.raises(KilledError):
            buy_on_account(purchase, by=PARTNER, at=NOW)
    till.authorise(purchase)
    assert till.finish(purchase).state == "BOUGHT"
    assert till.cards.charged == [800]
    assert sorted(order.state for order in Order.objects.all()) == ["CANCELLED", "CONFIRMED"]


def test_nobody_holds_for_ever_by_beginning_to_pay(till):
    purchase = till.hold()
    for minutes in (0, 17, 34):
        till.start(purchase, at=later(minutes=minutes))
        settle_money(by=TIMER, at=later(minutes=minutes + 16), limit=10)
    with pytest.raises(PurchaseOver):
        till.start(purchase, at=later(minutes=51))
    assert now(purchase).held_until == later(minutes=54)


def test_no_payment_leads_to_no_purchase(shop):
    hold(shop, shop.offer())
    with pytest.raises(Purchase.DoesNotExist):
        find_purchase_of_payment(shop.channel, "")


@pytest.mark.parametrize("end", [abandon_purchase, lapse_purchase])
def test_what_was_bought_by_itself_is_not_taken_back(shop, end):
    purchase = hold(shop, shop.offer(), shop.offer())
    commit_any(purchase.parts.get(sequence=1).booking, by=PARTNER, at=NOW)
    end(purchase, by=TIMER, at=now(purchase).held_until)
    assert states(purchase)[0] == "CONFIRMED"
    assert Order.objects.get().state == "CONFIRMED"
