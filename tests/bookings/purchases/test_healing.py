"""What a timer does with purchases that somebody began and died over."""

from __future__ import annotations

from contextlib import suppress

import pytest

from bookings.actions.purchases import buying, giving_up, paying
from bookings.actions.purchases.healing import due_purchases, heal_purchase
from bookings.errors import PaymentNotDone, PurchaseFailed
from bookings.models import Purchase
from bookings.tasks import heal_due_purchases
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from sales.models import Credit, Order, PaymentTransaction
from sales.payments.actions import execute_credit, settle_money
from sales.payments.errors import CreditFailed, ProviderDown, ProviderFailed
from tests.bookings.purchases.whole_trips import PARTNER, hold, states
from tests.factories.moments import NOW, later
from tickets.actions.keys import revoke_key

pytestmark = pytest.mark.django_db
TIMER = Actor.timer("heal-purchase")


class KilledError(BaseException):
    """A process ends in the middle of its work."""


def heal(at):
    """What the timer does then; what it could not do."""
    faults = []
    for key in due_purchases(at=at, limit=10):
        try:
            heal_purchase(Purchase.objects.get(pk=key), by=TIMER, at=at)
        except DomainError as fault:
            faults.append(type(fault))
    return faults


def killed(monkeypatch, module, name, act):
    """Die when this is reached."""

    def die(*args, **kwargs):
        raise KilledError

    with monkeypatch.context() as until_then:
        until_then.setattr(module, name, die)
        with pytest.raises(KilledError):
            act()


def now(purchase):
    return Purchase.objects.get(pk=purchase.pk)


def test_what_was_begun_on_account_is_bought(shop, monkeypatch):
    purchase = hold(shop, shop.offer(), shop.offer())
    killed(
        monkeypatch,
        buying,
        "commit_parts",
        lambda: buying.buy_on_account(purchase, by=PARTNER, at=NOW),
    )
    assert now(purchase).state == "BUYING"
    assert due_purchases(at=later(seconds=59), limit=10) == []
    assert heal(later(minutes=1)) == []
    assert (now(purchase).state, states(purchase)) == ("BOUGHT", ["CONFIRMED", "CONFIRMED"])
    assert due_purchases(at=later(days=1), limit=10) == []


def test_money_that_was_taken_buys_what_it_was_for(till, monkeypatch):
    purchase = till.hold()
    till.authorise(purchase)
    killed(monkeypatch, paying, "_sell", lambda: till.finish(purchase))
    assert (till.cards.charged, Order.objects.get().state) == ([800], "DRAFT")
    assert states(purchase) == ["PENDING", "PENDING"]
    assert heal(later(minutes=1)) == []
    assert (now(purchase).state, till.cards.charged) == ("BOUGHT", [800])


def test_money_that_came_too_late_goes_back(till, monkeypatch):
    purchase = till.hold()
    till.authorise(purchase)
    killed(monkeypatch, paying, "_sell", lambda: till.finish(purchase))
    assert heal(later(days=1)) == [PurchaseFailed]
    assert (till.cards.charged, till.cards.repaid) == ([800], [800])
    assert Order.objects.get().state == "CANCELLED"
    assert now(purchase).state == "FAILED"


def test_a_customer_who_paid_and_went_away_has_bought(till):
    purchase = till.hold()
    till.authorise(purchase)
    assert paying._is_paid(now(purchase).order, by=PARTNER, at=NOW)
    assert heal(later(minutes=1)) == []
    assert now(purchase).state == "BOUGHT"


def test_who_never_pays_loses_the_hold(till):
    purchase = till.hold()
    till.start(purchase)
    at = now(purchase).held_until
    assert heal(at) == []
    assert (now(purchase).state, Order.objects.get().state) == ("EXPIRED", "CANCELLED")
    assert [one.state for one in PaymentTransaction.objects.all()] == ["CANCELLED"]
    assert not now(purchase).is_unsettled
    assert till.cards.charged == []


def test_what_nobody_bought_lapses(shop):
    purchase = hold(shop, shop.offer())
    assert heal(purchase.held_until) == []
    assert now(purchase).state == "EXPIRED"
    assert heal_purchase(purchase, by=TIMER, at=later(days=1)).state == "EXPIRED"


