"""All that the admin can do to the books; see tests.admin_acts."""

from __future__ import annotations

from sales.models import Ledger
from tests.admin_button import Button
from tests.admin_order_acts import TREASURERS
from tests.factories.books import deposit
from tests.factories.moments import later
from tests.factories.scenarios import Shop

YESTERDAY = later(days=-1).date()


def ledger_with_a_past(shop: Shop) -> Ledger:
    ledger: Ledger = shop.channel.seller.ledger
    deposit(ledger, at=later(days=-3))
    return ledger


BOOKS_BUTTONS = [
    Button(
        "sales_ledger_close_period",
        ledger_with_a_past,
        TREASURERS,
        lambda ledger: ledger.closed_through == YESTERDAY,
        {"ends_on": YESTERDAY.isoformat()},
    ),
]
