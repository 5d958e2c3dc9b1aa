"""Open items: what customers and partners owed, and operators were to be paid, at a past moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, F, QuerySet, Sum, Value

from sales.books.accounts import Account
from sales.books.models import Posting
from sales.exports import columns as of
from sales.exports.datasets.dataset import Dataset, Source, of_sellers
from sales.exports.wishes import ExportWish

COLUMNS = (
    of.code("ledger", "Number of the organisation in whose books it is open."),
    of.code(
        "account",
        "CUSTOMER_RECEIVABLE for orders, CHANNEL_RECEIVABLE for partners, "
        "OPERATOR_PAYABLE for what statements say that operators get.",
    ),
    of.code("party", "Number of the organisation that owes it or is owed it."),
    of.code("order", "Code of the order; empty for a partner or an operator in all."),
    of.code("currency", "ISO 4217."),
    of.amount("open_amount", "Owed; below zero what the seller owes.", is_summed=True),
)


def sources(wish: ExportWish) -> Sequence[Source]:
    """What does not come to zero: for customers order by order, for parties in all."""
    rows = of_sellers(
        Posting.objects.all(),
        wish,
        tenant="tenant",
        seller="ledger__organisation",
    )
    if wish.period is not None:
        rows = rows.through(wish.period.last_day)
    return [
        Source(added_up(rows.filter(account=account), has_order=has_order), values())
        for account, has_order in (
            (Account.CUSTOMER_RECEIVABLE, True),
            (Account.CHANNEL_RECEIVABLE, False),
            (Account.OPERATOR_PAYABLE, False),
        )
    ]


def added_up(rows: QuerySet[Posting], *, has_order: bool) -> QuerySet[Posting, Any]:
    order = F("order__code") if has_order else Value("", output_field=CharField())
    keys = rows.values("account", "currency", "ledger__organisation__number", "party__number")
    sums = keys.annotate(order_code=order, open_amount=Sum("amount"))
    return sums.exclude(open_amount=0)


def values() -> dict[str, Any]:
    return {
        "ledger": F("ledger__organisation__number"),
        "account": F("account"),
        "party": F("party__number"),
        "order": F("order_code"),
        "currency": F("currency"),
        "open_amount": F("open_amount"),
    }


OPEN_ITEMS = Dataset(
    name="open_items",
    title="Open items",
    period="what was open at the end of its last day, by the booking days in the tenant's zone of "
    "all postings until then; without a period what is open now",
    column_sets={1: COLUMNS},
    sources=sources,
    order=("ledger", "account", "party", "order", "currency"),
)