def test_a_refund_that_the_provider_refuses_now_is_made_later(till):
    purchase = till.hold()
    till.authorise(purchase)
    revoke_key(till.shop.key, by=PARTNER, at=NOW)
    till.cards.spoil("post refunds", "broken")
    with pytest.raises(PurchaseFailed):
        till.finish(purchase)
    assert (now(purchase).state, now(purchase).is_unsettled) == ("FAILED", True)
    assert heal(later(minutes=2)) == [ProviderDown]
    assert due_purchases(at=later(minutes=2), limit=10) == []
    till.cards.mend()
    assert heal(later(minutes=3)) == []
    assert (till.cards.repaid, Order.objects.get().state) == ([800], "CANCELLED")
    assert not now(purchase).is_unsettled


def test_a_refund_that_is_refused_waits_for_people(till):
    purchase = till.hold()
    till.authorise(purchase)
    revoke_key(till.shop.key, by=PARTNER, at=NOW)
    till.cards.spoil("post refunds", "refused")
    with suppress(PurchaseFailed):
        till.finish(purchase)
    till.cards.mend()
    assert heal(later(minutes=2)) == [CreditFailed]
    assert (till.cards.repaid, Order.objects.get().failed) == ([], True)
    execute_credit(Credit.objects.get(), by=PARTNER, at=later(minutes=3))
    assert heal(later(minutes=4)) == []
    assert (till.cards.repaid, Order.objects.get().state) == ([800], "CANCELLED")


def test_the_sweep_of_payments_and_this_one_get_on(till):
    purchase = till.hold()
    till.authorise(purchase)
    revoke_key(till.shop.key, by=PARTNER, at=NOW)
    till.cards.spoil("post refunds", "broken")
    with suppress(PurchaseFailed):
        till.finish(purchase)
    till.cards.mend()
    settle_money(by=TIMER, at=later(minutes=2), limit=10)
    assert till.cards.repaid == [800]
    assert heal(later(minutes=3)) == []
    assert (till.cards.repaid, Order.objects.get().state) == ([800], "CANCELLED")


def test_a_provider_that_is_away_leaves_everything_as_it_is(till):
    purchase = till.hold()
    till.authorise(purchase)
    till.cards.spoil("capture payment_intents", "broken")
    with pytest.raises(ProviderFailed):
        till.finish(purchase)
    assert (now(purchase).state, states(purchase)) == ("BUYING", ["PENDING", "PENDING"])
    assert heal(later(minutes=1)) != []
    till.cards.mend()
    assert heal(later(minutes=2)) == []
    assert (now(purchase).state, till.cards.charged) == ("BOUGHT", [800])


def test_what_is_being_undone_is_undone_to_its_end(shop, monkeypatch):
    purchase = hold(shop, shop.offer(), shop.offer())
    revoke_key(shop.key, by=PARTNER, at=NOW)
    killed(
        monkeypatch,
        giving_up,
        "finish_undoing",
        lambda: buying.buy_on_account(purchase, by=PARTNER, at=NOW),
    )
    assert now(purchase).is_failing
    with pytest.raises(PurchaseFailed):
        buying.buy_on_account(purchase, by=PARTNER, at=NOW)
    assert heal(later(minutes=1)) == []
    assert (now(purchase).state, states(purchase)) == ("FAILED", ["RELEASED", "RELEASED"])


def test_the_timer_sends_a_message_for_each(shop, monkeypatch):
    hold(shop, shop.offer())
    hold(shop, shop.offer(), trip="trip-2")
    monkeypatch.setattr("bookings.tasks.timezone.now", lambda: later(days=1))
    assert heal_due_purchases() == 2
    assert set(Purchase.objects.values_list("state", flat=True)) == {"EXPIRED"}


def test_one_that_waits_for_its_customer_is_left_alone(till):
    purchase = till.hold()
    till.start(purchase)
    with pytest.raises(PaymentNotDone):
        heal_purchase(purchase, by=TIMER, at=later(minutes=2))
    assert due_purchases(at=later(minutes=2), limit=10) == []
