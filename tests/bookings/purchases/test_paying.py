"""Purchases that the customer pays with a card."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.doors import cancel_any
from bookings.actions.purchases import abandon_purchase, buy_on_account, ways_to_pay
from bookings.errors import NoCardHere, PaymentNotDone, PurchaseFailed, PurchaseOver
from bookings.models import Purchase
from bookings.purchase_queries import find_purchase_of_payment
from bookings.states import PayWay
from demo.cards.plastic import DECLINED
from sales.models import CardAccount, Credit, Fare, Order, PaymentTransaction
from tests.bookings.purchases.whole_trips import ANNA, PARTNER, hold, states
from tests.factories.moments import NOW, later
from tickets.actions.keys import revoke_key
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def again(purchase):
    return Purchase.objects.get(pk=purchase.pk)


def test_a_card_is_one_of_two_ways(till):
    assert ways_to_pay(till.hold(), at=NOW) == (PayWay.ACCOUNT, PayWay.CARD)


def test_without_an_account_at_the_provider_there_is_no_card(shop):
    purchase = hold(shop, shop.offer())
    assert not CardAccount.objects.exists()
    assert ways_to_pay(purchase, at=NOW) == (PayWay.ACCOUNT,)


@pytest.mark.parametrize("currency", ["JPY", "KWD"])
def test_there_is_no_card_where_the_main_unit_has_no_hundred_parts(till, currency):
    """The provider would take hundredths of a yen for yen."""
    Fare.objects.update(currency=currency)
    purchase = till.hold()
    assert (purchase.currency, ways_to_pay(purchase, at=NOW)) == (currency, (PayWay.ACCOUNT,))
    with pytest.raises(NoCardHere):
        till.start(purchase)
    assert buy_on_account(purchase, by=PARTNER, at=NOW).state == "BOUGHT"


def test_one_payment_buys_all_journeys(till):
    purchase = till.hold(30, 31)
    start = till.start(purchase)
    assert start.intent.startswith("pi_")
    assert start.client_secret.startswith(start.intent)
    assert start.publishable_key.startswith("pk_test_")
    assert (start.order.state, start.order.total_amount) == ("DRAFT", Decimal("16.00"))
    till.cards.pay(start.intent)
    bought = till.finish(purchase)
    assert (bought.state, bought.way) == ("BOUGHT", "CARD")
    assert till.cards.charged == [1600]
    assert states(purchase) == ["CONFIRMED", "CONFIRMED"]
    order = Order.objects.get()
    assert (order.state, order.balance) == ("CONFIRMED", Decimal("0.00"))
    bookings = [part.booking for part in bought.parts.order_by("sequence")]
    assert {booking.order for booking in bookings} == {order}
    tickets = [leg.ticket for booking in bookings for leg in booking.legs.all()]
    assert len(set(tickets)) == Ticket.objects.count() == 4


def test_all_steps_can_be_repeated(till):
    purchase = till.hold()
    first = till.start(purchase)
    assert till.start(purchase, at=later(minutes=1)) == first
    till.cards.pay(first.intent)
    till.finish(purchase)
    assert till.finish(purchase, at=later(days=1)).state == "BOUGHT"
    assert till.cards.charged == [800]
    assert Order.objects.count() == PaymentTransaction.objects.count() == 1


def test_a_payment_leads_to_its_purchase(till):
    purchase = till.hold()
    start = till.start(purchase)
    assert find_purchase_of_payment(till.shop.channel, start.intent) == purchase
    for unknown in ("pi_unknown", ""):
        with pytest.raises(Purchase.DoesNotExist):
            find_purchase_of_payment(till.shop.channel, unknown)


def test_who_has_not_paid_has_bought_nothing(till):
    purchase = till.hold()
    with pytest.raises(PaymentNotDone):
        till.finish(purchase)
    till.start(purchase)
    with pytest.raises(PaymentNotDone):
        till.finish(purchase)
    assert (again(purchase).state, till.cards.charged) == ("PAYING", [])


def test_a_card_that_is_declined_leaves_time_for_another_one(till):
    purchase = till.hold()
    start = till.authorise(purchase, DECLINED)
    with pytest.raises(PaymentNotDone):
        till.finish(purchase)
    till.cards.pay(start.intent)
    assert till.finish(purchase).state == "BOUGHT"


def test_the_bookings_stay_held_while_the_customer_pays(till):
    purchase = till.hold()
    till.start(purchase, at=later(minutes=4))
    paying = again(purchase)
    ends = {part.booking.held_until for part in paying.parts.all()}
    assert {paying.held_until} == ends == {later(minutes=24)}
    assert {part.booking.extensions for part in paying.parts.all()} == {0}


def test_a_part_that_is_gone_before_the_money_is_taken_costs_nothing(till):
    purchase = till.hold()
    till.authorise(purchase)
    cancel_any(purchase.parts.get(sequence=2).booking, by=PARTNER, at=NOW)
    with pytest.raises(PurchaseFailed) as refused:
        till.finish(purchase)
    assert refused.value.place == "s2"
    assert states(purchase) == ["RELEASED", "RELEASED"]
    assert (till.cards.charged, till.cards.repaid) == ([], [])
    assert [one.state for one in PaymentTransaction.objects.all()] == ["CANCELLED"]
    assert Order.objects.get().state == "CANCELLED"
    assert (again(purchase).state, again(purchase).is_unsettled) == ("FAILED", False)
    with pytest.raises(PurchaseFailed, match="over for good"):
        till.finish(purchase)


def test_what_cannot_be_sold_after_the_money_came_gives_all_of_it_back(till):
    purchase = till.hold()
    till.authorise(purchase)
    revoke_key(till.shop.key, by=PARTNER, at=NOW)
    with pytest.raises(PurchaseFailed):
        till.finish(purchase)
    assert (till.cards.charged, till.cards.repaid) == ([800], [800])
    order = Order.objects.get()
    assert (order.state, order.balance) == ("CANCELLED", Decimal("0.00"))
    assert states(purchase) == ["RELEASED", "RELEASED"]
    assert not Ticket.objects.exists()
    events = again(purchase).events.order_by("pk").values_list("name", flat=True)
    assert list(events)[-2:] == ["FAILED", "MONEY_RETURNED"]


def test_one_part_can_be_cancelled_and_its_share_goes_back(
    till, django_capture_on_commit_callbacks
):
    bought = till.buy()
    first, second = (part.booking for part in bought.parts.order_by("sequence"))
    with django_capture_on_commit_callbacks(execute=True):
        cancel_any(first, by=PARTNER, at=NOW)
    assert till.cards.repaid == [400]
    order = Order.objects.get()
    facts = (order.state, order.version, order.total_amount)
    assert facts == ("CONFIRMED", 2, Decimal("4.00"))
    assert states(bought) == ["CANCELLED", "CONFIRMED"]
    assert {leg.ticket.state for leg in first.legs.all()} == {"VOIDED"}
    assert {leg.ticket.state for leg in second.legs.all()} == {"ISSUED"}
    with django_capture_on_commit_callbacks(execute=True):
        cancel_any(second, by=PARTNER, at=later(minutes=1))
    assert till.cards.repaid == [400, 400]
    assert Order.objects.get().total_amount == Decimal("0.00")


def test_the_fee_of_a_part_is_kept(till, django_capture_on_commit_callbacks):
    product = till.shop.product
    type(product).objects.filter(pk=product.pk).update(cancellation_fee="1.50")
    product.refresh_from_db()
    bought = till.buy()
    with django_capture_on_commit_callbacks(execute=True):
        cancel_any(bought.parts.get(sequence=1).booking, by=PARTNER, at=NOW)
    assert till.cards.repaid == [250]
    assert Order.objects.get().total_amount == Decimal("5.50")


def test_who_gives_up_is_not_charged(till):
    purchase = till.hold()
    till.authorise(purchase)
    assert abandon_purchase(purchase, by=PARTNER, at=NOW).state == "ABANDONED"
    assert (till.cards.charged, Order.objects.get().state) == ([], "CANCELLED")
    assert not again(purchase).is_unsettled
    with pytest.raises(PurchaseOver):
        till.finish(purchase)
    with pytest.raises(PurchaseOver):
        till.start(purchase)


def test_a_card_payment_that_was_begun_makes_room_for_the_account(till):
    purchase = till.hold()
    till.authorise(purchase)
    bought = buy_on_account(purchase, by=PARTNER, at=NOW)
    assert (bought.state, bought.way, bought.order) == ("BOUGHT", "ACCOUNT", None)
    assert till.cards.charged == []
    assert Order.objects.filter(state="CONFIRMED").count() == 2
    assert Order.objects.filter(state="CANCELLED").count() == 1


def test_what_is_bought_is_not_paid_again(till):
    bought = till.buy()
    with pytest.raises(NoCardHere):
        till.start(bought)
    assert not Credit.objects.exists()


def test_the_order_names_customer_and_purchase(till):
    purchase = till.hold()
    order = till.start(purchase).order
    assert order.external_reference == purchase.reference
    assert order.customer.external_id == ANNA.customer.external_id
    assert order.keeper == "PURCHASE"
