"""What a report of a cash settlement says, in words of the core.

Amounts are texts with two decimals, VAT included unless a name says otherwise; moments are in UTC.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sales.closing.models import Closing
from sales.closing.states import LAYOUT, ReportKind
from sales.closing.sums import (
    MovedSum,
    SaleSum,
    copies_written,
    discounts_of,
    late_in,
    moved_in,
    products_of,
    receipts_since,
    specimens_in,
    sums_of,
)
from sales.journal.models import CashSettlement
from sales.journal.states import CASH, MovementKind
from sales.letters.heads import party_facts
from sales.money import ZERO, total

Facts = dict[str, Any]
Amounts = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is about: an X of now, or the Z that ends the settlement.

    `sales` are the ids of those that it counts; `counted` is what was found in the drawer, by
    currency, if anybody counted it.
    """

    kind: ReportKind
    settlement: CashSettlement
    sales: Collection[int]
    until: datetime
    by: str
    counted: Amounts | None = None


def report_facts(report: Report) -> Facts:
    """All that the report prints. Called while nothing can be added to the settlement."""
    settlement = report.settlement
    before = facts_before(settlement)
    sums = sums_of(report.sales)
    return {
        "layout": LAYOUT,
        "kind": report.kind,
        "number": settlement.number,
        "settlement": settlement.code,
        "point": {"code": settlement.point.code, "name": settlement.point.name},
        "seller": party_facts(settlement.organisation),
        "zone": settlement.tenant.timezone,
        "opened_at": _moment(settlement.opened_at),
        "until": _moment(report.until),
        "by": report.by,
        "is_counted": report.counted is not None,
        "currencies": _currencies(report, before, list(sums.values())),
        "receipts": _receipts(settlement, before),
        "copies": copies_written(settlement, until=report.until),
        "specimens": specimens_in(settlement),
        "late": late_in(settlement),
    }


def facts_before(settlement: CashSettlement) -> Facts:
    """The facts of the closing before, if it was of the same organisation."""
    before = Closing.objects.filter(
        point=settlement.point_id,
        number=settlement.number - 1,
        organisation=settlement.organisation_id,
    )
    return before.values_list("facts", flat=True).first() or {}


def left_by(facts: Facts) -> dict[str, Decimal]:
    """What lay in the drawer when that closing was made, by currency."""
    return {one["currency"]: Decimal(one["cash"]["left"]) for one in facts.get("currencies", ())}


def _currencies(report: Report, before: Facts, sums: Sequence[SaleSum]) -> list[Facts]:
    moved = moved_in(report.settlement)
    known = {one["currency"]: one for one in before.get("currencies", ())}
    names = {one.currency for one in moved} | {one.currency for one in sums} | set(known)
    discounts, products = discounts_of(report.sales), products_of(report.sales)
    found = []
    for name in sorted(names | set(report.counted or ())):
        sold = [one for one in sums if one.currency == name]
        sales = [one for one in sold if one.amount >= 0]
        returns = [one for one in sold if one.amount < 0]
        count, amount = discounts.get(name, (0, ZERO))
        found.append(
            {
                "currency": name,
                "cash": _cash(name, moved, known.get(name), report.counted),
                "money": _money(name, moved),
                "sales": _turnover(sales),
                "returns": _turnover(returns),
                "vat": _vat(sales, returns),
                "discounts": {"count": count, "amount": _text(amount)},
                "products": [
                    {"name": one[1], "pieces": one[2], "amount": _text(one[3])}
                    for one in products
                    if one[0] == name
                ],
                "grand_total": _grand_total(known.get(name), sales, returns),
            }
        )
    return found


