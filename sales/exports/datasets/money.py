"""Payments and credits: money that came and money that was given back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    DecimalField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf

from sales.books.accounts import DocumentKind
from sales.books.models import Posting
from sales.exports import columns as of
from sales.exports.datasets.dataset import Dataset, Source, asked_for, of_sellers
from sales.exports.wishes import ExportWish
from sales.money import ZERO
from sales.payments.listings import CREDITS as CREDIT_LIST
from sales.payments.listings import PAYMENTS as PAYMENT_LIST
from sales.payments.models import Credit, CreditPart, Payment, PaymentTransaction

AMOUNTS = DecimalField(max_digits=11, decimal_places=2)
SHARED = (
    of.code("order", "Code of the order."),
    of.number("order_version", "Version of the order that it is for."),
    of.code("seller", "Number of the organisation that sold the order."),
    of.text("channel", "NeTEx id of the channel when the order was drafted."),
    of.text("pos", "Point of sale."),
    of.text("cash_settlement", "Code of the cash settlement."),
    of.code("type", "What was paid with."),
    of.code("group", "Kind of payment that is settled alike."),
    of.code("provider", "Who moves the money."),
    of.text("provider_reference", "The provider's name for it."),
    of.text("external_id", "The client's id of a payment that was taken elsewhere."),
    of.text("rrn", "Retrieval reference number."),
    of.code("card_number", "The last four digits."),
    of.code("currency", "ISO 4217."),
)
PAYMENT_COLUMNS = (
    of.code("payment", "Number of the payment."),
    of.code("transaction", "Number of the transaction."),
    of.code("state", "CAPTURED; without a period the state of the transaction now."),
    of.day("booked_on", "Booking day of the capture."),
    of.moment("captured_at", "When the money came."),
    *SHARED,
    of.amount("amount", "Of the transaction."),
    of.amount("booked_amount", "What the books hold of it: money that came.", is_summed=True),
)
CREDIT_COLUMNS = (
    of.code("credit", "Number of the credit."),
    of.code("transaction", "Number of the transaction that it gives back."),
    of.code("state", "CREDITED; without a period the state of the credit now."),
    of.day("booked_on", "Booking day of the credit."),
    of.moment("executed_at", "When all of the credit was given back."),
    *SHARED,
    of.amount("amount", "Given back on that transaction."),
    of.amount("booked_amount", "What the books hold of it, below zero.", is_summed=True),
)


def payment_sources(wish: ExportWish) -> Sequence[Source]:
    """One row for a transaction; without a period of every payment that matches."""
    payments = asked_for(Payment.objects.all(), PAYMENT_LIST, wish)
    payments = of_sellers(payments, wish, tenant="order__tenant", seller="order__seller")
    if wish.period is None:
        return [Source(payments, payment_values("transactions__", "order__", ""))]
    rows = PaymentTransaction.objects.filter(
        payment__in=payments, number__in=moved_in(wish, DocumentKind.CAPTURE)
    )
    return [Source(rows, payment_values("", "order__", "payment__"))]


def payment_values(transaction: str, order: str, payment: str) -> dict[str, Any]:
    """The values by the paths from the row to its transaction, order and payment."""
    names = [
        "type", "group", "provider", "provider_reference", "external_id", "rrn", "card_number",
        "captured_at", "amount",
    ]  # fmt: skip
    booked_on = booking_day(DocumentKind.CAPTURE, order, f"{transaction}number")
    state = F(f"{transaction}state")
    return {
        **order_values(order),
        **{name: F(f"{transaction}{name}") for name in names},
        "payment": F(f"{payment}number"),
        "payment_id": F(f"{payment}pk"),
        "transaction": F(f"{transaction}number"),
        "transaction_id": F(f"{transaction}pk"),
        "state": state if transaction else Value("CAPTURED"),
        "order_version": F(f"{payment}order_version"),
        "pos": F(f"{payment}pos"),
        "cash_settlement": F(f"{payment}cash_settlement"),
        "currency": F(f"{payment}currency"),
        "booked_on": booked_on,
        "booked_amount": counted(F(f"{transaction}amount"), f"{transaction}captured_at", order),
    }


def credit_sources(wish: ExportWish) -> Sequence[Source]:
    """One row for each transaction that a credit gives back."""
    given = asked_for(Credit.objects.all(), CREDIT_LIST, wish)
    given = of_sellers(given, wish, tenant="order__tenant", seller="order__seller")
    if wish.period is not None:
        given = given.filter(number__in=moved_in(wish, DocumentKind.CREDIT))
    rows = CreditPart.objects.filter(credit__in=given)
    return [Source(rows, credit_values(is_past=wish.period is not None))]


def credit_values(*, is_past: bool) -> dict[str, Any]:
    of_credit = ["executed_at", "order_version", "pos", "cash_settlement", "currency"]
    of_transaction = ["provider", "external_id", "rrn", "card_number"]
    return {
        **order_values("credit__order__"),
        **{name: F(f"credit__{name}") for name in of_credit},
        **{name: F(f"transaction__{name}") for name in of_transaction},
        **{name: as_paid(name) for name in ("type", "group")},
        "credit": F("credit__number"),
        "credit_id": F("credit__pk"),
        "transaction": F("transaction__number"),
        "transaction_id": F("transaction__pk"),
        "state": Value("CREDITED") if is_past else F("credit__state"),
        "provider_reference": F("provider_reference"),
        "amount": F("amount"),
        "booked_on": booking_day(DocumentKind.CREDIT, "credit__order__", "credit__number"),
        "booked_amount": counted(-F("amount"), "credit__executed_at", "credit__order__"),
    }


def order_values(order: str) -> dict[str, Any]:
    return {
        "order": F(f"{order}code"),
        "seller": F(f"{order}seller__number"),
        "channel": F(f"{order}channel_netex_id"),
    }


def as_paid(name: str) -> Coalesce:
    """How the credit says that it is paid out, else as the money came."""
    said = NullIf(F(f"credit__{name}"), Value(""))
    return Coalesce(said, F(f"transaction__{name}"), output_field=CharField())


def counted(amount: Any, moved_at: str, order: str) -> Case:
    """The amount once money moved, of an order that is in the books."""
    moved = Q(**{f"{moved_at}__isnull": False, f"{order}specimen": False})
    return Case(When(moved, then=amount), default=Value(ZERO), output_field=AMOUNTS)


def moved_in(wish: ExportWish, kind: DocumentKind) -> QuerySet[Posting, Any]:
    """The numbers of what moved money in the period, as the books have it."""
    assert wish.period is not None
    rows = Posting.objects.filter(kind=kind, booked_on__range=wish.period.days)
    rows = of_sellers(rows, wish, tenant="tenant", seller="ledger__organisation")
    return rows.annotate(moved=Cast("reference", BigIntegerField())).values("moved")


def booking_day(kind: DocumentKind, order: str, number: str) -> Subquery:
    """The day on which the books have the money of that number."""
    found = Posting.objects.filter(
        kind=kind,
        ledger__organisation=OuterRef(f"{order}seller"),
        reference=Cast(OuterRef(number), CharField(max_length=64)),
    )
    return Subquery(found.values("booked_on")[:1], output_field=DateField())


PAYMENTS = Dataset(
    name="payments",
    title="Payments",
    period="the booking day, in the tenant's zone, on which money came; without a period all "
    "transactions are told as they stand now, also those that brought nothing",
    column_sets={1: PAYMENT_COLUMNS},
    sources=payment_sources,
    order=("payment_id", "transaction_id"),
    hidden=("payment_id", "transaction_id"),
    listing=PAYMENT_LIST,
)
CREDITS = Dataset(
    name="credits",
    title="Credits",
    period="the booking day, in the tenant's zone, on which money was given back; without a "
    "period all credits are told as they stand now, also those that wait",
    column_sets={1: CREDIT_COLUMNS},
    sources=credit_sources,
    order=("credit_id", "transaction_id"),
    hidden=("credit_id", "transaction_id"),
    listing=CREDIT_LIST,
)
