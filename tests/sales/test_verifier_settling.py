"""Cents that somebody planted in statements and payouts are found, and their place told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sales.models import PaymentTransaction
from sales.payouts.actions import import_payouts
from sales.payouts.states import PayoutSource
from sales.statements.actions import take_back_statement
from sales.verifier.queries import find_faults
from sales.verifier.states import InvariantName
from tests.factories.moments import BY, NOW
from tests.factories.payouts import stripe_report
from tests.factories.statements import NEXT_DAY, broker, runner_of, settled, terms
from tests.sales.verifying import plant

pytestmark = pytest.mark.django_db


def faults(name, tenant):
    found = find_faults(InvariantName(name), tenant).faults
    return [(fault.order_code, fault.place, fault.expected, fault.found) for fault in found]


def paid_out(desk, *more):
    paid = desk.captured()
    rows = [{"payment_intent_id": paid.provider_reference}, *more]
    ledger = desk.shop.channel.seller.ledger
    import_payouts(ledger, PayoutSource.STRIPE, stripe_report(*rows), by=BY, at=NOW)
    return PaymentTransaction.objects.get(pk=paid.pk)


LATER = {
    "automatic_payout_id": "po_2",
    "automatic_payout_effective_at": "2026-06-30",
    "reporting_category": "fee",
    "gross": "-1.00",
    "fee": "0",
    "net": "-1.00",
}


def test_payouts_that_were_taken_in_by_actions_are_silent(desk):
    paid_out(desk, LATER)

    assert faults("F13", desk.shop.tenant) == []


def test_cent_in_the_books_of_a_payout_is_found(desk):
    paid_out(desk)
    plant("UPDATE sales_posting SET amount = amount + 0.01 WHERE account = 'BANK'")

    assert faults("F13", desk.shop.tenant) == [
        (None, "books of payout po_1", "1446.00 20.00 1426.00 NOK", "1446.00 20.00 1426.01 NOK")
    ]


def test_cent_in_a_line_of_a_payout_is_found(desk):
    paid = paid_out(desk)
    plant("UPDATE sales_payoutline SET gross_amount = gross_amount + 0.01")

    assert faults("F13", desk.shop.tenant) == [
        (
            desk.order.code,
            f"transaction {paid.number} in payout po_1",
            "1446.00 NOK",
            "1446.01 NOK",
        ),
        (None, "payout po_1", "1446.00 20.00 1426.00 NOK", "1446.01 20.00 1426.01 NOK"),
    ]


def test_payment_that_later_payouts_left_out_is_found(desk):
    paid = paid_out(desk, LATER)
    plant("DELETE FROM sales_payoutmatch")

    assert faults("F13", desk.shop.tenant) == [
        (
            desk.order.code,
            f"transaction {paid.number} of 2026-06-01",
            "in a payout, as others until 2026-06-30",
            "in none",
        ),
        (None, "line txn_1 of payout po_1", "a payment or a refund", "nothing of ours"),
    ]


def test_statements_that_were_issued_by_actions_are_silent():
    shop = broker()
    terms(shop, runner_of(shop), percent="12.5", vat_rate="25", ticket_fee="0.10")
    for _ in range(3):
        shop.sell()
    [made] = settled(shop)
    take_back_statement(made, reason="Wrong", by=BY, at=NEXT_DAY)
    settled(shop, at=NEXT_DAY + timedelta(hours=1))

    assert faults("F15", shop.tenant) == []
    assert faults("F12", shop.tenant) == []


def test_cent_in_the_share_of_an_operator_is_found():
    shop = broker()
    terms(shop, runner_of(shop))
    order = shop.sell().order
    settled(shop)
    plant("UPDATE sales_statemententry SET gross_amount = gross_amount + 0.01")

    assert order.code in {fault[0] for fault in faults("F15", shop.tenant)}
