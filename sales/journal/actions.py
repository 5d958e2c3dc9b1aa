"""The doors to a change of the journal."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from operators.tenancy.actors import Actor
from sales.catalogue.points import PointOfSale
from sales.journal.errors import StillOpen
from sales.journal.models import CashSettlement
from sales.journal.states import LONGEST_SETTLEMENT, SettlementEventName, SettlementState


@transaction.atomic
def open_settlement(point: PointOfSale, *, by: Actor, at: datetime) -> CashSettlement:
    """Begin the next cash settlement of a point of sale, for 24 hours at most.

    StillOpen if the last one takes money still; one whose time is over is closed.
    """
    # Its number is drawn under this lock, so that the numbers of a point have no gap.
    point = PointOfSale.objects.lock(point)
    for last in point.cash_settlements.filter(state=SettlementState.OPEN).select_for_update():
        if last.takes_money(at):
            raise StillOpen
        _close(last, by=by, at=at)
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
    return settlement


@transaction.atomic
def close_settlement(settlement: CashSettlement, *, by: Actor, at: datetime) -> CashSettlement:
    """End a cash settlement: no more money can be told to it. TransitionNotAllowed if it is closed.

    It waits for payments that are being told to it at this moment.
    """
    return _close(CashSettlement.objects.lock(settlement), by=by, at=at)


@transaction.atomic
def close_overdue_settlements(*, by: Actor, at: datetime, limit: int) -> int:
    """Close one batch of cash settlements whose 24 hours are over; returns how many."""
    overdue = CashSettlement.objects.filter(state=SettlementState.OPEN, ends_at__lte=at)
    batch = list(overdue.order_by("ends_at").lock_free()[:limit])
    for settlement in batch:
        _close(settlement, by=by, at=at)
    return len(batch)


def _close(settlement: CashSettlement, *, by: Actor, at: datetime) -> CashSettlement:
    settlement.close(at=at)
    settlement.save()
    _note(settlement, SettlementEventName.CLOSED, by=by, at=at)
    return settlement


def _note(
    settlement: CashSettlement, name: SettlementEventName, *, by: Actor, at: datetime
) -> None:
    settlement.events.create(name=name, actor=str(by), happened_at=at)
