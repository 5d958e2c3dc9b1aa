"""Partners that bought on account, and their invoices."""

from __future__ import annotations

from datetime import date
from typing import Any

from sales.invoices.actions import issue_partner_invoices
from sales.models import Invoice, Ledger
from tests.factories.moments import BY, later
from tests.factories.scenarios import Shop

TODAY = date(2026, 6, 1)
"""The day of NOW in Amsterdam."""
NEXT_DAY = later(days=1)


def ledger_of(shop: Shop) -> Ledger:
    return Ledger.objects.get(organisation=shop.channel.seller)


def invoiced(
    shop: Shop, *, through: date = TODAY, at: Any = NEXT_DAY, **more: Any
) -> list[Invoice]:
    """The invoices of the shop's partner through that day."""
    partner = shop.channel.partner
    return issue_partner_invoices(ledger_of(shop), partner, through=through, by=BY, at=at, **more)
