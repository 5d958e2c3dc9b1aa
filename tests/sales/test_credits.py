"""Credits: how much of which payment goes back, and what happens before it does."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales.models import Credit, CreditPart, Order, Posting
from sales.orders.actions import cancel_lines, reset_order
from sales.orders.errors import WrongCurrency
from sales.payments import errors
from sales.payments.actions import create_credit, execute_credit
from sales.payments.terms import PartWish
from tests.factories.moments import BY, NOW
from tests.sales.giving_back import line_of, sold, ticket_of
from tests.sales.paying import SECOND

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


def credit_of(desk, *amounts, total=None, currency="NOK", version=None):
    paid = desk.order.transactions.get()
    parts = [PartWish(paid.payment.number, paid.number, Decimal(a)) for a in amounts]
    return create_credit(
        desk.order,
        order_version=version or desk.now().version,
        total_amount=Decimal(total or amounts[0]),
        currency=currency,
        parts=parts,
        by=BY,
        at=NOW,
    )


def test_credit_beyond_what_was_captured_is_refused(sold):
    cancel_lines(sold.order, lines=[line_of(sold, SECOND).reference], by=BY, at=NOW)
    posted = Posting.objects.count()

    with pytest.raises(errors.AmountExceedsCaptured):
        credit_of(sold, "1446.01")
    credit_of(sold, "400.00")
    with pytest.raises(errors.AmountExceedsCaptured):
        credit_of(sold, "1046.01")
    assert Posting.objects.count() == posted


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"currency": "SEK"}, WrongCurrency),
        ({"total": "399.99"}, errors.AmountMismatch),
        ({"version": 1}, errors.VersionDiffers),
    ],
)
def test_credit_that_does_not_fit_is_refused(sold, facts, error):
    cancel_lines(sold.order, lines=[line_of(sold, SECOND).reference], by=BY, at=NOW)

    with pytest.raises(error):
        credit_of(sold, "400.00", **facts)


def test_settled_order_has_nothing_to_credit(sold):
    with pytest.raises(errors.NothingToCredit):
        credit_of(sold, "1.00")


def test_credit_names_a_transaction_of_the_order(sold):
    cancel_lines(sold.order, lines=[line_of(sold, SECOND).reference], by=BY, at=NOW)
    facts = {"order_version": 2, "total_amount": SECOND, "currency": "NOK"}

    with pytest.raises(errors.TransactionUnknown):
        create_credit(sold.order, parts=[PartWish(1, 2, SECOND)], by=BY, at=NOW, **facts)


def test_credit_voids_the_tickets_before_the_money_goes(sold):
    cancel_lines(sold.order, lines=[line_of(sold, SECOND).reference], by=BY, at=NOW)
    credit = credit_of(sold, "400.00")
    seen = []
    sold.provider.during = lambda call: seen.append((call, ticket_of(sold, SECOND).state))

    execute_credit(credit, by=BY, at=NOW)
    execute_credit(credit, by=BY, at=NOW)

    assert seen == [("credit", "VOIDED")]
    assert Order.objects.get().state == "CONFIRMED"


def test_credit_goes_with_the_version_that_it_was_meant_for(sold):
    second = [line_of(sold, SECOND).reference]
    cancel_lines(sold.order, lines=second, by=BY, at=NOW)
    credit = credit_of(sold, "400.00")

    reset_order(sold.order, by=BY, at=NOW)
    cancel_lines(sold.order, lines=second, by=BY, at=NOW)

    assert (Credit.objects.count(), CreditPart.objects.count()) == (0, 0)
    with pytest.raises(errors.CreditUnknown):
        execute_credit(credit, by=BY, at=NOW)
    assert ticket_of(sold, SECOND).state != "VOIDED"