def _cash(
    currency: str, moved: Sequence[MovedSum], before: Facts | None, counted: Amounts | None
) -> Facts:
    """The drawer: what it held, what came and went, what should be there and what is."""
    sums: defaultdict[MovementKind, Decimal] = defaultdict(lambda: ZERO)
    for one in moved:
        if one.currency == currency and one.type == CASH:
            sums[one.kind] += one.amount
    expected = total(amount for kind, amount in sums.items() if kind != MovementKind.DIFFERENCE)
    found = None if counted is None else counted.get(currency, ZERO)
    return {
        "left_before": before["cash"]["left"] if before else _text(ZERO),
        "float": _text(sums[MovementKind.FLOAT]),
        "taken": _text(sums[MovementKind.TAKEN]),
        "given": _text(sums[MovementKind.GIVEN]),
        "put_in": _text(sums[MovementKind.DEPOSIT_IN]),
        "taken_out": _text(sums[MovementKind.DEPOSIT_OUT]),
        "expected": _text(expected),
        "counted": None if found is None else _text(found),
        "difference": None if found is None else _text(found - expected),
        "left": _text(expected if found is None else found),
    }


def _money(currency: str, moved: Sequence[MovedSum]) -> list[Facts]:
    """What was taken and given back, by the way in which it was paid."""
    ways: defaultdict[str, Facts] = defaultdict(dict)
    for one in moved:
        if one.currency == currency and one.kind in (MovementKind.TAKEN, MovementKind.GIVEN):
            ways[one.type][one.kind] = one
    return [_way(name, *_pair(found)) for name, found in sorted(ways.items())]


def _pair(found: Facts) -> tuple[tuple[int, Decimal], tuple[int, Decimal]]:
    taken, given = (found.get(kind) for kind in (MovementKind.TAKEN, MovementKind.GIVEN))
    return (
        (taken.count, taken.amount) if taken else (0, ZERO),
        (given.count, given.amount) if given else (0, ZERO),
    )


def _way(name: str, taken: tuple[int, Decimal], given: tuple[int, Decimal]) -> Facts:
    return {
        "type": name,
        "taken_count": taken[0],
        "taken": _text(taken[1]),
        "given_count": given[0],
        "given": _text(given[1]),
        "net": _text(taken[1] + given[1]),
    }


def _turnover(sold: Sequence[SaleSum]) -> Facts:
    return {
        "count": len(sold),
        "amount": _text(total(one.amount for one in sold)),
        "tax_amount": _text(total(one.tax_amount for one in sold)),
    }


def _vat(sales: Sequence[SaleSum], returns: Sequence[SaleSum]) -> list[Facts]:
    """What was sold and returned at each rate, and the VAT in it."""
    rates = sorted({rate for one in (*sales, *returns) for rate in one.rates})
    rows = []
    for rate in rates:
        sold, sold_tax = _at_rate(sales, rate)
        returned, returned_tax = _at_rate(returns, rate)
        rows.append(
            {
                "rate": str(rate),
                "sold": _text(sold),
                "sold_tax": _text(sold_tax),
                "returned": _text(returned),
                "returned_tax": _text(returned_tax),
                "net": _text(sold + returned),
                "net_tax": _text(sold_tax + returned_tax),
            }
        )
    return rows


def _at_rate(sums: Sequence[SaleSum], rate: Decimal) -> tuple[Decimal, Decimal]:
    found = [one.rates[rate] for one in sums if rate in one.rates]
    return total(amount for amount, _ in found), total(tax for _, tax in found)


def _grand_total(
    before: Facts | None, sales: Sequence[SaleSum], returns: Sequence[SaleSum]
) -> Facts:
    """What the point sold and took back since its first closing."""
    known = before["grand_total"] if before else {"sales": ZERO, "returns": ZERO}
    sold = Decimal(known["sales"]) + total(one.amount for one in sales)
    returned = Decimal(known["returns"]) + total(one.amount for one in returns)
    return {"sales": _text(sold), "returns": _text(returned), "net": _text(sold + returned)}


def _receipts(settlement: CashSettlement, before: Facts) -> Facts:
    """The numbers that receipts took, and the last ones that closings have told."""
    known = before.get("receipts", {}).get("told", ())
    told = {(kind, year): number for kind, year, number in known}
    drawn = receipts_since(settlement, told)
    told.update({(one["kind"], one["year"]): one["last"] for one in drawn})
    return {"drawn": drawn, "told": [[*key, number] for key, number in sorted(told.items())]}


def _text(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
