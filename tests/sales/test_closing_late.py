"""Money that comes when the settlement it was told to is closed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales.closing.actions import open_settlement
from sales.models import Movement
from sales.payments.actions import capture_transaction, open_terminal
from tests.factories.clients import PointOfSaleFactory
from tests.factories.moments import BY, NOW, later
from tests.sales.closing import FLOAT, Kiosk, section
from tests.sales.paying import visa

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@pytest.fixture
def kiosk(desk):
    point = PointOfSaleFactory(tenant=desk.shop.tenant, organisation=desk.order.seller)
    return Kiosk(desk, point, open_settlement(point, cash=FLOAT, by=BY, at=NOW))


def test_card_money_that_comes_late_is_counted_by_the_next_settlement(kiosk, provider):
    order = kiosk.order("100.00")
    begun = kiosk.begin(order, visa(Decimal("100.00")))
    at_terminal(kiosk, begun)
    facts = kiosk.close("500.00").facts
    assert (section(facts)["money"], section(facts)["sales"]["count"]) == ([], 0)

    # Nothing is open now, so it waits; the next settlement counts it, and says whose it was.
    capture_transaction(begun, by=BY, at=later(hours=9))
    waiting = Movement.objects.get(kind="TAKEN")
    assert (waiting.settlement, waiting.told_to) == (None, kiosk.settlement)
    facts = kiosk.tomorrow().close("500.00", at=later(hours=30)).facts

    assert section(facts)["sales"] == {"count": 1, "amount": "100.00", "tax_amount": "10.71"}
    [late] = facts["late"]
    assert (late["told_to"], late["amount"], late["type"]) == (1, "100.00", "VISA")


def test_late_card_money_goes_to_the_settlement_that_is_open(kiosk, provider):
    begun = kiosk.begin(kiosk.order("100.00"), visa(Decimal("100.00")))
    at_terminal(kiosk, begun)
    kiosk.close("500.00")
    day = kiosk.tomorrow()

    capture_transaction(begun, by=BY, at=later(hours=25))

    assert Movement.objects.get(kind="TAKEN").settlement == day.settlement


def at_terminal(kiosk, begun):
    open_terminal(begun, return_address="https://shop.example/back", by=BY, at=NOW)
    kiosk.counter.provider.pay_by_hand(begun.number)
