"""What changed from one version of an order to the next, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime

from operators.admin.event_words import in_words
from sales.admin.order_parts import OrderFile
from sales.admin.order_sections import Amounts, Section, amount, stacked, when
from sales.orders.snapshots import OrderParts, money, snapshot_of
from sales.orders.states import OrderState

Snapshot = Mapping[str, Any]
NOTHING: Snapshot = {
    "total_amount": "0.00",
    "lines": [],
    "fees": [],
    "travellers": [],
    "payments": [],
    "credits": [],
}
"""What an order is before its first version."""


def version_section(file: OrderFile) -> Section:
    """Each confirmed version with what it changed, newest first; the one in hand on top."""
    steps = [(version.snapshot, when(version.confirmed_at)) for version in file.versions]
    if file.order.state == OrderState.DRAFT:
        steps.append((in_hand(file), "not confirmed"))
    rows = []
    before = NOTHING
    for snapshot, confirmed in steps:
        changes = list(changes_between(before, snapshot)) or ["Nothing."]
        total = amount(Decimal(snapshot["total_amount"]), snapshot["currency"])
        rows.append([snapshot["version"], confirmed, total, stacked(changes)])
        before = snapshot
    return Section(
        "versions",
        "Versions",
        ["Version", "Confirmed", Amounts("Total"), "What changed"],
        rows[::-1],
        "It was cancelled before it was sold.",
    )


def in_hand(file: OrderFile) -> dict[str, Any]:
    """The version that is not confirmed yet, in the shape of those that were."""
    return snapshot_of(file.order, OrderParts(file.lines, file.fees, file.travellers, []))


def changes_between(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """What is there now and was not, and what is gone."""
    currency = after["currency"]
    yield from _came_and_went(before, after, "lines", _line_in_words, "Cancelled")
    yield from _came_and_went(before, after, "fees", _fee_in_words, "Removed")
    yield from _came_and_went(before, after, "travellers", _traveller_in_words, "Removed")
    for kind, moment, words in (
        ("payments", "captured_at", "Paid"),
        ("credits", "executed_at", "Given back"),
    ):
        yield from _money_moved(before[kind], after[kind], moment, words, currency)
    old, new = Decimal(before["total_amount"]), Decimal(after["total_amount"])
    if before["lines"] and old != new:
        yield f"Total: {money(old)} to {amount(new, currency)}"


def _came_and_went(
    before: Snapshot, after: Snapshot, kind: str, words: Any, gone: str
) -> Iterator[str]:
    old = {row["reference"]: row for row in before[kind] if _is_live(row)}
    new = {row["reference"]: row for row in after[kind] if _is_live(row)}
    for reference, row in new.items():
        if reference not in old:
            yield f"Added: {words(row, after['currency'])}"
    for reference, row in old.items():
        if reference not in new:
            yield f"{gone}: {words(row, after['currency'])}"


def _is_live(row: Mapping[str, Any]) -> bool:
    return row.get("cancelled_in_version") is None and row.get("removed_in_version") is None


def _line_in_words(line: Mapping[str, Any], currency: str) -> str:
    who = f", {line['passenger_category']}" if line["passenger_category"] else ""
    return f"{line['count']} × {line['description']}{who}, {line['amount']} {currency}"


def _fee_in_words(fee: Mapping[str, Any], currency: str) -> str:
    reason = f" ({fee['reason']})" if fee["reason"] else ""
    return f"{in_words(fee['type'])} fee{reason}, {fee['amount']} {currency}".replace(
        "Reduction fee", "Reduction"
    )


def _traveller_in_words(traveller: Mapping[str, Any], currency: str) -> str:
    return f"traveller {traveller['name'] or traveller['reference'][:8]}"


def _money_moved(
    old: Sequence[Snapshot], new: Sequence[Snapshot], moment: str, words: str, currency: str
) -> Iterator[str]:
    known = {row["number"] for row in old}
    for row in new:
        if row["number"] not in known:
            at = parse_datetime(row[moment]) if row[moment] else None
            yield f"{words}: {row['amount']} {currency}, {when(at)}"
