"""Constraints of closings, and of what they count."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pgtrigger
from django.db import transaction

from sales.closing.actions import close_settlement
from sales.models import CashSettlement, Closing, DeskSale, Movement
from tests.factories.clients import PointOfSaleFactory
from tests.factories.documents import SettlementFactory
from tests.factories.moments import BY, NOW
from tests.factories.operators import OrganisationFactory
from tests.factories.sales import OrderFactory
from tests.violations.payments import part
from tests.violations.ways import Violation

HASH = "0" * 64


def of(settlement: CashSettlement) -> dict[str, Any]:
    return {
        "tenant": settlement.tenant,
        "point": settlement.point,
        "settlement": settlement,
    }


def movement(**values: Any) -> Movement:
    """Movements are never changed, so a wrong one is written."""
    settlement = values.pop("within", None) or SettlementFactory()
    facts = {
        **of(settlement),
        "told_to": settlement,
        "kind": "FLOAT",
        "type": "CASH",
        "amount": Decimal("1.00"),
        "currency": "NOK",
        "actor": str(BY),
        "happened_at": NOW,
    }
    return Movement.objects.create(**{**facts, **values})


def taken(**values: Any) -> Movement:
    """Money of an order on account; its transaction stands for any."""
    transaction = OrderFactory().transactions.get()
    return movement(**{"kind": "TAKEN", "type": "VISA", "transaction": transaction, **values})


def given(**values: Any) -> Movement:
    refunded = part()
    facts = {"kind": "GIVEN", "type": "VISA", "amount": Decimal("-1.00")}
    return movement(
        **{**facts, "transaction": refunded.transaction, "credit_part": refunded, **values}
    )


def wrong_movement(**values: Any) -> Violation:
    return lambda: movement(**values)


def again(first: Movement) -> None:
    first.pk = None
    first.save(force_insert=True)


def desk_sale(**values: Any) -> DeskSale:
    facts = {**of(SettlementFactory()), "order": OrderFactory(), "order_version": 1}
    return DeskSale.objects.create(**{**facts, **values})


def second_sale() -> None:
    first = desk_sale()
    first.pk = None
    first.save(force_insert=True)


def closed() -> CashSettlement:
    return close_settlement(SettlementFactory(), by=BY, at=NOW)


def closing(**values: Any) -> Closing:
    """One of an open settlement."""
    settlement = values.pop("settlement", None) or SettlementFactory()
    facts = {
        **of(settlement),
        "organisation": settlement.organisation,
        "number": 1,
        "is_counted": False,
        "facts": {},
        "hash": HASH,
        "issued_by": str(BY),
        "issued_at": NOW,
    }
    return Closing.objects.create(**{**facts, **values})


def second_closing() -> None:
    """Of another settlement, under the number of the first; the trigger would see that before."""
    second = SettlementFactory(point=closed().point)
    with pgtrigger.ignore("sales.Closing:follows_the_one_before"), transaction.atomic():
        closing(settlement=second)


def stray_closing() -> None:
    """All of it is of one tenant but the row itself."""
    stranger = OrganisationFactory()
    closing(tenant=stranger.tenant, organisation=stranger)


def closing_elsewhere() -> None:
    settlement = SettlementFactory()
    facts = {"tenant": settlement.tenant, "organisation": settlement.organisation}
    closing(settlement=settlement, point=PointOfSaleFactory(**facts))


VIOLATIONS: dict[str, Violation] = {
    "movement_point_same_tenant": lambda: movement(tenant=OrganisationFactory().tenant),
    "movement_settlement_of_its_point": lambda: movement(settlement=SettlementFactory()),
    "movement_told_to_of_its_point": lambda: movement(told_to=SettlementFactory()),
    "movement_kind_is_known_and_fits_amount": wrong_movement(kind="DEPOSIT_OUT", reason="Safe"),
    "movement_currency_is_iso_4217": wrong_movement(currency="nok"),
    "movement_of_the_drawer_is_cash": wrong_movement(type="VISA"),
    "movement_has_its_cause": wrong_movement(kind="TAKEN"),
    "movement_of_cash_is_counted_at_once": wrong_movement(settlement=None),
    "movement_of_deposit_says_why": wrong_movement(kind="DEPOSIT_IN"),
    "movement_once_per_transaction": lambda: again(taken()),
    "movement_once_per_credit_part": lambda: again(given()),
    "desksale_point_same_tenant": lambda: desk_sale(point=PointOfSaleFactory(), settlement=None),
    "desksale_settlement_of_its_point": lambda: desk_sale(settlement=SettlementFactory()),
    "desksale_once_per_version": second_sale,
    "closing_organisation_same_tenant": lambda: closing(organisation=OrganisationFactory()),
    "closing_point_same_tenant": stray_closing,
    "closing_settlement_of_its_point": closing_elsewhere,
    "closing_once_per_number": second_closing,
    "closing_hash_is_sha_256": lambda: closing(hash="x"),
}
