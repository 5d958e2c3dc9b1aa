"""What the card provider pays out in the end, and its report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from demo.cards.books import Account, Row
from demo.rehearsal.scene import BY, CURRENCY
from operators.models import Tenant
from sales.models import Ledger, Order
from sales.money import share_of
from sales.payouts.actions import ImportReport, import_payouts
from sales.payouts.states import PayoutSource

COLUMNS = (
    "automatic_payout_id", "automatic_payout_effective_at", "balance_transaction_id",
    "reporting_category", "currency", "gross", "fee", "net", "source_id", "payment_intent_id",
)  # fmt: skip
FEE = Decimal("1.4")
"""Percent of a charge."""


def take_payouts_in(account: Account, tenant: Tenant, *, at: datetime) -> list[ImportReport]:
    """Each seller's share of all that the provider moved, taken in twice, which is once."""
    reports = []
    for ledger in Ledger.objects.filter(tenant=tenant).order_by("pk"):
        # A provider pays nothing out for cards that were only tried in a sandbox.
        real = Order.objects.filter(seller=ledger.organisation_id, specimen=False)
        codes = set(real.values_list("code", flat=True))
        lines = _report(account, codes, at)
        reports += [
            import_payouts(ledger, PayoutSource.STRIPE, lines, by=BY, at=at) for _ in range(2)
        ]
    return reports


def _report(account: Account, codes: set[str], at: datetime) -> list[str]:
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS)
    writer.writeheader()
    writer.writerows(_rows(account, codes, at))
    return written.getvalue().splitlines(keepends=True)


def _rows(account: Account, codes: set[str], at: datetime) -> Iterator[dict[str, str]]:
    charged = {one["intent"]: one["amount"] for one in account.charged}
    for row in list(account.rows.values()):
        if row["object"] == "payment_intent" and row["id"] in charged:
            intent, gross = row, Decimal(charged[row["id"]]) / 100
            yield from _line("charge", intent, row, gross, codes, at)
        elif row["object"] == "refund":
            intent, gross = account.rows[row["payment_intent"]], -Decimal(row["amount"]) / 100
            yield from _line("refund", intent, row, gross, codes, at)


def _line(
    category: str, intent: Row, row: Row, gross: Decimal, codes: set[str], at: datetime
) -> Iterator[dict[str, str]]:
    if intent["metadata"]["order"] not in codes:
        return
    fee = share_of(max(gross, Decimal(0)), FEE)
    yield {
        "automatic_payout_id": f"po_{row['id'][-1]}",
        "automatic_payout_effective_at": f"{at:%Y-%m-%d} 00:00:00",
        "balance_transaction_id": f"txn_{row['id']}",
        "reporting_category": category,
        "currency": CURRENCY.lower(),
        "gross": str(gross),
        "fee": str(fee),
        "net": str(gross - fee),
        "source_id": row["id"],
        "payment_intent_id": intent["id"],
    }
