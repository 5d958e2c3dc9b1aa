"""What the seller does every day: desks are opened and closed, sweeps run, periods are closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from bookings.actions.holding import expire_holds
from demo.rehearsal.scene import CURRENCY
from demo.rehearsal.stage import Stage, Story
from sales.books.actions import close_period
from sales.books.models import Ledger
from sales.closing.actions import close_settlement, move_deposit, open_settlement
from sales.closing.sums import cash_in
from sales.dues.actions import record_transfer, take_back_transfer
from sales.dues.models import UNSETTLED
from sales.invoices.actions import issue_invoices
from sales.journal.states import MovementKind
from sales.models import CashSettlement, Due, PointOfSale, Statement
from sales.money import CENT, ZERO, round_amount
from sales.orders.actions import lapse_orders
from sales.payments.actions import settle_money
from sales.statements.actions import issue_statements, take_back_statement

LIMIT = 500
SHIFT = timedelta(hours=22)
SWEEP, LATER_SWEEP = timedelta(minutes=45), timedelta(hours=6)
PERIOD_DAYS = 7


def desk(stage: Stage, point: PointOfSale, until: datetime) -> Story:
    """A float in the morning, deposits, and a count at night that is sometimes out."""
    while stage.at < until:
        cash = {CURRENCY: Decimal("500.00")} if stage.chance(80) else None
        opened = stage.do(open_settlement, point, cash=cash)
        if opened is not None:
            stage.open_desks[point.pk] = opened
        yield SHIFT / 2
        if opened is not None:
            _deposit(stage, opened)
        yield SHIFT / 2
        stage.open_desks.pop(point.pk, None)
        if opened is not None:
            stage.do(close_settlement, opened, counted=_count(stage, opened))
        yield timedelta(days=1) - SHIFT


def sweeps(stage: Stage, busy_until: datetime, until: datetime) -> Story:
    """What beat has done, less often, and much less once no more orders come in."""
    while stage.at < until:
        for sweep in (expire_holds, lapse_orders, settle_money):
            stage.do(sweep, limit=LIMIT)
        yield SWEEP if stage.at < busy_until else LATER_SWEEP


def months(stage: Stage, until: datetime) -> Story:
    """Every week the days until the day before yesterday are closed in all books, and partners
    are invoiced and settled with for them."""
    while stage.at < until:
        yield timedelta(days=PERIOD_DAYS)
        ends_on = stage.at.astimezone(stage.scene.tenant.zone).date() - timedelta(days=2)
        for ledger in Ledger.objects.filter(tenant=stage.scene.tenant).order_by("pk"):
            stage.do(close_period, ledger, ends_on=ends_on)
            invoicing = stage.doing(issue_invoices, ledger, through=ends_on)
            stage.race(invoicing, invoicing)
            settling = stage.doing(issue_statements, ledger, through=ends_on)
            stage.race(settling, settling)
            last = Statement.objects.filter(ledger=ledger, corrects=None).last()
            if last is not None and stage.chance(30):
                stage.do(take_back_statement, last, reason="Wrong terms")
            _pay_dues(stage, ledger)


def _pay_dues(stage: Stage, ledger: Ledger) -> None:
    """The bank pays most of what is open, some in part; some records are mistakes."""
    today = stage.at.astimezone(stage.scene.tenant.zone).date()
    for due in Due.objects.filter(ledger=ledger, state__in=UNSETTLED).order_by("pk"):
        if stage.chance(70):
            part = max(CENT, round_amount(abs(due.left) / 2)) if stage.chance(30) else None
            facts = {"reference": f"{due.pk} {today}", "paid_on": today, "amount": part}
            paid = stage.do(record_transfer, due, **facts)
            if paid is not None and stage.chance(20):
                stage.do(take_back_transfer, paid, reason="Mistyped")


def _deposit(stage: Stage, settlement: CashSettlement) -> None:
    kind = stage.dice.choice([MovementKind.DEPOSIT_IN, MovementKind.DEPOSIT_OUT])
    amount = Decimal(stage.dice.randint(1, 40_000)) / 100
    facts = {"kind": kind, "amount": amount, "currency": CURRENCY, "reason": "Safe"}
    stage.do(move_deposit, settlement, **facts)


def _count(stage: Stage, settlement: CashSettlement) -> dict[str, Decimal] | None:
    if stage.chance(20):
        return None
    counted = max(cash_in(settlement).get(CURRENCY, ZERO), ZERO)
    return {
        CURRENCY: counted
        + (Decimal(stage.dice.randint(0, 300)) / 100 if stage.chance(20) else ZERO)
    }
