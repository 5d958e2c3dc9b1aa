"""Closings, payments and deposits of one point of sale at the same moment."""

from __future__ import annotations

import threading
from decimal import Decimal
from functools import partial

import pytest
from django.db import transaction
from django_fsm import TransitionNotAllowed

from sales.books.actions import close_period, open_ledger
from sales.closing.actions import close_overdue_settlements, close_settlement, open_settlement
from sales.closing.queries import unfit_closings
from sales.journal.errors import SettlementOver, StillOpen
from sales.journal.states import MovementKind
from sales.models import CashSettlement, Closing, Movement
from sales.payments.actions import capture_transaction, open_terminal
from tests.factories.clients import PointOfSaleFactory
from tests.factories.moments import BY, NOW, later
from tests.racing import race
from tests.sales.closing import CLOSING_TIME, FLOAT, Kiosk, balance, drawer, section
from tests.sales.paying import cash, visa

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kiosk(desk):
    point = PointOfSaleFactory(tenant=desk.shop.tenant, organisation=desk.order.seller)
    return Kiosk(desk, point, open_settlement(point, cash=FLOAT, by=BY, at=NOW))


def names(answers):
    return sorted(type(answer).__name__ for answer in answers)


def test_settlement_is_closed_once_however_many_ask(kiosk):
    close = partial(close_settlement, kiosk.settlement, counted=FLOAT, by=BY, at=CLOSING_TIME)

    answers = race(*[close] * 6)

    assert names(answers) == ["CashSettlement", *[TransitionNotAllowed.__name__] * 5]
    assert Closing.objects.get().number == 1


def test_timer_and_person_make_one_report(kiosk):
    day = later(hours=24)

    race(
        partial(close_settlement, kiosk.settlement, counted=FLOAT, by=BY, at=day),
        partial(close_overdue_settlements, by=BY, at=day, limit=10),
        partial(close_overdue_settlements, by=BY, at=day, limit=10),
        partial(open_settlement, kiosk.point, by=BY, at=day),
    )

    assert Closing.objects.count() == 1
    assert list(unfit_closings(kiosk.point)) == []


def test_each_payment_is_in_the_report_or_refused(kiosk):
    begun = [kiosk.begin(kiosk.order("10.00"), cash(Decimal("10.00"))) for _ in range(8)]
    captures = [partial(capture_transaction, one, by=BY, at=NOW) for one in begun]
    close = partial(close_settlement, kiosk.settlement, by=BY, at=NOW)

    answers = race(*captures[:4], close, *captures[4:])

    taken = names(answers).count("Payment")
    assert names(answers) == [
        "CashSettlement", *["Payment"] * taken, *[SettlementOver.__name__] * (8 - taken),
    ]  # fmt: skip
    facts = Closing.objects.get().facts
    assert Decimal(drawer(facts)["taken"]) == 10 * taken
    assert section(facts)["sales"]["count"] == taken
    assert balance("CASH") == 500 + 10 * taken == Decimal(drawer(facts)["left"])


def test_each_deposit_is_in_the_report_or_refused(kiosk):
    deposits = [partial(kiosk.deposit, "100.00", kind) for kind in (MovementKind.DEPOSIT_OUT,) * 7]
    close = partial(close_settlement, kiosk.settlement, by=BY, at=NOW)

    answers = race(*deposits[:3], close, *deposits[3:])

    moved = names(answers).count("Movement")
    assert moved <= 5
    facts = Closing.objects.get().facts
    assert Decimal(drawer(facts)["taken_out"]) == -100 * moved
    assert balance("CASH") == Decimal(drawer(facts)["left"]) == 500 - 100 * moved


def test_card_money_meets_a_closing_and_an_opening(kiosk, provider):
    """Whatever comes first, it is counted once: by the settlement that ends, or by the next."""
    begun = [
        kiosk.begin(kiosk.order("10.00"), visa(Decimal("10.00"), is_import=False)) for _ in range(4)
    ]
    at = later(minutes=5)
    for one in begun:
        open_page(kiosk, one)
    captures = [partial(capture_transaction, one, by=BY, at=at) for one in begun]

    def next_day():
        close_settlement(kiosk.settlement, by=BY, at=at)
        return open_settlement(kiosk.point, by=BY, at=at)

    answers = race(*captures[:2], next_day, *captures[2:])

    assert names(answers) == ["CashSettlement", *["Payment"] * 4]
    second = CashSettlement.objects.get(number=2)
    close_settlement(second, by=BY, at=later(hours=1))
    assert not Movement.objects.filter(settlement=None).exists()
    money = [one for closing in Closing.objects.all() for one in section(closing.facts)["money"]]
    assert sum(Decimal(one["net"]) for one in money) == 40
    sales = [section(closing.facts)["sales"]["count"] for closing in Closing.objects.all()]
    assert sum(sales) == 4


def open_page(kiosk, begun):
    open_terminal(begun, return_address="https://shop.example/back", by=BY, at=NOW)
    kiosk.counter.provider.pay_by_hand(begun.number)


def test_one_of_two_openings_after_a_closing_wins(kiosk):
    kiosk.close("500.00")

    answers = race(*[partial(open_settlement, kiosk.point, by=BY, at=later(hours=9))] * 4)

    assert names(answers) == ["CashSettlement", *[StillOpen.__name__] * 3]
    assert Movement.objects.filter(kind="FLOAT").count() == 2


def test_row_that_bypasses_the_steps_waits_for_the_closing_and_is_refused(kiosk):
    closed, committing = threading.Event(), threading.Event()

    def closing():
        with transaction.atomic():
            close_settlement(kiosk.settlement, by=BY, at=NOW)
            closed.set()
            committing.wait(timeout=5)

    def bypass():
        closed.wait(timeout=5)
        threading.Timer(0.3, committing.set).start()
        row = Movement.objects.get(kind="FLOAT")
        row.pk = None
        row.save(force_insert=True)

    _, refusal = race(closing, bypass)

    assert refusal.__cause__.diag.constraint_name == "movement_settlement_is_open"


def test_day_and_period_are_closed_while_money_moves(kiosk, provider):
    """Each of them waits for the books with what it holds already; none waits for ever."""
    cards = [kiosk.begin(kiosk.order("10.00"), visa(Decimal("10.00"))) for _ in range(3)]
    for one in cards:
        open_page(kiosk, one)
    at = later(days=1)
    ledger = open_ledger(kiosk.settlement.organisation_id, at=NOW)

    answers = race(
        *[partial(capture_transaction, one, by=BY, at=at) for one in cards],
        partial(close_settlement, kiosk.settlement, counted={"NOK": Decimal(1)}, by=BY, at=at),
        partial(close_period, ledger, ends_on=NOW.date(), by=BY, at=at),
    )

    assert names(answers) == ["AccountingPeriod", "CashSettlement", *["Payment"] * 3]
    assert balance("CASH_DIFFERENCE") == 499
