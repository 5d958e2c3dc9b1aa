"""Giving back to cards; a provider that is away or slow; work that was killed halfway."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales.models import Credit, PaymentTransaction
from sales.orders.actions import cancel_lines
from sales.payments import errors
from sales.payments.actions import (
    create_credit,
    execute_credit,
    open_terminal,
    settle_money,
)
from sales.payments.crediting import open_parts, repay
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.gateways.interface import Repayment
from sales.payments.terms import PartWish
from sales.refunds.actions import refund_lines
from sales.refunds.terms import RefundWish
from tests.factories.ledger import check_books
from tests.factories.moments import BY, NOW, later
from tests.sales.by_card import (
    NOWHERE,
    capture,
    captured,
    desk,
    impatient,
    names,
    now,
    paid,
)
from tests.sales.paying import FIRST, SECOND, WHOLE, cash

__all__ = ["captured", "desk", "impatient", "paid"]

pytestmark = pytest.mark.django_db

# Giving back


def test_refund_goes_back_to_the_card(desk, cards, captured):
    line = desk.order.lines.get(amount=SECOND)

    refund_lines(desk.order, [RefundWish(line.reference, "NOK")], by=BY, at=NOW)

    assert cards.repaid == [40000]
    assert (desk.now().state, desk.now().credited_amount) == ("CONFIRMED", SECOND)
    assert Credit.objects.get().parts.get().provider_reference.startswith("re_")
    check_books()


def test_refund_in_parts_comes_to_the_whole_and_no_more(desk, cards, captured):
    for amount in (SECOND, FIRST):
        line = desk.order.lines.get(amount=amount)
        refund_lines(desk.order, [RefundWish(line.reference, "NOK")], by=BY, at=NOW)

    assert cards.repaid == [40000, 104600]
    assert now(captured).state == "CREDITED"
    with pytest.raises(errors.ProviderFailed, match="greater than unrefunded"):
        gateway_of(captured).credit(charge_of(captured), Repayment("9-9", Decimal("0.01")))
    check_books()


def test_more_than_was_paid_is_not_asked_of_the_provider(desk, cards, captured):
    line = desk.order.lines.get(amount=SECOND)
    order = cancel_lines(desk.now(), lines=[line.reference], by=BY, at=NOW)
    part = PartWish(captured.payment.number, captured.number, WHOLE + 1)

    with pytest.raises(errors.AmountExceedsCaptured):
        create_credit(
            order,
            order_version=2,
            total_amount=WHOLE + 1,
            currency="NOK",
            parts=[part],
            by=BY,
            at=NOW,
        )

    assert cards.repaid == []


def test_repayment_of_one_number_is_made_once(cards, captured):
    repayment = Repayment("1-2", Decimal("1.50"))

    told = [gateway_of(captured).credit(charge_of(captured), repayment) for _ in range(3)]
    cards.account.answers.clear()
    told.append(gateway_of(captured).credit(charge_of(captured), repayment))

    assert len(set(told)) == 1
    assert cards.repaid == [150]


# A provider that is away, broken, slow


def test_provider_that_cannot_be_reached_leaves_the_outcome_open(
    desk, cards, paid, settings, impatient
):
    settings.CARD_API = NOWHERE
    with pytest.raises(errors.ProviderDown):
        capture(paid)
    assert now(paid).capture_asked_at == NOW

    settings.CARD_API = cards.provider.address
    assert settle_money(by=BY, at=later(minutes=1), limit=10) == 1

    assert (desk.now().state, cards.charged) == ("CONFIRMED", [144600])


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("late", errors.ProviderTimeout),
        ("lost", errors.ProviderDown),
        ("broken", errors.ProviderDown),
    ],
)
def test_capture_that_nobody_knows_of_is_finished_by_the_sweep(
    desk, cards, paid, impatient, how, error
):
    cards.spoil("capture payment_intents", how, times=1, seconds=0.4)
    with pytest.raises(errors.ProviderTimeout) as raised:
        capture(paid)
    assert type(raised.value) is error
    assert desk.now().state == "DRAFT"

    assert settle_money(by=BY, at=later(minutes=1), limit=10) == 1

    assert (desk.now().state, cards.charged) == ("CONFIRMED", [144600])
    assert names(paid).count("CAPTURE") == 1
    check_books()


def test_refund_that_nobody_knows_of_is_finished_by_the_sweep(desk, cards, captured, impatient):
    line = desk.order.lines.get(amount=SECOND)
    cards.spoil("post refunds", "lost", times=1)

    with pytest.raises(errors.ProviderDown):
        refund_lines(desk.order, [RefundWish(line.reference, "NOK")], by=BY, at=NOW)
    assert Credit.objects.get().state == "CREATED"
    # A day later the provider has forgotten the keys, yet lists what it has done.
    cards.account.answers.clear()
    settle_money(by=BY, at=later(minutes=1), limit=10)

    assert (cards.repaid, Credit.objects.get().state) == ([40000], "CREDITED")


def test_lost_answer_is_asked_for_again_by_itself(desk, cards, paid):
    """The client of the provider tries again under the same key."""
    cards.spoil("capture payment_intents", "lost", times=1)

    capture(paid)

    assert (desk.now().state, cards.charged) == ("CONFIRMED", [144600])


def test_page_is_prepared_when_the_provider_is_back(desk, cards, settings, impatient):
    begun = desk.pay(cash()).transactions.get()
    PaymentTransaction.objects.update(provider="CARD", type="VISA", group="PAYMENTCARD")
    settings.CARD_API = NOWHERE
    with pytest.raises(errors.ProviderDown):
        open_terminal(now(begun), return_address="https://a.example", by=BY, at=NOW)

    settings.CARD_API = cards.provider.address
    opened = open_terminal(now(begun), return_address="https://a.example", by=BY, at=NOW)

    assert opened.provider_reference.startswith("pi_")


# Killed between the provider's yes and our second transaction: the first step is stored, the
# provider has done it, and nobody has written down what it said.


def test_capture_that_was_killed_halfway_is_finished_with_one_charge(desk, cards, paid):
    PaymentTransaction.objects.update(capture_asked_at=NOW)
    gateway_of(now(paid)).capture(charge_of(now(paid)))

    settle_money(by=BY, at=later(minutes=1), limit=10)
    settle_money(by=BY, at=later(minutes=2), limit=10)

    assert (desk.now().state, cards.charged) == ("CONFIRMED", [144600])
    assert names(paid) == ["CREATE", "INITIATE", "CAPTURE"]
    check_books()


def test_refund_that_was_killed_halfway_is_given_back_once(desk, cards, captured):
    line = desk.order.lines.get(amount=SECOND)
    order = cancel_lines(desk.now(), lines=[line.reference], by=BY, at=NOW)
    credit = create_credit(
        order,
        order_version=2,
        total_amount=SECOND,
        currency="NOK",
        parts=[PartWish(captured.payment.number, captured.number, SECOND)],
        by=BY,
        at=NOW,
    )
    Credit.objects.update(execute_asked_at=NOW)
    [part] = open_parts(credit)
    repay(part)

    settle_money(by=BY, at=later(minutes=1), limit=10)

    assert (cards.repaid, Credit.objects.get().state) == ([40000], "CREDITED")
    assert execute_credit(credit, by=BY, at=later(minutes=2)).state == "CREDITED"
    assert cards.repaid == [40000]
