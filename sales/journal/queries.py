"""Finding the cash settlement that money belongs to."""

from __future__ import annotations

from datetime import datetime

from operators.tenancy.models import Organisation
from sales.catalogue.points import PointOfSale
from sales.journal.errors import (
    PointUnknown,
    SettlementElsewhere,
    SettlementOver,
    SettlementUnknown,
)
from sales.journal.models import CashSettlement
from sales.journal.states import SettlementState


def check_settlement(code: str, *, pos: str, organisation_id: int, at: datetime) -> None:
    """SettlementUnknown, SettlementElsewhere or SettlementOver unless money of the organisation,
    at this point of sale, can be told to the cash settlement of this code; nothing is asked where
    none is named.

    It stays open until the transaction ends.
    """
    if not code:
        return
    settlement = _held(organisation_id, code=code)
    if settlement is None:
        raise SettlementUnknown
    if settlement.point.code != pos:
        raise SettlementElsewhere
    if not settlement.takes_money(at):
        raise SettlementOver


def open_settlement_at(pos: str, *, organisation_id: int, at: datetime) -> str:
    """The code of the cash settlement that cash at this point of sale belongs to now, whether it
    is named or not; empty where none takes money. It stays open until the transaction ends."""
    settlement = _held(organisation_id, point__code=pos, state=SettlementState.OPEN)
    return settlement.code if settlement and settlement.takes_money(at) else ""


def _held(organisation_id: int, **conditions: object) -> CashSettlement | None:
    known = CashSettlement.objects.filter(organisation_id=organisation_id, **conditions)
    held = known.select_related("point").select_for_update(of=("self",), no_key=True)
    return held.first()


def point_of(code: str, *, organisation: Organisation) -> PointOfSale:
    """The point of sale that its organisation registered under this code; else PointUnknown."""
    point = PointOfSale.objects.filter(organisation=organisation, code=code).first()
    if point is None:
        raise PointUnknown
    return point
