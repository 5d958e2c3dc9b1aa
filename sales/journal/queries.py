"""Finding the cash settlement that money belongs to."""

from __future__ import annotations

from datetime import datetime

from operators.tenancy.models import Organisation
from sales.catalogue.points import PointOfSale
from sales.journal.errors import PointUnknown, SettlementOver, SettlementUnknown
from sales.journal.models import CashSettlement


def check_settlement(code: str, *, organisation_id: int, at: datetime) -> None:
    """SettlementUnknown or SettlementOver unless money of the organisation can be told to the cash
    settlement of this code; nothing is asked where none is named.

    It stays open until the transaction ends.
    """
    if not code:
        return
    known = CashSettlement.objects.filter(organisation_id=organisation_id, code=code)
    settlement = known.select_for_update(of=("self",), no_key=True).first()
    if settlement is None:
        raise SettlementUnknown
    if not settlement.takes_money(at):
        raise SettlementOver


def point_of(code: str, *, organisation: Organisation) -> PointOfSale:
    """The point of sale that its organisation registered under this code; else PointUnknown."""
    point = PointOfSale.objects.filter(organisation=organisation, code=code).first()
    if point is None:
        raise PointUnknown
    return point
