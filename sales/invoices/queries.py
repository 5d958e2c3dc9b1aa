"""What was sold on account and is not invoiced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Mod

from sales.books.accounts import Account
from sales.books.models import Ledger, Posting
from sales.invoices.models import Invoice, InvoiceEntry
from sales.invoices.states import InvoiceKind
from sales.orders.models import Order


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """What a partner was not invoiced for in one currency; less than zero, what it gets back."""

    payer_id: int
    name: str
    currency: str
    amount: Decimal
    postings: int


def open_postings(ledger: Ledger, *, through: date) -> QuerySet[Posting]:
    """Postings on partners' accounts for orders, booked through that day of the tenant's zone, that
    no invoice charges; `turns` is how often one was charged and taken back."""
    return _open(Posting.objects.filter(ledger=ledger, booked_on__lte=through))


def open_postings_of_order(order: Order) -> QuerySet[Posting]:
    """Those of one order, whenever they were booked."""
    return _open(Posting.objects.filter(order=order, party=order.payer_id))


def _open(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    charged = InvoiceEntry.objects.filter(posting=OuterRef("pk")).order_by()
    counted = charged.values("posting").annotate(count=Count("pk")).values("count")
    found = postings.filter(account=Account.CHANNEL_RECEIVABLE, order__isnull=False)
    # A posting that was charged and taken back as often is open again.
    counted_turns = found.annotate(turns=Coalesce(Subquery(counted), 0))
    return counted_turns.annotate(odd=Mod("turns", 2)).filter(odd=0)


def open_accounts(ledger: Ledger, *, through: date) -> list[OpenAccount]:
    """What each partner was not invoiced for, by name; partners whom nothing is open for are left
    out."""
    found = open_postings(ledger, through=through).order_by()
    rows = (
        found.values("party", "party__name", "currency")
        .annotate(total=Sum("amount"), count=Count("pk"))
        .order_by("party__name", "party", "currency")
    )
    return [
        OpenAccount(row["party"], row["party__name"], row["currency"], row["total"], row["count"])
        for row in rows
    ]


def invoices_of_orders(ledger: Ledger, orders: Iterable[int]) -> dict[int, Invoice]:
    """The latest invoice that charges each of these orders and was not taken back; others are left
    out."""
    charged = InvoiceEntry.objects.filter(
        posting__order__in=set(orders),
        invoice__ledger=ledger,
        invoice__kind=InvoiceKind.INVOICE,
        amount__gt=0,
    )
    later = InvoiceEntry.objects.filter(posting=OuterRef("posting"), turn=OuterRef("turn") + 1)
    rows = charged.filter(~Exists(later)).order_by().values("posting__order")
    latest = dict(rows.annotate(last=Max("invoice")).values_list("posting__order", "last"))
    known = Invoice.objects.in_bulk(set(latest.values()))
    return {order: known[invoice] for order, invoice in latest.items()}
