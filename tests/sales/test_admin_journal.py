"""The page of a cash settlement: what it holds."""

from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from sales.models import CashSettlement
from sales.payments.actions import create_credit, create_payment, execute_credit
from sales.payments.terms import Desk, PartWish
from tests.admin_world import address, logged_in, member
from tests.factories.clients import PointOfSaleFactory
from tests.factories.documents import SettlementFactory
from tests.factories.moments import BY, NOW
from tests.sales.paying import capture, cash

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@pytest.fixture
def settlement(desk) -> CashSettlement:
    point = PointOfSaleFactory(tenant=desk.shop.tenant, organisation=desk.order.seller)
    return SettlementFactory(point=point)


def shown(settlement):
    """The words of its page."""
    page = logged_in(member(settlement.tenant)).get(address(settlement, "change"))
    return strip_tags(page.content.decode())


def test_settlement_without_money_says_so(settlement):
    assert shown(settlement).count("None.") == 2


def test_settlement_shows_its_payments(desk, settlement):
    at_point = Desk(settlement.point.code, settlement.code)
    paid = [
        create_payment(
            desk.order,
            order_version=1,
            total_amount=amount,
            wish=cash(amount),
            desk=where,
            by=BY,
            at=NOW,
        )
        for amount, where in [
            (Decimal("30.00"), at_point),
            (Decimal("5.00"), at_point),
            (Decimal("7.00"), Desk()),
        ]
    ]
    taken, _, elsewhere = (payment.transactions.get() for payment in paid)
    capture(taken)
    capture(elsewhere)
    credit = create_credit(
        desk.order,
        order_version=1,
        total_amount=Decimal("10.00"),
        currency="NOK",
        parts=[PartWish(taken.payment.number, taken.number, Decimal("10.00"))],
        desk=at_point,
        by=BY,
        at=NOW,
    )
    execute_credit(credit, by=BY, at=NOW)

    text = shown(settlement)

    for payment in paid[:2]:
        assert str(payment) in text
    assert str(paid[2]) not in text
    assert str(credit) in text
    assert "List of all 2" in text
