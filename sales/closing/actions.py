"""The doors to the journal: opening and closing cash settlements, moving cash between desks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from operators.tenancy.actors import Actor
from sales.catalogue.points import PointOfSale
from sales.closing.chain import hash_of
from sales.closing.drawer import check_cash, fill_drawer, move_cash, note_differences
from sales.closing.errors import CashUnfit, TooLittleInDrawer
from sales.closing.facts import Amounts, Report, report_facts
from sales.closing.models import Closing
from sales.closing.postings import post_deposit
from sales.closing.states import ReportKind
from sales.closing.sums import cash_in, sales_to_count
from sales.journal.errors import SettlementOver, StillOpen
from sales.journal.models import CashSettlement
from sales.journal.movements import DeskSale, Movement
from sales.journal.states import (
    LONGEST_SETTLEMENT,
    MovementKind,
    SettlementEventName,
    SettlementState,
)
from sales.money import ZERO


@transaction.atomic
def open_settlement(
    point: PointOfSale, *, cash: Mapping[str, Decimal] | None = None, by: Actor, at: datetime
) -> CashSettlement:
    """Begin the next cash settlement of a point of sale, for 24 hours at most.

    `cash` is the float in its drawer by currency (ISO 4217); where nobody tells it, it is what the
    last closing left. It counts money that waited for it. StillOpen if the last one takes money
    still; one whose time is over is closed without a count. CashUnfit.
    """
    check_cash(cash or {})
    # Its number is drawn under this lock, so that the numbers of a point have no gap.
    point = PointOfSale.objects.lock(point)
    for last in point.cash_settlements.filter(state=SettlementState.OPEN).select_for_update():
        if last.takes_money(at):
            raise StillOpen
        _close(last, counted=None, by=by, at=at)
    drawn = point.cash_settlements.aggregate(last=Max("number"))["last"] or 0
    settlement = CashSettlement(
        tenant_id=point.tenant_id,
        organisation_id=point.organisation_id,
        point=point,
        number=drawn + 1,
        opened_at=at,
        ends_at=at + LONGEST_SETTLEMENT,
    )
    settlement.save()
    _note(settlement, SettlementEventName.OPENED, by=by, at=at)
    fill_drawer(settlement, cash, by=by, at=at)
    Movement.objects.filter(point=point, settlement=None).update(settlement=settlement)
    return settlement


@transaction.atomic
def close_settlement(
    settlement: CashSettlement, *, counted: Amounts | None = None, by: Actor, at: datetime
) -> CashSettlement:
    """End a cash settlement with its Z report: nothing can be added to it any more.

    `counted` is what lies in the drawer, by currency; what it differs from what should be there is
    posted. None: nobody counted, so that what should be there is left for the next one. It waits
    for payments that are being told to it at this moment. TransitionNotAllowed if it is closed;
    CashUnfit, CountIncomplete.
    """
    check_cash(counted or {})
    # Whoever looks for the settlement that is open now waits for the point.
    PointOfSale.objects.lock(PointOfSale(pk=settlement.point_id))
    return _close(CashSettlement.objects.lock(settlement), counted=counted, by=by, at=at)


@transaction.atomic
def close_overdue_settlements(*, by: Actor, at: datetime, limit: int) -> int:
    """Close, without a count, one batch of cash settlements whose 24 hours are over; returns how
    many."""
    overdue = CashSettlement.objects.filter(state=SettlementState.OPEN, ends_at__lte=at)
    points = PointOfSale.objects.filter(pk__in=overdue.values("point")).order_by("pk")
    batch = overdue.filter(point__in=[one.pk for one in points.lock_free()[:limit]])
    settlements = list(batch.order_by("pk").select_for_update(of=("self",), no_key=True))
    for settlement in settlements:
        _close(settlement, counted=None, by=by, at=at)
    return len(settlements)


@transaction.atomic
def move_deposit(
    settlement: CashSettlement,
    *,
    kind: MovementKind,
    amount: Decimal,
    currency: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> Movement:
    """Put cash into the drawer, or take some out, that stays in the company; `amount` is above
    zero either way.

    SettlementOver; CashUnfit, also without a reason; TooLittleInDrawer if more is taken out than
    should be there.
    """
    check_cash({currency: amount})
    if not amount or not reason or kind not in DEPOSITS:
        raise CashUnfit("Tell how much was moved, above zero, and why.")
    held = CashSettlement.objects.lock(settlement)
    if not held.takes_money(at):
        raise SettlementOver
    signed = amount if kind == MovementKind.DEPOSIT_IN else -amount
    should_be = cash_in(held).get(currency, ZERO)
    if signed < 0 and should_be + signed < 0:
        raise TooLittleInDrawer(f"There should be {max(should_be, ZERO)} {currency} in the drawer.")
    moved = move_cash(held, kind, signed, currency, reason=reason, by=by, at=at)
    post_deposit(held, signed, currency, at=at)
    return moved


DEPOSITS = (MovementKind.DEPOSIT_IN, MovementKind.DEPOSIT_OUT)


def _close(
    settlement: CashSettlement, *, counted: Amounts | None, by: Actor, at: datetime
) -> CashSettlement:
    settlement.close(at=at)
    if counted is not None:
        note_differences(settlement, counted, by=by, at=at)
    sales = sales_to_count(settlement)
    DeskSale.objects.filter(pk__in=sales).update(settlement=settlement)
    _freeze(settlement, sales, counted, by=by, at=at)
    settlement.save()
    _note(settlement, SettlementEventName.CLOSED, by=by, at=at, counted=counted is not None)
    return settlement


def _freeze(
    settlement: CashSettlement,
    sales: list[int],
    counted: Amounts | None,
    *,
    by: Actor,
    at: datetime,
) -> Closing:
    """The Z report, tied to the one before."""
    before = Closing.objects.filter(point=settlement.point_id, number=settlement.number - 1)
    previous = before.values_list("hash", flat=True).first() or ""
    until = min(at, settlement.ends_at)
    facts = report_facts(Report(ReportKind.Z, settlement, sales, until, str(by), counted))
    return Closing.objects.create(
        tenant_id=settlement.tenant_id,
        organisation_id=settlement.organisation_id,
        point_id=settlement.point_id,
        settlement=settlement,
        number=settlement.number,
        is_counted=counted is not None,
        facts=facts,
        hash=hash_of(facts, previous),
        previous_hash=previous,
        issued_by=str(by),
        issued_at=at,
    )


def _note(
    settlement: CashSettlement,
    name: SettlementEventName,
    *,
    by: Actor,
    at: datetime,
    **details: object,
) -> None:
    settlement.events.create(name=name, actor=str(by), happened_at=at, details=details)
