"""The accounting batch: postings as accountants take them over, each against another account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Count,
    DecimalField,
    Expression,
    F,
    Max,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Abs, Cast, Coalesce, Concat, NullIf

from operators.listing.listings import Listing
from sales.books.listings import POSTINGS
from sales.books.models import Ledger, Posting
from sales.exports import columns as of
from sales.exports.datasets.dataset import Dataset, Source
from sales.exports.datasets.journal import postings_of
from sales.exports.errors import WishUnfit
from sales.exports.models import BatchTerms
from sales.exports.wishes import ExportWish, Format

AMOUNTS = DecimalField(max_digits=14, decimal_places=2)
BATCH_LIST: Listing = POSTINGS.renamed(
    {name: name for name in ("currency", "kind", "document", "booked_on", "posted_at", "order")}
)
"""Facts that all lines of a document share: half a document is no batch."""
COLUMNS = (
    of.amount("turnover", "Always positive.", is_summed=True),
    of.code("side", "S: the account is debited; H: it is credited."),
    of.code("currency", "ISO 4217; one for the whole batch."),
    of.code("account", "Number of the account."),
    of.code("contra_account", "Number of the account on the other side."),
    of.day("booked_on", "The day that it counts for."),
    of.code("document_field", "Code of the order, else what the document is about."),
    of.text("posting_text", "What the document records, and the number of money that moved."),
    of.day("service_date", "The day that it belongs to, where that was closed already."),
    of.code("document", "What was posted at once and balances."),
)


def terms_of(wish: ExportWish) -> BatchTerms:
    """Those of the one ledger that the wish is about. WishUnfit where there is none, or several."""
    ledgers = Ledger.objects.filter(tenant=wish.tenant)
    if wish.sellers is not None:
        ledgers = ledgers.filter(organisation__in=sorted(wish.sellers))
    if ledgers.count() != 1:
        raise WishUnfit("A batch is about the books of one organisation; choose one.")
    found = BatchTerms.objects.filter(ledger__in=ledgers).select_related("ledger").first()
    if found is None:
        raise WishUnfit("Nobody has said under which numbers the accountants know these books.")
    return found


def sources(wish: ExportWish) -> Sequence[Source]:
    """One row for each line but the one that all others of its document stand across from.

    WishUnfit for postings on accounts that have no number, or in several currencies.
    """
    terms, postings = terms_of(wish), postings_of(wish)
    check_currency(postings)
    number = numbered(terms, postings)
    rows = postings.annotate(
        own_number=number,
        debits=of_document(Count("pk", filter=Q(amount__gt=0))),
        credits=of_document(Count("pk", filter=Q(amount__lt=0))),
        debited=of_document(Max(Case(When(amount__gt=0, then=number)))),
        credited=of_document(Max(Case(When(amount__lt=0, then=number)))),
    )
    across = Q(debits=1, amount__gt=0) | Q(debits__gt=1, credits=1, amount__lt=0)
    return [Source(rows.exclude(across), values(terms))]


def of_document(found: Aggregate) -> Window:
    """What it is over all lines of the document."""
    return Window(found, partition_by=[F("document"), F("currency")])


def values(terms: BatchTerms) -> dict[str, Any]:
    kind = F("kind")
    return {
        "id": F("pk"),
        "turnover": Abs("amount"),
        "side": Case(When(amount__gt=0, then=Value("S")), default=Value("H")),
        "currency": F("currency"),
        "account": F("own_number"),
        "contra_account": Case(
            When(debits=1, then=F("debited")),
            When(credits=1, then=F("credited")),
            default=Value(terms.clearing_number),
        ),
        "booked_on": F("booked_on"),
        "document_field": Coalesce(F("order__code"), F("reference"), output_field=CharField()),
        "posting_text": Concat(
            kind, Value(" "), Coalesce(NullIf("reference", Value("")), Value("")),
            output_field=TextField(),
        ),
        "service_date": F("late_for"),
        "document": Cast(F("document"), CharField()),
    }  # fmt: skip


def numbered(terms: BatchTerms, postings: QuerySet[Posting]) -> Expression:
    """The accountants' number of a posting's account. WishUnfit where one is missing."""
    known = list(terms.accounts.order_by("account", "vat_rate"))
    numbers = {(one.account, one.vat_rate): one.number for one in known}
    used = postings.order_by().values_list("account", "vat_rate").distinct()
    missing = sorted(
        {
            account if rate is None else f"{account} at {rate} %"
            for account, rate in used
            if (account, rate) not in numbers and (account, None) not in numbers
        }
    )
    if missing:
        raise WishUnfit(f"These accounts have no number for the accountants: {', '.join(missing)}.")
    whens = [
        When(account=account, vat_rate=rate, then=Value(number))
        for (account, rate), number in numbers.items()
        if rate is not None
    ]
    others = [
        When(account=account, then=Value(number))
        for (account, rate), number in numbers.items()
        if rate is None
    ]
    return Case(*whens, *others, default=Value(""), output_field=CharField())


def check_currency(postings: QuerySet[Posting]) -> None:
    found = sorted(postings.order_by().values_list("currency", flat=True).distinct())
    if len(found) > 1:
        raise WishUnfit(f"A batch has one currency; filter by one of {', '.join(found)}.")


ACCOUNTING_BATCH = Dataset(
    name="accounting_batch",
    title="An accounting batch",
    period="the booking day, in the tenant's zone; within one financial year",
    column_sets={1: COLUMNS},
    sources=sources,
    order=("booked_on", "id"),
    hidden=("id",),
    listing=BATCH_LIST,
    needs_period=True,
    formats=(Format.DATEV, Format.CSV, Format.XLSX, Format.JSON_LINES),
)
