from decimal import Decimal

import django_fsm as fsm
import pytest

from sales.models import Order, Payment, Posting
from sales.orders.actions import cancel_lines, confirm_order
from sales.orders.states import OrderState
from sales.payments.actions import credit_on_account, pay_on_account
from sales.payments.states import CreditState, PaymentState
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import OrderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@pytest.fixture
def order():
    """A confirmed order of 4.00."""
    return OrderFactory()


def take_back(order, fee="0.00"):
    return cancel_lines(order, fee=Decimal(fee), reason="Changed", by=BY, at=NOW)


def test_paying_a_paid_order_takes_nothing(order):
    assert pay_on_account(order, by=BY, at=NOW) is None
    assert Payment.objects.count() == 1


def test_crediting_a_paid_order_gives_nothing(order):
    assert credit_on_account(order, by=BY, at=NOW) == []
    assert Posting.objects.count() == 5


def test_payment_has_a_number_of_its_own(order):
    other = OrderFactory()

    numbers = {order.payments.get().number, other.payments.get().number}
    assert len(numbers) == 2
    assert all(0 < number < 2**53 for number in numbers)


def test_crediting_in_part_leaves_the_payment_captured(order):
    take_back(order, fee="1.50")

    [credit] = credit_on_account(order, by=BY, at=later(minutes=1))

    payment = Payment.objects.get()
    assert (payment.state, payment.credited_amount) == (PaymentState.CAPTURED, Decimal("2.50"))
    assert (credit.amount, credit.state) == (Decimal("2.50"), CreditState.CREDITED)
    confirm_order(order, by=BY, at=NOW)


def test_crediting_in_full_closes_the_payment(order):
    take_back(order)

    credit_on_account(order, by=BY, at=NOW)

    payment = Payment.objects.get()
    assert (payment.state, payment.credited_amount) == (PaymentState.CREDITED, Decimal("4.00"))
    confirm_order(order, by=BY, at=NOW)


def test_crediting_takes_the_oldest_payment_first(order):
    change_total(order, "7.00")
    pay_on_account(order, by=BY, at=NOW)
    change_total(order, "1.00")

    given = credit_on_account(order, by=BY, at=NOW)

    first, second = Payment.objects.order_by("pk")
    assert [(credit.payment, credit.amount) for credit in given] == [
        (first, Decimal("4.00")),
        (second, Decimal("2.00")),
    ]
    assert (first.state, second.state) == (PaymentState.CREDITED, PaymentState.CAPTURED)
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
    [credit] = credit_on_account(order, by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        credit.execute(at=NOW)
    confirm_order(order, by=BY, at=NOW)
