"""Taking money: by cash, by card, by import; the balance of an order, step by step."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from sales.models import Order, Payment, PaymentOperation, PaymentTransaction, Posting
from sales.orders.actions import add_fee, cancel_lines
from sales.orders.errors import OrderExpired, WrongCurrency
from sales.orders.states import FeeType
from sales.orders.terms import FeeTerms
from sales.payments import errors
from sales.payments.actions import (
    add_transaction,
    create_credit,
    create_payment,
    execute_credit,
    open_terminal,
)
from sales.payments.gateways.interface import Gateway
from sales.payments.states import TransactionState
from sales.payments.terms import Desk, PartWish
from tests.factories.ledger import balances
from tests.factories.moments import BY, NOW, later
from tests.factories.provider import PaperProvider
from tests.sales.paying import FIRST, SECOND, WHOLE, cancel, capture, cash, method, operations, visa

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]
ZERO = Decimal("0.00")


def standing(order):
    return (
        order.version,
        str(order.state),
        *(order.total_amount, order.captured_amount, order.credited_amount, order.balance),
    )


def test_balance_step_by_step(desk):
    # Lines of 1046.00 and 400.00 were added.
    assert standing(desk.now()) == (1, "DRAFT", WHOLE, ZERO, ZERO, WHOLE)

    # The card is captured: that confirms the order.
    transaction = desk.captured()
    assert standing(desk.now()) == (1, "CONFIRMED", WHOLE, WHOLE, ZERO, ZERO)

    # The second line is cancelled for a fee of 50.00.
    second = desk.order.lines.get(amount=SECOND)
    cancel_lines(desk.order, lines=[second.reference], by=BY, at=NOW)
    fee = FeeTerms(FeeType.REFUNDING, Decimal("50.00"), Decimal("12.00"), "Changed")
    add_fee(desk.order, fee, by=BY, at=NOW)
    left = Decimal("1096.00")
    assert standing(desk.now()) == (2, "DRAFT", left, WHOLE, ZERO, Decimal("-350.00"))

    # A credit of 350.00 is executed: that confirms the version.
    back = Decimal("350.00")
    parts = [PartWish(transaction.payment.number, transaction.number, back)]
    credit = create_credit(
        desk.order, order_version=2, total_amount=back, currency="NOK", parts=parts, by=BY, at=NOW
    )
    assert standing(desk.now()) == (2, "DRAFT", left, WHOLE, ZERO, Decimal("-350.00"))
    execute_credit(credit, by=BY, at=NOW)
    assert standing(desk.now()) == (2, "CONFIRMED", left, WHOLE, back, ZERO)
    assert str(desk.now().total_tax_amount) == "117.43"
    assert balances(account="PSP_CLEARING") == {"PSP_CLEARING": Decimal("1096.00")}


def test_card_goes_through_all_its_operations(desk):
    transaction = desk.authorised()
    assert (transaction.state, desk.now().locked_until) == ("INITIATED", later(minutes=15))

    payment = capture(transaction)

    paid = PaymentTransaction.objects.get()
    assert operations(paid) == ["CREATE", "INITIATE", "CAPTURE"]
    assert (paid.state, paid.card_number, paid.rrn) == ("CAPTURED", "4242", "rrn-1")
    assert (payment.captured_amount, payment.completed_at) == (WHOLE, NOW)
    assert Payment.state_of([paid]) == TransactionState.CAPTURED
    assert desk.now().locked_until is None
    assert desk.provider.charged == [(paid.number, WHOLE)]


def test_cash_is_captured_without_a_terminal(desk):
    transaction = desk.pay(cash()).transactions.get()

    with pytest.raises(errors.NoTerminal):
        open_terminal(transaction, return_address="", by=BY, at=NOW)
    capture(transaction)

    assert desk.now().state == "CONFIRMED"
    assert balances(account="CASH") == {"CASH": WHOLE}


def test_import_is_captured_at_once_and_once(desk):
    wish = visa(is_import=True, external_id="till-7")

    first = desk.pay(wish)
    again = desk.pay(wish)

    assert again == first
    assert operations(first.transactions.get()) == ["CREATE", "IMPORT", "CAPTURE"]
    assert desk.now().state == "CONFIRMED"
    assert desk.provider.calls == {}
    with pytest.raises(errors.ImportDiffers):
        desk.pay(visa(FIRST, is_import=True, external_id="till-7"))


def test_payment_keeps_where_it_was_taken(desk):
    payment = create_payment(
        desk.order,
        order_version=1,
        total_amount=WHOLE,
        desk=Desk("Kiosk 3"),
        by=BY,
        at=NOW,
    )

    assert (payment.pos, payment.cash_settlement) == ("Kiosk 3", "")
    assert Payment.state_of([]) == TransactionState.CREATED


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (cash(WHOLE + Decimal("0.01")), errors.AmountExceedsBalance),
        (cash(Decimal("0.00")), errors.AmountUnfit),
        (cash(Decimal("-1.00")), errors.AmountUnfit),
        (cash(Decimal("1.001")), errors.AmountUnfit),
        (cash(currency="SEK"), WrongCurrency),
    ],
)
def test_payment_that_does_not_fit_is_refused(desk, wish, error):
    with pytest.raises(error):
        desk.pay(wish)
    assert not Payment.objects.exists()


def test_money_taken_elsewhere_is_imported_and_not_captured(desk):
    elsewhere = method(desk.shop, "PAYPAL", "PAYPAL", "ELSEWHERE")
    wish = replace(visa(), type=elsewhere.type, group=elsewhere.group)

    with pytest.raises(errors.MethodOff, match="import it with its external id"):
        desk.pay(wish)
    desk.pay(replace(wish, is_import=True, external_id="PP-1"))

    assert Order.objects.get().state == "CONFIRMED"


def test_payments_together_are_at_most_what_is_owed(desk):
    desk.pay(cash(FIRST))

    with pytest.raises(errors.AmountExceedsBalance):
        desk.pay(cash(SECOND + Decimal("0.01")))
    desk.pay(cash(SECOND))


def test_payment_without_transactions_counts_as_begun(desk):
    create_payment(desk.order, order_version=1, total_amount=WHOLE, by=BY, at=NOW)

    with pytest.raises(errors.AmountExceedsBalance):
        desk.pay(cash(Decimal("0.01")))


def test_first_transaction_is_of_the_whole_payment(desk):
    with pytest.raises(errors.AmountMismatch):
        create_payment(desk.order, order_version=1, total_amount=FIRST, wish=cash(), by=BY, at=NOW)


def test_payment_of_two_transactions_is_complete_with_the_second(desk):
    payment = create_payment(desk.order, order_version=1, total_amount=WHOLE, by=BY, at=NOW)
    first = add_transaction(payment, cash(FIRST), by=BY, at=NOW)
    with pytest.raises(errors.AmountMismatch):
        add_transaction(payment, cash(SECOND + Decimal("0.01")), by=BY, at=NOW)
    capture(first)
    assert (desk.now().state, Payment.objects.get().completed_at) == ("DRAFT", None)

    capture(add_transaction(payment, cash(SECOND), by=BY, at=NOW))

    assert (desk.now().state, Payment.objects.get().completed_at) == ("CONFIRMED", NOW)


def test_another_way_may_be_tried_when_the_first_came_to_nothing(desk):
    payment = desk.pay(visa())
    cancel(payment.transactions.get())

    capture(add_transaction(payment, cash(), by=BY, at=NOW))

    assert desk.now().state == "CONFIRMED"


def test_method_that_is_off_takes_nothing_new_but_ends_what_was_begun(desk):
    begun = desk.pay(cash(FIRST)).transactions.get()
    desk.shop.channel.payment_methods.update(active=False)

    with pytest.raises(errors.MethodOff):
        desk.pay(cash(SECOND))
    capture(begun)
    assert desk.now().state == "DRAFT"


def test_wrong_version_and_confirmed_order_take_no_payment(desk):
    with pytest.raises(errors.VersionDiffers):
        desk.pay(cash(), version=2)
    desk.captured()
    with pytest.raises(errors.NotPayable):
        desk.pay(cash())


def test_expired_draft_takes_no_payment(desk):
    with pytest.raises(OrderExpired):
        desk.pay(cash(), at=later(minutes=30))


def test_sandbox_money_never_reaches_the_books(desk):
    desk.order.__class__.objects.update(specimen=True)

    desk.captured()

    assert not Posting.objects.exists()


def test_who_did_it_is_written_down(desk):
    desk.captured()

    assert set(PaymentOperation.objects.values_list("actor", flat=True)) == {"partner:test"}


def test_paper_provider_is_like_a_real_one():
    calls = [name for name in vars(Gateway) if callable(getattr(Gateway, name)) and name[0] != "_"]
    assert {name: getattr(PaperProvider, name).__annotations__ for name in calls} == {
        name: getattr(Gateway, name).__annotations__ for name in calls
    }
