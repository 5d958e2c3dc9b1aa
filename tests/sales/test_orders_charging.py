from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from sales.orders.actions import add_fee, remove_fee
from sales.orders.errors import FeeUnfit, FeeUnknown, KeptByBooking, LineUnknown, OrderLocked
from sales.orders.states import FeeType, OrderState
from sales.orders.terms import FeeTerms
from tests.factories.ledger import balances
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import DraftFactory, references, settle, sold, stored
from tests.factories.sales import OrderFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


def terms(amount="1.00", kind=FeeType.MANUAL, **more):
    return FeeTerms(kind, Decimal(amount), Decimal("12.00"), "Because", **more)


def charge(order, *args, **kwargs):
    return add_fee(order, terms(*args, **kwargs), by=BY, at=NOW)


@standing
def order():
    """A draft of 4.00."""
    return DraftFactory()


@pytest.mark.parametrize("kind", [kind for kind in FeeType if kind != FeeType.REDUCTION])
def test_fee_is_charged_with_its_own_vat(order, kind):
    fee = charge(order, "50.00", kind)

    assert (fee.amount, fee.tax_amount, fee.vat_rate) == (
        Decimal("50.00"),
        Decimal("5.36"),
        Decimal("12.00"),
    )
    assert stored(order).total_amount == Decimal("54.00")
    assert stored(order).total_tax_amount == Decimal("5.69")


def test_reduction_is_taken_off(order):
    charge(order, "-1.00", FeeType.REDUCTION)

    found = settle(order)
    assert (found.total_amount, found.total_tax_amount) == (Decimal("3.00"), Decimal("0.22"))
    assert balances(order=order)["FEE_REVENUE"] == Decimal("0.89")


def test_fee_is_rounded(order):
    assert charge(order, "0.995").amount == Decimal("1.00")


@pytest.mark.parametrize(
    ("amount", "kind"),
    [
        ("0.00", FeeType.MANUAL),
        ("0.004", FeeType.MANUAL),
        ("-1.00", FeeType.MANUAL),
        ("1.00", FeeType.REDUCTION),
        ("0.00", FeeType.REDUCTION),
        ("-4.01", FeeType.REDUCTION),
    ],
)
def test_fee_with_the_wrong_sign_is_refused(order, amount, kind):
    with pytest.raises(FeeUnfit), transaction.atomic():
        charge(order, amount, kind)

    assert not order.fees.exists()


def test_fee_is_for_lines_of_the_order(order):
    [line] = references(order)

    assert charge(order, lines=(line,)).lines == [str(line)]
    with pytest.raises(LineUnknown), transaction.atomic():
        charge(order, lines=(line, uuid4()))


def test_fee_on_a_sold_order_makes_the_next_version():
    order = sold(open_shop())

    charge(order)

    assert (stored(order).state, stored(order).version) == (OrderState.DRAFT, 2)
    settle(order)
    assert balances(order=order, kind="CONFIRMATION", order_version=2) == {
        "CUSTOMER_RECEIVABLE": Decimal("1.00"),
        "FEE_REVENUE": Decimal("-0.89"),
        "VAT_PAYABLE": Decimal("-0.11"),
    }


def test_fee_that_was_sold_is_removed_by_the_next_version():
    order = sold(open_shop())
    fee = charge(order)
    settle(order)

    remove_fee(order, fee=fee.reference, by=BY, at=NOW)

    assert order.fees.get().removed_in_version == 3
    assert stored(order).balance == Decimal("-1.00")
    settle(order)
    assert balances(order=order, kind="CONFIRMATION", order_version=3) == {
        "CUSTOMER_RECEIVABLE": Decimal("-1.00"),
        "FEE_REVENUE": Decimal("0.89"),
        "VAT_PAYABLE": Decimal("0.11"),
    }


def test_fee_that_was_removed_before_its_sale_is_not_posted(order):
    fee = charge(order)

    remove_fee(order, fee=fee.reference, by=BY, at=NOW)
    settle(order)

    assert stored(order).total_amount == Decimal("4.00")
    assert "FEE_REVENUE" not in balances(order=order)


def test_fee_is_removed_once(order):
    fee = charge(order)
    remove_fee(order, fee=fee.reference, by=BY, at=NOW)

    for reference in (fee.reference, uuid4()):
        with pytest.raises(FeeUnknown), transaction.atomic():
            remove_fee(order, fee=reference, by=BY, at=NOW)


def test_fee_is_not_removed_below_a_reduction(order):
    fee = charge(order, "5.00")
    charge(order, "-8.00", FeeType.REDUCTION)

    with pytest.raises(FeeUnfit):
        remove_fee(order, fee=fee.reference, by=BY, at=NOW)


def test_nothing_is_charged_while_money_is_moving(order):
    order.locked_until = later(minutes=1)
    order.save()

    with pytest.raises(OrderLocked):
        charge(order)


def test_order_of_a_booking_is_charged_through_it():
    with pytest.raises(KeptByBooking):
        charge(OrderFactory())
