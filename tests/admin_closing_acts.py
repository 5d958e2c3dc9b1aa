"""What the buttons of points of sale and their cash settlements do, as a table."""

from __future__ import annotations

from decimal import Decimal

from sales.models import CashSettlement, PointOfSale
from tests.admin_button import Button
from tests.admin_order_acts import TREASURERS
from tests.factories.clients import PointOfSaleFactory
from tests.factories.documents import SettlementFactory
from tests.factories.scenarios import Shop


def point_of(shop: Shop) -> PointOfSale:
    return PointOfSaleFactory(tenant=shop.tenant, organisation=shop.channel.seller)


def settlement_of(shop: Shop) -> CashSettlement:
    return SettlementFactory(point=point_of(shop), cash={"NOK": Decimal("500.00")})


def last_amount(settlement: CashSettlement) -> Decimal:
    return settlement.movements.latest("pk").amount


CLOSING_BUTTONS = [
    Button(
        "sales_pointofsale_open_settlement",
        point_of,
        TREASURERS,
        lambda point: point.movements.filter(amount=250).exists(),
        {"cash": "250 nok"},
    ),
    Button(
        "sales_cashsettlement_move",
        settlement_of,
        TREASURERS,
        lambda settlement: last_amount(settlement) == -100,
        {"kind": "DEPOSIT_OUT", "amount": "100.00", "currency": "NOK", "reason": "Night safe"},
    ),
    Button(
        "sales_cashsettlement_close",
        settlement_of,
        TREASURERS,
        lambda settlement: last_amount(settlement) == 1,
        {"counted": "501.00 NOK"},
    ),
]
