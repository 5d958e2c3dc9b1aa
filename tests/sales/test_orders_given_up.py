"""What becomes of the parts of a version that is given up, and a sweep that something goes wrong
in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from sales.errors import OfferTaken
from sales.models import Credit, Offer, Order, PaymentTransaction
from sales.offers.actions import expire_offers
from sales.orders.actions import (
    cancel_lines,
    cancel_order,
    confirm_order,
    lapse_orders,
    reserve_offers,
    reset_order,
)
from sales.orders.errors import OrderFailed, OrderLocked
from sales.payments.actions import (
    add_transaction,
    capture_transaction,
    create_credit,
    create_payment,
    execute_credit,
    settle_money,
)
from sales.payments.errors import (
    AmountExceedsCaptured,
    CreditFailed,
    NothingToCredit,
    NotPayable,
    ProviderFailed,
    ProviderTimeout,
)
from sales.payments.terms import PartWish
from sales.refunds.actions import compensate_order, give_back_excess
from sales.refunds.errors import ReductionUnfit
from tests.counting import counted
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose, draft, references, sold, stored
from tests.factories.provider import failing
from tests.factories.scenarios import open_shop
from tests.sales.paying import FIRST, SECOND, WHOLE, cash, visa

pytestmark = pytest.mark.django_db

ENDED = later(minutes=30)


# Sweeps


def spoil(table: str, condition: str) -> None:
    """Let the database refuse to change these rows, as a fault of ours might make it do."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'spoilt'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER spoilt BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition}) "
            "EXECUTE FUNCTION pg_temp.refuse()"
        )


def test_order_that_does_not_lapse_keeps_no_other_waiting():
    shop = open_shop()
    spoilt, *others = [draft(shop, choose(shop)) for _ in range(4)]
    spoil("sales_order", f"OLD.id = {spoilt.pk}")

    assert lapse_orders(by=BY, at=ENDED, limit=10) == 3

    assert {stored(order).state for order in others} == {"CANCELLED"}
    assert stored(spoilt).state == "DRAFT"
    assert lapse_orders(by=BY, at=ENDED, limit=10) == 0


def test_batch_of_lapses_is_bounded():
    shop = open_shop()
    for _ in range(3):
        draft(shop, choose(shop))

    assert [lapse_orders(by=BY, at=ENDED, limit=2) for _ in range(3)] == [2, 1, 0]


def test_lapse_of_an_order_takes_few_statements():
    shop = open_shop()
    counts = []
    for wanted in (1, 4):
        for _ in range(wanted):
            draft(shop, choose(shop))
        with counted() as count:
            assert lapse_orders(by=BY, at=ENDED, limit=10) == wanted
        counts.append(count.statements)

    # To find and lock them with their parts, whatever their number; then for each of them.
    assert counts == [5 + 4, 5 + 4 * 4]


def test_money_that_does_not_settle_keeps_no_other_waiting(desk):
    first, second = (desk.pay(visa(SECOND)).transactions.get() for _ in range(2))
    PaymentTransaction.objects.filter(pk__in=[first.pk, second.pk]).update(
        state="INITIATED", initiated_at=NOW, locked_until=NOW
    )
    spoil("sales_paymenttransaction", f"OLD.id = {first.pk}")

    assert settle_money(by=BY, at=later(minutes=20), limit=10) == 2

    states = PaymentTransaction.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["INITIATED", "CANCELLED"]


# Offers


def test_offers_of_a_draft_that_is_cancelled_can_be_taken_again():
    shop = open_shop()
    choice = choose(shop)
    order = draft(shop, choice)
    with pytest.raises(OfferTaken):
        reserve_offers(draft(shop), [choice], by=BY, at=NOW)

    cancel_order(order, by=BY, at=NOW)

    other = draft(shop)
    assert len(reserve_offers(other, [choice], by=BY, at=NOW)) == 1
    assert [line.offer_id for line in order.lines.all()] == [None]
    check_books()


def test_offers_of_a_version_that_is_reset_can_be_taken_again():
    shop = open_shop()
    order = sold(shop)
    kept = order.lines.get().offer_id
    choice = choose(shop)
    reserve_offers(order, [choice], by=BY, at=NOW)

    reset_order(order, by=BY, at=NOW)

    reserve_offers(order, [choice], by=BY, at=NOW)
    assert Offer.objects.filter(pk=kept, taken_at=None).count() == 0


def test_offers_that_are_over_stay_taken_when_their_order_lapses():
    shop = open_shop()
    order = draft(shop, choose(shop))

    lapse_orders(by=BY, at=later(hours=2))

    assert Offer.objects.get().taken_at is not None
    assert order.lines.get().offer_id is not None


