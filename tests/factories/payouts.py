"""Reports of providers, and the payouts in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from operators.models import Organisation
from sales.models import Order, Payout, PayoutLine, PayoutMatch
from sales.payouts.actions import ImportReport, import_payouts
from sales.payouts.states import PayoutSource
from tests.factories.books import books
from tests.factories.moments import BY, NOW

STRIPE = (
    "automatic_payout_id", "automatic_payout_effective_at", "balance_transaction_id", "created",
    "reporting_category", "currency", "gross", "fee", "net", "source_id", "charge_id",
    "payment_intent_id", "description",
)  # fmt: skip
OWN = (
    "payout", "paid_on", "currency", "kind", "reference", "provider_reference", "gross", "fee",
    "net", "description",
)  # fmt: skip
STRIPE_ROW = {
    "automatic_payout_id": "po_1",
    "automatic_payout_effective_at": "2026-06-03 00:00:00",
    "balance_transaction_id": "txn_1",
    "created": "2026-06-01 10:00:00",
    "reporting_category": "charge",
    "currency": "nok",
    "gross": "1446.00",
    "fee": "20.00",
    "net": "1426.00",
    "source_id": "ch_1",
    "charge_id": "ch_1",
    "payment_intent_id": "pi_1",
    "description": "Order",
}
OWN_ROW = {
    "payout": "2026-23",
    "paid_on": "2026-06-03",
    "currency": "EUR",
    "kind": "PAYMENT",
    "reference": "1",
    "provider_reference": "T-1",
    "gross": "10.00",
    "fee": "0.30",
    "net": "9.70",
    "description": "",
}


def report(columns: Sequence[str], *rows: dict[str, str]) -> list[str]:
    """The lines of a CSV file."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().splitlines(keepends=True)


def stripe_report(*rows: dict[str, str]) -> list[str]:
    """Each row differs from a charge of 1446.00 NOK by what it is given."""
    return report(STRIPE, *({**STRIPE_ROW, **row} for row in rows))


def own_report(*rows: dict[str, str]) -> list[str]:
    """Each row differs from a payment of 10.00 EUR by what it is given."""
    return report(OWN, *({**OWN_ROW, **row} for row in rows))


def taken_in(
    seller: Organisation | None = None, *rows: dict[str, str], at: Any = NOW
) -> ImportReport:
    """What came of a report in our own columns; of one payment if no row is given."""
    lines = own_report(*(rows or ({},)))
    return import_payouts(books(seller), PayoutSource.OTHER, lines, by=BY, at=at)


def payout(seller: Organisation | None = None) -> Payout:
    return taken_in(seller).taken_in[0]


def payout_line() -> PayoutLine:
    return payout().lines.get()


def payout_rows(seller: Organisation) -> list[Model]:
    """A payout and its line, which waits."""
    made = payout(seller)
    return [made, made.lines.get()]


def match_of(line: PayoutLine, **more: Any) -> PayoutMatch:
    """A match that somebody wrote, whatever the line says."""
    return PayoutMatch.objects.create(line=line, matched_by=str(BY), matched_at=NOW, **more)


def settled_line(order: Order) -> PayoutMatch:
    """A line of a payout, matched with the money of an order, which it was not for."""
    return match_of(payout(order.seller).lines.get(), transaction=order.transactions.first())
