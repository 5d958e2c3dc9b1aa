"""What a posting was for where only a part of an order was sold on account."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales.invoices.actions import issue_order_invoice
from sales.invoices.charges import charges_of
from sales.invoices.queries import open_postings_of_order
from sales.payments.actions import capture_transaction
from sales.payments.states import PaymentGroup, PaymentType
from sales.payments.terms import TransactionWish
from sales.refunds.actions import refund_lines
from sales.refunds.terms import RefundWish
from tests.factories.moments import BY, NOW, later
from tests.sales.paying import SECOND, WHOLE, cash, method

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(desk):
    """The desk, which takes travel accounts as well."""
    method(desk.shop, "INVOICE", "TRAVELACCOUNT", "ACCOUNT")
    return desk


def on_account(amount):
    return TransactionWish(amount, "NOK", PaymentType.INVOICE, PaymentGroup.TRAVELACCOUNT)


def pay(counter, *wishes):
    """One payment of several transactions, all captured."""
    first, *others = wishes
    payments = [counter.pay(first), *(counter.pay(wish) for wish in others)]
    for payment in payments:
        capture_transaction(payment.transactions.get(), by=BY, at=NOW)
    return counter.now()


def charges(order):
    return list(charges_of(open_postings_of_order(order).order_by("pk")))


def parts(charge):
    return [(part.amount, part.tax_amount, part.vat_rate) for part in charge.parts]


def test_order_on_a_travel_account_is_charged_by_line(counter):
    [charge] = charges(pay(counter, on_account(WHOLE)))

    rate = Decimal("12.00")
    assert parts(charge) == [
        (Decimal("1046.00"), Decimal("112.07"), rate),
        (Decimal("400.00"), Decimal("42.86"), rate),
    ]


def test_part_on_a_travel_account_is_that_much_of_every_line(counter):
    [charge] = charges(pay(counter, cash(Decimal("446.01")), on_account(Decimal("999.99"))))

    rate = Decimal("12.00")
    assert parts(charge) == [
        (Decimal("723.37"), Decimal("77.50"), rate),
        (Decimal("276.62"), Decimal("29.64"), rate),
    ]
    assert charge.amount == Decimal("999.99")


def test_refund_to_a_travel_account_is_taken_off_its_invoice(counter):
    order = pay(counter, on_account(WHOLE))
    line = order.lines.order_by("pk").last()
    wish = RefundWish(line=line.reference, currency="NOK", amount=SECOND, fee=Decimal("50.00"))
    refund_lines(order, [wish], by=BY, at=later(minutes=1))

    [made] = issue_order_invoice(counter.now(), by=BY, at=later(minutes=2))

    amounts = sorted(Decimal(item["amount"]) for item in made.facts["items"])
    assert amounts == [Decimal("-400.00"), Decimal("50.00"), WHOLE]
    assert made.total_amount == Decimal("1096.00")
    assert made.total_tax_amount == Decimal("117.43")