def test_offers_that_were_freed_are_cleared_away_in_time():
    shop = open_shop()
    cancel_order(draft(shop, choose(shop)), by=BY, at=NOW)

    assert expire_offers(at=later(days=3)) == 1


# Money


def test_order_is_not_confirmed_while_its_money_moves(desk):
    transaction = desk.authorised()
    Order.objects.update(total_amount=0)

    with pytest.raises(OrderLocked):
        confirm_order(desk.order, by=BY, at=NOW)
    with pytest.raises(OrderLocked):
        confirm_order(desk.order, by=BY, at=later(minutes=20))
    assert PaymentTransaction.objects.get(pk=transaction.pk).state == "INITIATED"


def test_payment_of_a_version_that_was_given_up_takes_no_money_for_the_next_one(desk):
    capture_transaction(desk.pay(cash()).transactions.get(), by=BY, at=NOW)
    for _ in range(2):
        desk.shop.fare.currency = "NOK"
        desk.shop.fare.save()
        reserve_offers(desk.order, [choose(desk.shop)], by=BY, at=NOW)
        payment = create_payment(
            desk.order, order_version=2, total_amount=Decimal("4.00"), by=BY, at=NOW
        )
        if desk.order.payments.count() == 2:
            given_up = payment
            reset_order(desk.order, by=BY, at=NOW)

    with pytest.raises(NotPayable):
        add_transaction(given_up, cash(given_up.total_amount), by=BY, at=NOW)


def paid_in_two(desk):
    """Two cards, half of the price each."""
    for _ in range(2):
        desk.captured(visa(WHOLE / 2))
    return desk.now()


def refusing_second(provider, error):
    """The provider takes one repayment and then no more."""

    def during(call: str) -> None:
        if call == "credit" and provider.calls["credit"] > 1:
            raise error

    return during


def test_version_is_kept_while_a_part_of_its_credit_was_given_back(desk):
    order = paid_in_two(desk)
    desk.provider.during = refusing_second(desk.provider, ProviderFailed)
    with pytest.raises(CreditFailed):
        compensate_order(order, amount=WHOLE, currency="NOK", reason="Late", by=BY, at=NOW)

    with pytest.raises(OrderFailed):
        reset_order(order, by=BY, at=NOW)

    found = desk.now()
    assert (found.version, found.state, found.failed) == (2, "DRAFT", True)
    assert Credit.objects.get().state == "FAILED"


def test_money_on_its_way_back_is_not_promised_again(desk):
    """The provider is silent for longer than the lock lasts."""
    desk.captured()
    desk.provider.during = failing("credit", error=ProviderTimeout)
    with pytest.raises(ProviderTimeout):
        compensate_order(desk.order, amount=SECOND, currency="NOK", reason="Late", by=BY, at=NOW)
    desk.provider.during = str

    with pytest.raises(NothingToCredit):
        give_back_excess(desk.order, by=BY, at=later(minutes=16))

    settle_money(by=BY, at=later(minutes=20), limit=10)
    assert list(desk.provider.refunds.values()) == [SECOND]
    assert (desk.now().state, desk.now().credited_amount) == ("CONFIRMED", SECOND)
    check_books()


def test_credit_that_nobody_executed_does_not_stand_in_the_way_of_a_refund(desk):
    transaction = desk.captured()
    cancel_lines(desk.order, lines=references(desk.order)[:1], by=BY, at=NOW)
    part = PartWish(transaction.payment.number, transaction.number, FIRST)
    facts = {"order_version": 2, "total_amount": FIRST, "currency": "NOK", "parts": [part]}
    credit = create_credit(desk.order, **facts, by=BY, at=NOW)
    with pytest.raises(AmountExceedsCaptured):
        create_credit(desk.order, **facts, by=BY, at=NOW)

    give_back_excess(desk.order, by=BY, at=NOW)

    assert (desk.now().state, desk.now().credited_amount) == ("CONFIRMED", FIRST)
    with pytest.raises(NothingToCredit):
        execute_credit(credit, by=BY, at=NOW)


def test_lines_are_compensated_for_what_they_cost_at_most(desk):
    desk.captured()
    second = desk.order.lines.get(amount=SECOND).reference
    late = {"currency": "NOK", "reason": "Late", "lines": [second], "by": BY, "at": NOW}
    compensate_order(desk.order, amount=SECOND / 2, **late)

    with pytest.raises(ReductionUnfit):
        compensate_order(desk.order, amount=SECOND / 2 + 1, **late)
    compensate_order(desk.order, amount=SECOND / 2, **late)
    assert desk.now().total_amount == FIRST
