"""The domain's words of settlement in TOMP 1.6's; each table is total, and a test says so."""

from __future__ import annotations

from sales.books.accounts import DocumentKind
from sales.settlement.states import CostKind, CostUnit

COST_KIND = {
    CostKind.DAMAGE: "DAMAGE",
    CostKind.LOSS: "LOSS",
    CostKind.STOLEN: "STOLEN",
    CostKind.EXTRA_USE: "EXTRA_USAGE",
    CostKind.REFUND: "REFUND",
    CostKind.FINE: "FINE",
    CostKind.OTHER_VEHICLE: "OTHER_ASSET_USED",
    CostKind.CREDIT: "CREDIT",
    CostKind.VOUCHER: "VOUCHER",
    CostKind.DEPOSIT: "DEPOSIT",
    CostKind.OTHER: "OTHER",
}
COST_UNIT = {
    CostUnit.LITRE: "LITER",
    CostUnit.KILOWATT_HOUR: "KILOWATTHOUR",
    CostUnit.CO2_COMPENSATION: "CO2_COMPENSATION",
    CostUnit.OTHER: "OTHER",
}
ENTRY_CATEGORY = {
    DocumentKind.CAPTURE: "FARE",
    DocumentKind.CREDIT: "REFUND",
    DocumentKind.FEE: "OTHER",
}
"""The category of an entry; an extra cost brings its own."""
CATEGORIES = ("ALL", "FARE", *COST_KIND.values())
"""What the journal can be asked for; ALL is never told."""
TOLD_CATEGORIES = CATEGORIES[1:]
