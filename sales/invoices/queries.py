"""What was sold on account, and what of it is invoiced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Mod

from sales.books.accounts import Account
from sales.books.models import Ledger, Posting
from sales.catalogue.channels import SalesChannel
from sales.invoices.models import Invoice, InvoiceEntry
from sales.invoices.states import InvoiceKind
from sales.orders.models import Order
from sales.settlement.queries import (
    JournalEntry,
    JournalWish,
    entries_of,
    postings_of_journal,
)


@dataclass(frozen=True, slots=True)
class InvoicedEntry:
    """An entry of a partner's journal, and the invoice that charges or credits it, if one does."""

    entry: JournalEntry
    invoice: Invoice | None


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


def read_invoiced_journal(
    channel: SalesChannel,
    wish: JournalWish,
    *,
    invoiced: bool | None = None,
    offset: int = 0,
    limit: int,
) -> list[InvoicedEntry]:
    """A page of a channel's journal with its invoices, as `read_journal`; of what is invoiced
    alone, or of what is not. Five queries, whatever the page holds."""
    found = postings_of_journal(channel, wish)
    if invoiced is not None:
        charged = Exists(_charging().filter(posting=OuterRef("pk")))
        found = found.filter(charged if invoiced else ~charged)
    page = list(found[offset : offset + limit])
    charging = _charging().filter(posting__in=page).select_related("invoice")
    invoices = {charge.posting_id: charge.invoice for charge in charging}
    return [
        InvoicedEntry(entry, invoices.get(posting.pk))
        for posting, entry in zip(page, entries_of(page), strict=True)
    ]


def _charging() -> QuerySet[InvoiceEntry]:
    """The entries of invoices that hold: those of odd turns that no credit note took back."""
    later = InvoiceEntry.objects.filter(posting=OuterRef("posting"), turn=OuterRef("turn") + 1)
    return InvoiceEntry.objects.annotate(odd=Mod("turn", 2)).filter(~Exists(later), odd=1)


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
