"""Money under way: captured, cancelled, refused, and what the sweep finishes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sales.models import PaymentTransaction, Posting
from sales.orders.actions import cancel_lines
from sales.orders.errors import OrderLocked
from sales.payments import errors
from sales.payments.actions import (
    create_credit,
    execute_credit,
    open_terminal,
    record_provider_outcome,
)
from sales.payments.gateways.interface import Outcome, Standing
from sales.payments.terms import PartWish
from tests.factories.moments import BY, NOW, later
from tests.factories.provider import failing
from tests.sales.paying import SECOND, WHOLE, cancel, capture, operations, settle, visa
from tickets.states import ValidityKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


def test_capturing_again_changes_nothing(desk):
    transaction = desk.captured()
    posted, calls = Posting.objects.count(), desk.provider.calls["capture"]

    payment = capture(transaction, at=later(minutes=5))

    assert payment.completed_at == NOW
    assert (Posting.objects.count(), desk.provider.calls["capture"]) == (posted, calls)


def test_capturing_before_the_customer_paid_is_refused(desk):
    begun = desk.pay(visa()).transactions.get()
    with pytest.raises(errors.NotOpened):
        capture(begun)
    opened = open_terminal(begun, return_address="", by=BY, at=NOW)
    with pytest.raises(errors.NotAuthorised):
        capture(opened)

    desk.provider.pay_by_hand(opened.number)
    capture(opened)
    assert desk.now().state == "CONFIRMED"


def test_terminal_is_opened_once(desk):
    first = desk.at_terminal()
    again = open_terminal(first, return_address="", by=BY, at=NOW)

    assert (again.secret, again.provider_reference) == (first.secret, first.provider_reference)
    assert desk.provider.calls["open_terminal"] == 1


def test_terminal_that_the_provider_failed_to_open_is_opened_later(desk):
    begun = desk.pay(visa()).transactions.get()
    desk.provider.during = failing("open_terminal")
    with pytest.raises(errors.ProviderFailed):
        open_terminal(begun, return_address="", by=BY, at=NOW)
    desk.provider.during = failing()

    opened = open_terminal(begun, return_address="", by=BY, at=NOW)

    assert opened.provider_reference == f"pi_{begun.number}"


def test_price_is_locked_while_the_customer_is_at_the_provider(desk):
    transaction = desk.at_terminal()
    line = desk.order.lines.get(amount=SECOND)

    with pytest.raises(OrderLocked):
        cancel_lines(desk.order, lines=[line.reference], by=BY, at=NOW)
    cancel(transaction)
    cancel_lines(desk.order, lines=[line.reference], by=BY, at=NOW)


def test_terminal_is_not_opened_for_more_than_is_owed_by_now(desk):
    begun = desk.pay(visa()).transactions.get()
    line = desk.order.lines.get(amount=SECOND)
    cancel_lines(desk.order, lines=[line.reference], by=BY, at=NOW)

    with pytest.raises(errors.AmountExceedsBalance):
        open_terminal(begun, return_address="", by=BY, at=NOW)


def test_cancelling_gives_it_up_at_the_provider_too(desk):
    transaction = desk.authorised()

    cancel(transaction)
    cancel(transaction, at=later(minutes=1))

    found = PaymentTransaction.objects.get()
    assert (found.state, operations(found)[-1]) == ("CANCELLED", "CANCEL")
    assert (desk.provider.calls["cancel"], desk.now().locked_until) == (1, None)
    with pytest.raises(errors.TransactionClosed):
        capture(transaction)


def test_captured_money_is_not_cancelled(desk):
    transaction = desk.captured()

    with pytest.raises(errors.TransactionClosed):
        cancel(transaction)


def test_cancelling_too_late_records_the_money(desk):
    transaction = desk.authorised()
    desk.provider.capture_at_provider(transaction.number)

    with pytest.raises(errors.TransactionClosed):
        cancel(transaction)

    assert desk.now().state == "CONFIRMED"


def test_refusal_is_recorded(desk):
    transaction = desk.at_terminal()
    desk.provider.decline(transaction.number)

    with pytest.raises(errors.PaymentRefused, match="No funds"):
        capture(transaction)

    found = PaymentTransaction.objects.get()
    assert (found.state, found.failure, operations(found)[-1]) == ("REJECTED", "No funds", "REJECT")
    assert (desk.now().state, desk.now().locked_until) == ("DRAFT", None)


def test_capture_waits_for_a_cancellation_under_way_and_the_other_way_round(desk):
    transaction = desk.authorised()
    seen = []

    def meanwhile(call):
        if call == "cancel":
            with pytest.raises(errors.MoneyMoving):
                capture(transaction)
            seen.append(call)

    desk.provider.during = meanwhile
    cancel(transaction)
    assert seen == ["cancel"]


def test_news_of_an_authorisation_is_written_once(desk):
    transaction = desk.authorised()
    news = Outcome(Standing.AUTHORISED, card_number="4242")

    for _ in range(3):
        record_provider_outcome(transaction, news, by=BY, at=NOW)

    assert operations(transaction) == ["CREATE", "INITIATE", "AUTHENTICATE"]


def test_money_for_a_closed_transaction_is_told_aloud(desk):
    transaction = desk.at_terminal()
    cancel(transaction)

    with pytest.raises(errors.OutcomeContradicts):
        record_provider_outcome(transaction, Outcome(Standing.CAPTURED), by=BY, at=NOW)


def test_capture_that_timed_out_is_finished_by_the_sweep(desk):
    transaction = desk.authorised()
    desk.provider.during = failing("capture", error=errors.ProviderTimeout)
    with pytest.raises(errors.ProviderTimeout):
        capture(transaction)
    assert settle(later(seconds=59)) == 0
    assert settle(later(seconds=60)) == 1
    assert desk.now().state == "DRAFT"
    desk.provider.during = failing()

    assert settle(later(minutes=2)) == 1

    assert (desk.now().state, desk.provider.charged) == ("CONFIRMED", [(transaction.number, WHOLE)])
    assert settle(later(minutes=3)) == 0


def test_cancellation_that_failed_is_finished_by_the_sweep(desk):
    transaction = desk.authorised()
    desk.provider.during = failing("cancel")
    with pytest.raises(errors.ProviderFailed):
        cancel(transaction)
    desk.provider.during = failing()

    assert settle(later(minutes=1)) == 1

    assert PaymentTransaction.objects.get().state == "CANCELLED"


def test_terminal_is_closed_after_a_quarter_of_an_hour(desk):
    desk.at_terminal()

    assert settle(later(minutes=14, seconds=59)) == 0
    assert settle(later(minutes=15)) == 1

    assert PaymentTransaction.objects.get().state == "CANCELLED"
    assert desk.now().locked_until is None


def test_version_that_can_not_be_sold_any_more_has_failed(desk):
    transaction = desk.authorised()
    end_sale(desk.shop.product)

    capture(transaction)

    order = desk.now()
    assert (order.state, order.failed, order.balance, order.expires_at) == ("DRAFT", True, 0, None)
    assert order.events.get(name="FAILED").details["version"] == 1
    give_all_back(desk, transaction)
    assert desk.now().balance == WHOLE


def end_sale(product):
    """From yesterday on the product is not valid any more."""
    today = NOW.date()
    product.validity, product.valid_minutes = ValidityKind.FIXED_DATES, None
    product.valid_from_date, product.valid_until_date = today - timedelta(days=9), today
    product.save()


def give_all_back(desk, transaction):
    parts = [PartWish(transaction.payment.number, transaction.number, WHOLE)]
    credit = create_credit(
        desk.order, order_version=1, total_amount=WHOLE, currency="NOK", parts=parts, by=BY, at=NOW
    )
    return execute_credit(credit, by=BY, at=NOW)
