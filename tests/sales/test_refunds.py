"""Giving back what was sold, as one unit, and what becomes of it when the provider fails."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales.catalogue.states import Cancellation
from sales.errors import NotRefundable
from sales.models import Credit
from sales.orders.actions import cancel_lines, lapse_orders, reset_order
from sales.orders.errors import (
    KeptByBooking,
    LineUnknown,
    OrderChanged,
    OrderFailed,
    OrderLocked,
    WrongCurrency,
)
from sales.payments import errors
from sales.payments.actions import capture_transaction, execute_credit, settle_money
from sales.refunds.actions import compensate_order, preview_refund, refund_lines
from sales.refunds.errors import NotSoldYet, ReductionUnfit, RefundUnfit
from sales.refunds.options import refund_options
from sales.refunds.terms import RefundWish
from tests.factories.moments import BY, NOW, later
from tests.factories.provider import failing
from tests.factories.sales import OrderFactory
from tests.sales.giving_back import FEE, line_of, sold, ticket_of
from tests.sales.paying import FIRST, SECOND, WHOLE, cash
from tickets.actions.tickets import use_ticket

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


def wish(desk, cost=SECOND, **facts):
    return RefundWish(line_of(desk, cost).reference, "NOK", **facts)


def refund(desk, *wishes, at=NOW, **facts):
    return refund_lines(desk.order, wishes or [wish(desk)], by=BY, at=at, **facts)


def test_options_say_what_is_given_back_and_until_when(sold):
    options = refund_options(sold.order, at=NOW)

    paid = sold.order.transactions.get()
    assert [(one.amount, one.fee, one.currency, one.expires_at) for one in options] == [
        (FIRST, FEE, "NOK", later(minutes=30)),
        (SECOND, FEE, "NOK", later(minutes=30)),
    ]
    assert {one.transactions for one in options} == {((paid.payment.number, paid.number),)}
    chosen = [line_of(sold, SECOND).reference]
    assert [one.amount for one in refund_options(sold.order, lines=chosen, at=NOW)] == [SECOND]


def test_lines_that_the_rules_keep_have_no_option(sold):
    sold.shop.product.cancellation = Cancellation.NEVER
    sold.shop.product.save()

    assert refund_options(sold.order, at=NOW) == []
    with pytest.raises(NotRefundable):
        refund(sold)


def test_refund_is_one_unit(sold):
    ticket, other = ticket_of(sold, SECOND), ticket_of(sold, FIRST)

    given = refund(sold)

    order, paid = sold.now(), sold.order.transactions.get()
    assert (order.version, order.state, order.balance) == (2, "CONFIRMED", 0)
    assert (order.total_amount, order.total_tax_amount) == (FIRST + FEE, Decimal("117.43"))
    assert order.credited_amount == Decimal("350.00") == given.amount
    assert given.tickets == (ticket.pk,)
    assert [line.amount for line in given.lines] == [SECOND]
    assert given.by_payment() == {paid.payment.number: [paid.number]}
    assert (given.credit.state, given.credit.executed_at) == ("CREDITED", NOW)
    ticket.refresh_from_db()
    other.refresh_from_db()
    assert (ticket.state, other.state == "VOIDED") == ("VOIDED", False)
    assert sold.provider.refunds == {f"{given.credit.number}-{paid.number}": Decimal("350.00")}
    assert paid.state == "CAPTURED"
    assert order.locked_until is None
    assert list(order.versions.values_list("version", flat=True)) == [1, 2]


def test_everything_given_back_credits_the_transaction(sold):
    free = {"fee": Decimal("0.00")}

    refund(sold, wish(sold, FIRST, **free), wish(sold, SECOND, **free))

    paid = sold.order.transactions.get()
    assert (paid.state, paid.credited_amount) == ("CREDITED", WHOLE)
    assert (sold.now().total_amount, sold.now().state) == (0, "CONFIRMED")


def test_part_of_a_price_is_given_back_and_the_rest_is_kept_as_a_fee(sold):
    refund(sold, wish(sold, amount=SECOND, fee=Decimal("10.00")))

    assert sold.now().credited_amount == Decimal("390.00")
    kept = sold.order.fees.get()
    assert (kept.type, kept.amount, kept.vat_rate) == ("REFUNDING", 10, Decimal("12.00"))


def test_preview_tells_all_and_changes_nothing(sold):
    before = sold.now()

    told = preview_refund(sold.order, [wish(sold)], by=BY, at=NOW)

    assert (told.amount, told.credit, len(told.tickets)) == (Decimal("350.00"), None, 1)
    assert (told.order.version, told.order.total_amount) == (2, FIRST + FEE)
    after = sold.now()
    assert (after.version, after.revision, after.state) == (1, before.revision, "CONFIRMED")
    assert not Credit.objects.exists()
    assert ticket_of(sold, SECOND).state != "VOIDED"


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"amount": SECOND + Decimal("0.01")}, RefundUnfit),
        ({"amount": Decimal("10.00"), "fee": Decimal("10.01")}, RefundUnfit),
        ({"amount": Decimal("-1.00")}, RefundUnfit),
        ({"amount": Decimal("0.005")}, RefundUnfit),
    ],
)
def test_refund_that_does_not_fit_is_refused(sold, facts, error):
    chosen = RefundWish(line_of(sold, SECOND).reference, "NOK", **facts)
    with pytest.raises(error):
        refund(sold, chosen)
    assert sold.now().version == 1


def test_refund_of_what_is_not_there_is_refused(sold):
    with pytest.raises(WrongCurrency):
        refund(sold, RefundWish(line_of(sold, SECOND).reference, "SEK"))
    with pytest.raises(OrderChanged):
        refund(sold, expected_revision=1)
    with pytest.raises(LineUnknown):
        refund_lines(sold.order, [], by=BY, at=NOW)
    refund(sold)
    with pytest.raises(LineUnknown):
        refund(sold)


def test_draft_has_nothing_to_refund(desk):
    with pytest.raises(NotSoldYet):
        refund(desk)


def test_used_ticket_is_not_given_back(sold):
    ticket = ticket_of(sold, SECOND)
    use_ticket(ticket, by=BY, at=NOW)

    with pytest.raises(NotRefundable):
        refund(sold)
    assert sold.now().version == 1


def test_order_of_a_booking_is_given_back_through_it(db):
    order = OrderFactory()

    with pytest.raises(KeptByBooking):
        refund_lines(order, [RefundWish(order.lines.get().reference, "EUR")], by=BY, at=NOW)


def test_failing_provider_leaves_void_tickets_a_failed_credit_and_a_draft(sold):
    sold.provider.during = failing("credit")

    with pytest.raises(errors.CreditFailed):
        refund(sold)

    order, credit = sold.now(), Credit.objects.get()
    assert (order.version, order.state, order.failed, order.expires_at) == (2, "DRAFT", True, None)
    assert (order.balance, order.credited_amount) == (Decimal("-350.00"), 0)
    assert credit.state == "FAILED"
    assert credit.failure == errors.ProviderFailed().detail
    assert ticket_of(sold, SECOND).state == "VOIDED"
    assert lapse_orders(by=BY, at=later(days=1)) == 0
    assert settle_money(by=BY, at=later(days=1), limit=10) == 0
    with pytest.raises(OrderFailed):
        reset_order(sold.order, by=BY, at=NOW)

    # People have it tried again when the provider is back.
    sold.provider.during = failing()
    execute_credit(credit, by=BY, at=later(hours=1))

    order = sold.now()
    assert (order.version, order.state, order.failed, order.balance) == (2, "CONFIRMED", False, 0)


def test_refund_that_timed_out_is_finished_by_the_sweep(sold):
    sold.provider.during = failing("credit", error=errors.ProviderTimeout)
    with pytest.raises(errors.ProviderTimeout):
        refund(sold)
    with pytest.raises(OrderLocked):
        refund(sold)
    sold.provider.during = failing()

    assert settle_money(by=BY, at=later(minutes=1), limit=10) == 1

    assert (sold.now().state, sold.now().credited_amount) == ("CONFIRMED", Decimal("350.00"))


def test_refund_without_money_back_confirms_at_once(sold):
    refund(sold, wish(sold, SECOND, fee=SECOND))

    order = sold.now()
    assert (order.version, order.state, order.credited_amount) == (2, "CONFIRMED", 0)
    assert not Credit.objects.exists()


def test_lines_that_were_cancelled_before_are_given_back_too_if_asked_for(sold):
    cancel_lines(sold.order, lines=[line_of(sold, FIRST).reference], by=BY, at=NOW)

    given = refund(sold, wish(sold, fee=Decimal("0.00")), includes_cancelled=True)

    assert (given.amount, sold.now().state) == (WHOLE, "CONFIRMED")


def test_refund_of_cash_asks_nobody(desk):
    capture_transaction(desk.pay(cash()).transactions.get(), by=BY, at=NOW)

    refund(desk)

    assert desk.provider.calls == {}
    assert desk.now().state == "CONFIRMED"


def test_compensation_lowers_the_price_and_keeps_the_tickets(sold):
    given = compensate_order(
        sold.order, amount=Decimal("100.00"), currency="NOK", reason="Late", by=BY, at=NOW
    )

    order = sold.now()
    assert (order.version, order.state, order.total_amount) == (2, "CONFIRMED", WHOLE - 100)
    assert (given.amount, given.tickets, given.lines) == (Decimal("100.00"), (), ())
    reduction = order.fees.get()
    assert (reduction.type, reduction.amount) == ("REDUCTION", Decimal("-100.00"))
    assert ticket_of(sold, SECOND).state != "VOIDED"


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "1446.01", "0.005"])
def test_compensation_is_at_most_what_the_order_costs(sold, amount):
    with pytest.raises(ReductionUnfit):
        compensate_order(
            sold.order, amount=Decimal(amount), currency="NOK", reason="", by=BY, at=NOW
        )
