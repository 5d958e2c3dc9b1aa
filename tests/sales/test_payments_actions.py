from decimal import Decimal

import django_fsm as fsm
import pytest
from django.db import transaction

from sales.models import Order, Payment, Posting
from sales.orders.changes import open_order
from sales.orders.states import OrderState
from sales.orders.steps import sell_lines, take_back_lines
from sales.payments.actions import credit_on_account, pay_on_account
from sales.payments.states import CreditState, TransactionState
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import OrderFactory
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@standing
def order():
    """A confirmed order of 4.00."""
    return OrderFactory()


def take_back(order, fee="0.00"):
    with transaction.atomic():
        change = open_order(order, by=BY, at=NOW)
        take_back_lines(change, fee=Decimal(fee), reason="Changed")
        change.store()


def confirm(order):
    with transaction.atomic():
        change = open_order(order, by=BY, at=NOW)
        sell_lines(change)
        change.store()


def test_paying_a_paid_order_takes_nothing(order):
    assert pay_on_account(order, by=BY, at=NOW) is None
    assert Payment.objects.count() == 1


def test_crediting_a_paid_order_gives_nothing(order):
    assert credit_on_account(order, by=BY, at=NOW) is None
    assert Posting.objects.count() == 5


def test_payment_has_a_number_of_its_own(order):
    other = OrderFactory()

    numbers = {order.payments.get().number, other.payments.get().number}
    assert len(numbers) == 2
    assert all(0 < number < 2**53 for number in numbers)


def test_crediting_in_part_leaves_the_payment_captured(order):
    take_back(order, fee="1.50")

    credit = credit_on_account(order, by=BY, at=later(minutes=1))

    paid = order.transactions.get()
    assert (paid.state, paid.credited_amount) == (TransactionState.CAPTURED, Decimal("2.50"))
    assert (credit.total_amount, credit.state) == (Decimal("2.50"), CreditState.CREDITED)
    confirm(order)


def test_crediting_in_full_closes_the_payment(order):
    take_back(order)

    credit_on_account(order, by=BY, at=NOW)

    paid = order.transactions.get()
    assert (paid.state, paid.credited_amount) == (TransactionState.CREDITED, Decimal("4.00"))
    assert Payment.state_of([paid]) == TransactionState.CREDITED
    confirm(order)


def test_crediting_takes_the_oldest_payment_first(order):
    change_total(order, "7.00")
    pay_on_account(order, by=BY, at=NOW)
    change_total(order, "1.00")

    credit = credit_on_account(order, by=BY, at=NOW)

    first, second = order.transactions.order_by("pk")
    assert [(part.transaction, part.amount) for part in credit.parts.order_by("pk")] == [
        (first, Decimal("4.00")),
        (second, Decimal("2.00")),
    ]
    assert (first.state, second.state) == (TransactionState.CREDITED, TransactionState.CAPTURED)
    assert Order.objects.get().owed() == Decimal("0.00")
    change_total(order, "4.00")


def change_total(order, amount):
    """Stands for a change of the lines, which no action makes in two steps yet."""
    order = Order.objects.get(pk=order.pk)
    if order.state == OrderState.CONFIRMED:
        order.reopen()
    order.total_amount = Decimal(amount)
    order.save()


def test_credit_is_executed_once(order):
    take_back(order)
    credit = credit_on_account(order, by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        credit.execute(at=NOW)
    confirm(order)
