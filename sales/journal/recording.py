"""Telling the journal what money moved. Steps: the actions that take them hold the order's lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from operators.tenancy.actors import Actor
from sales.catalogue.points import PointOfSale
from sales.journal.errors import SettlementOver
from sales.journal.models import CashSettlement
from sales.journal.movements import DeskSale, Movement
from sales.journal.states import CASH, MovementKind, SettlementState


@dataclass(frozen=True, slots=True)
class SaleRef:
    """The version of an order that money moves for, and the organisation that sells it."""

    order_id: int
    version: int
    seller_id: int
    specimen: bool
    currency: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Money of a transaction that came, or the part of a credit that went, with its sign."""

    kind: MovementKind
    type: str
    amount: Decimal
    transaction_id: int
    credit_part_id: int | None = None


def record_movements(
    code: str, sale: SaleRef, moved: Sequence[Moved], *, by: Actor, at: datetime
) -> list[Movement]:
    """Write down in the cash settlement of this code what moved; nothing where none is named.

    What a provider moves can come when the settlement is over: the next one of the point counts
    it. Cash lies in a drawer at once: SettlementOver if the point has none that is open.
    """
    if not code:
        return []
    told = CashSettlement.objects.get(organisation_id=sale.seller_id, code=code)
    counting = settlement_that_counts(told, at=at)
    if counting is None and any(one.type == CASH for one in moved):
        raise SettlementOver
    _note_sale(told, sale)
    return Movement.objects.bulk_create(
        Movement(
            tenant_id=told.tenant_id,
            point_id=told.point_id,
            settlement=counting,
            told_to=told,
            kind=one.kind,
            type=one.type,
            amount=one.amount,
            currency=sale.currency,
            specimen=sale.specimen,
            transaction_id=one.transaction_id,
            credit_part_id=one.credit_part_id,
            actor=str(by),
            happened_at=at,
        )
        for one in moved
    )


def settlement_that_counts(told: CashSettlement, *, at: datetime) -> CashSettlement | None:
    """The settlement itself while it takes money, else the one of its point that does; None if
    there is no such. It stays open until the transaction ends.

    Closing and opening lock the point first. So the point is only waited for where the settlement
    was found closed, which is for ever, and nobody who holds the point waits for that one.
    """
    if told.takes_money(at):
        locked = CashSettlement.objects.lock(told)
        if locked.takes_money(at):
            return locked
    PointOfSale.objects.lock(PointOfSale(pk=told.point_id))
    for other in CashSettlement.objects.filter(point=told.point_id, state=SettlementState.OPEN):
        if other.takes_money(at):
            return other
    return None


def _note_sale(told: CashSettlement, sale: SaleRef) -> None:
    if sale.specimen:
        return
    # Several movements are for one version; the first point that is told of it counts it.
    DeskSale.objects.bulk_create(
        [
            DeskSale(
                tenant_id=told.tenant_id,
                point_id=told.point_id,
                order_id=sale.order_id,
                order_version=sale.version,
            )
        ],
        ignore_conflicts=True,
    )
