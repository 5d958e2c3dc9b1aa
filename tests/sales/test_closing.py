"""Closing the day of a point of sale."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django_fsm import TransitionNotAllowed

from sales.closing.actions import (
    close_overdue_settlements,
    close_settlement,
    move_deposit,
    open_settlement,
)
from sales.closing.errors import CashUnfit, CountIncomplete, TooLittleInDrawer
from sales.journal.errors import SettlementOver
from sales.journal.states import MovementKind
from sales.models import Closing, DeskSale
from sales.payments.actions import capture_transaction
from sales.receipts.actions import issue_receipt
from tests.factories.clients import PointOfSaleFactory
from tests.factories.moments import BY, NOW, later
from tests.sales.closing import (
    CLOSING_TIME,
    FLOAT,
    Kiosk,
    balance,
    drawer,
    posted,
    section,
)
from tests.sales.paying import cash, visa

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]


@pytest.fixture
def kiosk(desk):
    point = PointOfSaleFactory(tenant=desk.shop.tenant, organisation=desk.order.seller)
    return Kiosk(desk, point, open_settlement(point, cash=FLOAT, by=BY, at=NOW))


def test_day_is_closed_with_what_was_sold_and_counted(kiosk):
    # Two sales and a return, in cash; 300.00 go to the safe.
    kiosk.sell("100.00", "50.00")
    order = kiosk.sell("224.00")
    kiosk.refund(order)
    kiosk.deposit("300.00")

    closing = kiosk.close("351.00")

    facts = closing.facts
    assert drawer(facts) == {
        "left_before": "0.00",
        "float": "500.00",
        "taken": "374.00",
        "given": "-224.00",
        "put_in": "0.00",
        "taken_out": "-300.00",
        "expected": "350.00",
        "counted": "351.00",
        "difference": "1.00",
        "left": "351.00",
    }
    norwegian = section(facts)
    assert norwegian["sales"] == {"count": 2, "amount": "374.00", "tax_amount": "40.07"}
    assert norwegian["returns"] == {"count": 1, "amount": "-224.00", "tax_amount": "-24.00"}
    assert norwegian["vat"] == [
        {
            "rate": "12.00",
            "sold": "374.00",
            "sold_tax": "40.07",
            "returned": "-224.00",
            "returned_tax": "-24.00",
            "net": "150.00",
            "net_tax": "16.07",
        }
    ]
    assert norwegian["money"] == [
        {
            "type": "CASH",
            "taken_count": 2,
            "taken": "374.00",
            "given_count": 1,
            "given": "-224.00",
            "net": "150.00",
        }
    ]
    assert norwegian["grand_total"] == {"sales": "374.00", "returns": "-224.00", "net": "150.00"}
    assert (facts["kind"], facts["number"], facts["is_counted"]) == ("Z", 1, True)


def test_books_hold_what_lies_in_the_drawer(kiosk):
    kiosk.sell("100.00")
    kiosk.deposit("80.00")
    kiosk.deposit("5.00", MovementKind.DEPOSIT_IN)

    kiosk.close("520.00")

    assert posted(kiosk.settlement.code) == [
        ("DEPOSIT", "CASH", Decimal("500.00")),
        ("DEPOSIT", "CASH_DEPOSITS", Decimal("-500.00")),
        ("DEPOSIT", "CASH", Decimal("-80.00")),
        ("DEPOSIT", "CASH_DEPOSITS", Decimal("80.00")),
        ("DEPOSIT", "CASH", Decimal("5.00")),
        ("DEPOSIT", "CASH_DEPOSITS", Decimal("-5.00")),
        ("CLOSING", "CASH", Decimal("-5.00")),
        ("CLOSING", "CASH_DIFFERENCE", Decimal("5.00")),
    ]
    assert balance("CASH") == Decimal("520.00")


def test_next_day_begins_with_what_was_left(kiosk):
    kiosk.sell("100.00")
    kiosk.close("600.00")

    facts = kiosk.tomorrow().close(at=later(hours=30)).facts

    assert (drawer(facts)["left_before"], drawer(facts)["float"]) == ("600.00", "600.00")
    assert (drawer(facts)["counted"], drawer(facts)["left"]) == (None, "600.00")
    assert section(facts)["sales"]["count"] == 0
    assert section(facts)["grand_total"]["sales"] == "100.00"
    assert balance("CASH") == Decimal("600.00")


def test_what_is_moved_between_two_days_is_a_deposit(kiosk):
    kiosk.sell("100.00")
    kiosk.close("600.00")

    day = kiosk.tomorrow(cash=FLOAT)

    assert posted(day.settlement.code) == [
        ("DEPOSIT", "CASH", Decimal("-100.00")),
        ("DEPOSIT", "CASH_DEPOSITS", Decimal("100.00")),
    ]
    assert balance("CASH") == Decimal("500.00")


def test_currency_that_the_next_float_leaves_out_was_taken_away(kiosk):
    kiosk.close("500.00")

    day = kiosk.tomorrow(cash={"EUR": Decimal("50.00")})
    facts = day.close(at=later(hours=30)).facts

    assert drawer(facts)["left"] == "0.00"
    assert drawer(facts, "EUR")["left"] == "50.00"
    assert balance("CASH") == Decimal("50.00")


def test_every_currency_of_the_drawer_is_counted(kiosk):
    with pytest.raises(CountIncomplete, match="Count NOK as well"):
        _close_with(kiosk, {"EUR": Decimal("1.00")})

    closing = _close_with(kiosk, {"NOK": Decimal("500.00"), "EUR": Decimal("1.00")})

    assert drawer(closing.facts, "EUR")["difference"] == "1.00"


def _close_with(kiosk, counted):
    return close_settlement(kiosk.settlement, counted=counted, by=BY, at=CLOSING_TIME).closing


@pytest.mark.parametrize(
    "amounts",
    [
        {"NOK": Decimal("-1.00")},
        {"NOK": Decimal("0.001")},
        {"NOK": Decimal("NaN")},
        {"NOK": Decimal("1000000000.00")},
        {"nok": Decimal("1.00")},
        {"JPY": Decimal("1.00")},
    ],
)
def test_what_can_not_lie_in_a_drawer_is_refused(kiosk, amounts):
    with pytest.raises(CashUnfit):
        _close_with(kiosk, amounts)
    with pytest.raises(CashUnfit):
        open_settlement(kiosk.point, cash=amounts, by=BY, at=later(hours=24))


def test_no_more_is_taken_out_than_should_be_there(kiosk):
    with pytest.raises(TooLittleInDrawer, match=r"There should be 500.00 NOK"):
        kiosk.deposit("500.01")

    kiosk.deposit("500.00")


def test_deposit_needs_an_amount_a_reason_and_an_open_settlement(kiosk):
    with pytest.raises(CashUnfit):
        kiosk.deposit("0.00")
    with pytest.raises(CashUnfit):
        kiosk.deposit("1.00", MovementKind.DIFFERENCE)
    with pytest.raises(CashUnfit):
        move_deposit(
            kiosk.settlement,
            kind=MovementKind.DEPOSIT_IN,
            amount=Decimal("1.00"),
            currency="NOK",
            reason="",
            by=BY,
            at=NOW,
        )
    kiosk.close()
    with pytest.raises(SettlementOver):
        kiosk.deposit("1.00")


def test_closed_settlement_is_not_closed_again(kiosk):
    kiosk.close("500.00")

    with pytest.raises(TransitionNotAllowed):
        kiosk.close("500.00")
    assert Closing.objects.count() == 1


def test_timer_closes_without_a_count(kiosk):
    kiosk.sell("100.00")

    assert close_overdue_settlements(by=BY, at=later(hours=25), limit=10) == 1
    assert close_overdue_settlements(by=BY, at=later(hours=25), limit=10) == 0

    facts = Closing.objects.get().facts
    assert (facts["is_counted"], drawer(facts)["counted"]) == (False, None)
    assert (drawer(facts)["difference"], drawer(facts)["left"]) == (None, "600.00")
    assert facts["until"] == "2026-06-02T10:00:00Z"
    assert balance("CASH_DIFFERENCE") == 0


def test_import_is_counted(kiosk):
    order = kiosk.order("100.00")

    kiosk.begin(order, visa(order.total_amount, is_import=True, external_id="T-1"))

    facts = kiosk.close().facts
    assert [(one["type"], one["net"]) for one in section(facts)["money"]] == [("VISA", "100.00")]
    assert section(facts)["sales"]["count"] == 1


def test_half_paid_order_is_counted_when_it_is_confirmed(kiosk):
    order = kiosk.order("100.00")
    capture_transaction(kiosk.begin(order, cash(Decimal("40.00"))), by=BY, at=NOW)
    facts = kiosk.close().facts
    assert (section(facts)["sales"]["count"], drawer(facts)["taken"]) == (0, "40.00")

    day = kiosk.tomorrow()
    day.begin(order, visa(Decimal("60.00"), is_import=True, external_id="T-1"))

    facts = day.close(at=later(hours=30)).facts
    assert section(facts)["sales"]["amount"] == "100.00"
    assert DeskSale.objects.get().settlement == day.settlement


def test_receipts_say_which_numbers_they_took(kiosk):
    first, second = kiosk.sell("100.00"), kiosk.sell("50.00")
    for order in (first, second):
        issue_receipt(order, version=1, by=BY, at=NOW)
    issue_receipt(kiosk.refund(second), version=2, by=BY, at=NOW)
    facts = kiosk.close().facts
    drawn = facts["receipts"]["drawn"]
    assert [(one["kind"], one["first"], one["last"], one["count"]) for one in drawn] == [
        ("RETURN_RECEIPT", 1, 1, 1),
        ("SALE_RECEIPT", 1, 2, 2),
    ]

    day = kiosk.tomorrow()
    issue_receipt(day.sell("1.00", at=later(hours=24)), version=1, by=BY, at=later(hours=25))
    [drawn] = day.close(at=later(hours=30)).facts["receipts"]["drawn"]
    assert (drawn["kind"], drawn["first"], drawn["last"], drawn["count"]) == (
        "SALE_RECEIPT", 3, 3, 1,
    )  # fmt: skip
