"""A version that has failed, money taken and nothing sold, takes nothing but the way back."""

from decimal import Decimal

import pytest

from sales.models import Payment
from sales.orders.actions import (
    add_fee,
    add_travellers,
    cancel_lines,
    cancel_order,
    confirm_order,
    remove_fee,
    replace_lines,
    reserve_offers,
    reset_order,
    update_contact,
)
from sales.orders.errors import OrderFailed
from sales.orders.states import FeeType
from sales.orders.terms import Contact, FeeTerms, TravellerFacts
from sales.payments.actions import (
    add_transaction,
    capture_transaction,
    create_credit,
    execute_credit,
    open_terminal,
)
from sales.payments.terms import PartWish
from sales.refunds.actions import compensate_order, refund_lines
from sales.refunds.terms import RefundWish
from tests.factories.moments import BY, NOW
from tests.sales.paying import FIRST, SECOND, WHOLE, capture, cash, half_paid, visa

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]

HOW = {"by": BY, "at": NOW}
HALF = WHOLE / 2
FEE = FeeTerms(FeeType.MANUAL, Decimal("5.00"), Decimal("12.00"))
CHANGES = {
    "offers": lambda order, _: reserve_offers(order, [], **HOW),
    "exchange": lambda order, line: replace_lines(order, lines=[line], choices=[], **HOW),
    "lines": lambda order, line: cancel_lines(order, lines=[line], **HOW),
    "all of it": lambda order, _: cancel_order(order, **HOW),
    "fee": lambda order, _: add_fee(order, FEE, **HOW),
    "no fee": lambda order, line: remove_fee(order, fee=line, **HOW),
    "travellers": lambda order, _: add_travellers(order, [TravellerFacts()], **HOW),
    "refund": lambda order, line: refund_lines(order, [RefundWish(line, "NOK")], **HOW),
    "compensation": lambda order, _: compensate_order(
        order, amount=Decimal("1.00"), currency="NOK", reason="Late", **HOW
    ),
}


@pytest.fixture
def failed(desk):
    """Half of a first version is paid, and it was to be cancelled."""
    half_paid(desk)
    return desk


@pytest.mark.parametrize("change", CHANGES)
def test_failed_version_takes_no_change(failed, change):
    before = failed.now()

    with pytest.raises(OrderFailed):
        CHANGES[change](failed.order, failed.order.lines.get(amount=FIRST).reference)

    after = failed.now()
    assert (after.revision, after.total_amount) == (before.revision, WHOLE)


@pytest.mark.parametrize("wish", [None, cash(HALF), cash(HALF, is_import=True, external_id="x")])
def test_failed_version_takes_no_payment(failed, wish):
    with pytest.raises(OrderFailed):
        failed.pay(wish or visa(HALF))

    assert Payment.objects.count() == 1


def test_payment_that_was_begun_is_not_taken_for_a_failed_version(desk):
    card, coins = desk.pay(visa(FIRST)), desk.pay(cash(Decimal("1.00")))
    capture_transaction(desk.pay(cash(Decimal("2.00"))).transactions.get(), **HOW)
    cancel_order(desk.order, **HOW)

    with pytest.raises(OrderFailed):
        open_terminal(card.transactions.get(), return_address="https://shop.example/", **HOW)
    with pytest.raises(OrderFailed):
        capture(coins.transactions.get())
    with pytest.raises(OrderFailed):
        add_transaction(coins, cash(Decimal("1.00")), **HOW)

    assert desk.now().captured_amount == Decimal("2.00")


def test_money_that_waits_at_the_provider_is_not_taken_for_a_failed_version(desk):
    capture_transaction(desk.pay(cash(SECOND)).transactions.get(), **HOW)
    waiting = desk.authorised(visa(FIRST))
    type(desk.order).objects.filter(pk=desk.order.pk).update(failed=True, expires_at=None)

    with pytest.raises(OrderFailed):
        capture(waiting)

    assert desk.provider.calls["capture"] == 0


def test_failed_version_takes_what_costs_nothing(failed):
    changed = update_contact(failed.order, contact=Contact("Kari"), **HOW)

    assert (changed.contact_name, changed.failed) == ("Kari", True)


def test_first_version_is_cancelled_once_its_money_went_back(failed):
    give_back(failed)

    assert cancel_order(failed.order, **HOW).state == "CANCELLED"


def test_reset_of_a_failed_version_is_refused_until_its_money_went_back(desk):
    desk.captured()
    add_fee(desk.order, FEE, **HOW)
    capture(desk.pay(cash(Decimal("2.00")), version=2).transactions.get())
    assert reset_order(desk.order, **HOW).failed

    with pytest.raises(OrderFailed):
        reset_order(desk.order, **HOW)

    give_back(desk, version=2)
    assert (reset_order(desk.order, **HOW).state, desk.now().total_amount) == ("CONFIRMED", WHOLE)


def test_failed_version_can_be_sold_when_it_owes_nothing(desk):
    desk.captured()
    order = desk.now()
    order.reopen()
    order.failed = True
    order.save()

    confirm_order(order, **HOW)

    assert (desk.now().state, desk.now().failed) == ("CONFIRMED", False)


def give_back(desk, version=1):
    """What was captured last, by a credit."""
    taken = desk.order.transactions.order_by("pk").last()
    part = PartWish(taken.payment.number, taken.number, taken.amount)
    credit = create_credit(
        desk.order,
        order_version=version,
        total_amount=taken.amount,
        currency="NOK",
        parts=[part],
        **HOW,
    )
    execute_credit(credit, **HOW)
