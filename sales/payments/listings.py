"""What payments and credits can be filtered and sorted by."""

from __future__ import annotations

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from operators.listing.fields import Child, Field
from operators.listing.kinds import Choice, Digits, Integer, Moment, Money, Text
from operators.listing.listings import Listing
from sales.payments.models import Credit, CreditPart, Payment
from sales.payments.states import CreditState, PaymentGroup, PaymentType, TransactionState


def of_order() -> list[Field]:
    """What a payment or credit has from its order."""
    return [
        Field("order", Text(), path="order__code"),
        Field("organisation", Integer(), path="order__seller__number"),
        Field("customer", Digits(), path="order__customer__number"),
    ]


def as_paid(name: str) -> Coalesce:
    """How a credit is paid out: as it says, else as the money came."""
    parts = CreditPart.objects.filter(credit=OuterRef("pk")).order_by("pk")
    return Coalesce(
        NullIf(F(name), Value("")),
        Subquery(parts.values(f"transaction__{name}")[:1]),
        output_field=CharField(),
    )


PAYMENTS = Listing(
    Payment,
    fields=[
        Field("number", Integer()),
        *of_order(),
        Field("order_version", Integer()),
        Field("currency", Text()),
        Field("total_amount", Money()),
        Field("cash_settlement", Text()),
        Field("created_at", Moment()),
        Field("updated_at", Moment()),
        Field("completed_at", Moment()),
    ],
    order="created_at",
    children=[
        Child(
            "transactions",
            [
                Field("number", Integer()),
                Field("state", Choice(TransactionState.values)),
                Field("type", Choice(PaymentType.values)),
                Field("group", Choice(PaymentGroup.values)),
                Field("card_number", Text(), echoed=False),
                Field("external_id", Text()),
                Field("rrn", Text()),
            ],
        )
    ],
)

CREDITS = Listing(
    Credit,
    fields=[
        Field("number", Integer()),
        *of_order(),
        Field("order_version", Integer()),
        Field("total_amount", Money()),
        Field("state", Choice(CreditState.values)),
        Field("type", Choice(PaymentType.values), expression=as_paid("type")),
        Field("group", Choice(PaymentGroup.values), expression=as_paid("group")),
        Field("cash_settlement", Text()),
        Field("created_at", Moment()),
    ],
    order="created_at",
    children=[
        Child(
            "parts",
            [
                Field("transaction", Integer(), path="transaction__number"),
                Field("rrn", Text(), path="transaction__rrn"),
            ],
        )
    ],
)
