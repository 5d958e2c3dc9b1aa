"""What a cash settlement comes to: queries over its movements and the sales that it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from sales.journal.models import CashSettlement
from sales.journal.movements import DeskSale, Movement
from sales.journal.states import CASH, MovementKind
from sales.letters.models import Letter
from sales.letters.states import LetterKind
from sales.money import ZERO
from sales.numbering.models import NumberSeries
from sales.numbering.states import SeriesKind
from sales.orders.models import OrderVersion
from sales.orders.states import FeeType

PARTS = (("lines", "cancelled_in_version"), ("fees", "removed_in_version"))


@dataclass(frozen=True, slots=True)
class MovedSum:
    """What moved in one way, for one reason, in one currency; with its sign."""

    currency: str
    kind: MovementKind
    type: str
    count: int
    amount: Decimal


@dataclass(slots=True)
class SaleSum:
    """What one version of an order sold, less what it took back, VAT included."""

    currency: str
    amount: Decimal = ZERO
    tax_amount: Decimal = ZERO
    rates: dict[Decimal, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def add(self, rate: Decimal, amount: Decimal, tax_amount: Decimal) -> None:
        self.amount += amount
        self.tax_amount += tax_amount
        before = self.rates.get(rate, (ZERO, ZERO))
        self.rates[rate] = (before[0] + amount, before[1] + tax_amount)


def moved_in(settlement: CashSettlement) -> list[MovedSum]:
    """The sums of its movements; specimens left out. One query."""
    rows = settlement.movements.filter(specimen=False).values("currency", "kind", "type")
    summed = rows.annotate(count=Count("pk"), sum=Sum("amount")).order_by("currency", "type")
    return [
        MovedSum(one["currency"], MovementKind(one["kind"]), one["type"], one["count"], one["sum"])
        for one in summed
    ]


def cash_in(settlement: CashSettlement) -> dict[str, Decimal]:
    """What should lie in the drawer by its movements, by currency."""
    expected: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for one in moved_in(settlement):
        if one.type == CASH:
            expected[one.currency] += one.amount
    return dict(expected)


def sales_to_count(settlement: CashSettlement) -> list[int]:
    """The waiting sales of its point that are confirmed by now. The closing counts these."""
    confirmed = OrderVersion.objects.filter(
        order=OuterRef("order"), version=OuterRef("order_version")
    )
    waiting = DeskSale.objects.filter(Exists(confirmed), point=settlement.point_id, settlement=None)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def sums_of(sales: Collection[int]) -> dict[int, SaleSum]:
    """What these sales come to, each by itself; four queries."""
    found = {
        pk: SaleSum(currency)
        for pk, currency in DeskSale.objects.filter(pk__in=sales).values_list(
            "pk", "order__currency"
        )
    }
    for pk, rate, amount, tax_amount in _changes(sales):
        found[pk].add(rate, amount, tax_amount)
    return found


def _changes(sales: Collection[int]) -> Iterator[tuple[int, Decimal, Decimal, Decimal]]:
    """Lines and fees that came with the version, then those that it took back, with a minus."""
    for part, gone in PARTS:
        for happened, sign in (("added_in_version", 1), (gone, -1)):
            amounts = (f"order__{part}__amount", f"order__{part}__tax_amount")
            rows = _changed(sales, part, happened, gone).values_list(
                "pk", f"order__{part}__vat_rate"
            )
            summed = rows.annotate(total=Sum(amounts[0]), tax=Sum(amounts[1])).order_by("pk")
            for pk, rate, amount, tax_amount in summed:
                yield pk, rate, sign * amount, sign * tax_amount


def _changed(sales: Collection[int], part: str, happened: str, gone: str) -> QuerySet[DeskSale]:
    """Sales joined with the parts that this happened to in their version, unless they came and
    went in one."""
    path = f"order__{part}__"
    stayed = Q((f"{path}{gone}", None)) | Q((f"{path}{gone}__gt", F(f"{path}added_in_version")))
    return DeskSale.objects.filter(
        stayed, Q((f"{path}{happened}", F("order_version"))), pk__in=sales
    )


def discounts_of(sales: Collection[int]) -> dict[str, tuple[int, Decimal]]:
    """How often, and how much, was taken off what was sold, by currency: discounts of lines, and
    reductions."""
    found: defaultdict[str, tuple[int, Decimal]] = defaultdict(lambda: (0, ZERO))
    lines = _changed(sales, "lines", "added_in_version", "cancelled_in_version")
    lines = lines.filter(order__lines__full_amount__gt=F("order__lines__amount"))
    off = F("order__lines__full_amount") - F("order__lines__amount")
    fees = _changed(sales, "fees", "added_in_version", "removed_in_version")
    fees = fees.filter(order__fees__type=FeeType.REDUCTION)
    for rows, amount in ((lines, Sum(off)), (fees, -Sum("order__fees__amount"))):
        for currency, count, taken in rows.values_list("order__currency").annotate(
            count=Count("pk"), taken=amount
        ):
            found[currency] = (found[currency][0] + count, found[currency][1] + taken)
    return dict(found)


def products_of(sales: Collection[int]) -> list[tuple[str, str, int, Decimal]]:
    """Currency, description, pieces and amount of what was sold, less what was taken back."""
    found: defaultdict[tuple[str, str], tuple[int, Decimal]] = defaultdict(lambda: (0, ZERO))
    gone = "cancelled_in_version"
    for happened, sign in (("added_in_version", 1), (gone, -1)):
        rows = _changed(sales, "lines", happened, gone).values_list(
            "order__currency", "order__lines__description"
        )
        summed = rows.annotate(pieces=Sum("order__lines__count"), sum=Sum("order__lines__amount"))
        for currency, description, pieces, amount in summed:
            before = found[currency, description]
            found[currency, description] = (before[0] + sign * pieces, before[1] + sign * amount)
    return [(*key, *value) for key, value in sorted(found.items())]


def late_in(settlement: CashSettlement) -> list[dict[str, Any]]:
    """Movements that were told to an earlier settlement, which was closed when they came."""
    late = settlement.movements.exclude(told_to=settlement).filter(specimen=False)
    rows = late.order_by("pk").select_related("told_to", "transaction__payment")
    return [
        {
            "told_to": one.told_to.number,
            "kind": one.kind,
            "type": one.type,
            "payment": one.transaction and one.transaction.payment.number,
            "amount": str(one.amount),
            "currency": one.currency,
        }
        for one in rows
    ]


def specimens_in(settlement: CashSettlement) -> list[dict[str, Any]]:
    """How many movements of the sandbox there were, and their sum, by currency."""
    rows = settlement.movements.filter(specimen=True).values_list("currency")
    summed = rows.annotate(count=Count("pk"), sum=Sum("amount")).order_by("currency")
    return [
        {"currency": currency, "count": count, "amount": str(amount)}
        for currency, count, amount in summed
    ]


def receipts_since(
    settlement: CashSettlement, told: dict[tuple[str, int], int]
) -> list[dict[str, Any]]:
    """The numbers that receipts of the point took since closings have told the last ones, `told`,
    by kind and year.

    Numbers of one series become visible in their order, so none is left out between two closings.
    """
    series = NumberSeries.objects.filter(
        organisation=settlement.organisation_id,
        pos=settlement.point.code,
        kind__in=[SeriesKind.SALE_RECEIPT, SeriesKind.RETURN_RECEIPT],
        specimen=False,
    )
    drawn = series.order_by("year", "kind").values_list("kind", "year", "last_number")
    return [
        {"kind": kind, "year": year, "first": before + 1, "last": last, "count": last - before}
        for kind, year, last in drawn
        if last > (before := told.get((kind, year or 0), 0))
    ]


def copies_written(settlement: CashSettlement, *, until: datetime) -> int:
    """How many copies of receipts of the point were sent while the settlement was open."""
    sold_here = DeskSale.objects.filter(
        order=OuterRef("order"),
        order_version=OuterRef("order_version"),
        point=settlement.point_id,
    )
    letters = Letter.objects.filter(
        Exists(sold_here),
        kind=LetterKind.RECEIPT,
        is_copy=True,
        written_at__gte=settlement.opened_at,
        written_at__lt=until,
    )
    return letters.count()


def movements_of(settlement: CashSettlement) -> QuerySet[Movement]:
    """What moved in it, as it came, with the order that it was for."""
    return settlement.movements.select_related("told_to", "transaction__order").order_by("pk")
