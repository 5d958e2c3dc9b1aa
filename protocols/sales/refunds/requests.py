"""What is to be given back."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.fields import OneOfField, TextField
from protocols.sales.fields import (
    CurrencyField,
    FlagField,
    MoneyField,
    OrderIdField,
    ReferenceField,
    WireRequest,
)

MOST = 100


class FeeAmountField(MoneyField):
    """An amount that may be nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"may_be_zero": True, **options})


class RefundOperationRequest(WireRequest):
    """A line to be given back. Amount and fee are as the product's rules say where left out."""

    orderLineId = ReferenceField()
    currency = CurrencyField()
    refundAmount = FeeAmountField(required=False)
    fee = FeeAmountField(required=False, help_text="Kept of the refund amount.")
    productLevel = OneOfField(
        choices=["SALES_PACKAGE"], required=False, help_text="Whole products are given back."
    )


class RefundRequest(WireRequest):
    """`refund`."""

    refundOperations = serializers.ListSerializer[Any](
        child=RefundOperationRequest(), min_length=1, max_length=MOST
    )
    includesCancelledOrderLines = FlagField(required=False, default=False)
    dryRun = FlagField(required=False, default=False, help_text="Tell what would happen.")
    settlementId = TextField(required=False, max_length=64)


class CompensationRequest(WireRequest):
    """`compensation` of one order; tickets stay good."""

    amount = MoneyField()
    currency = CurrencyField()
    reason = TextField(max_length=150)
    orderLineIds = serializers.ListField(
        child=ReferenceField(), required=False, max_length=MOST, help_text="None: the whole order."
    )
    settlementId = TextField(required=False, max_length=64)


class OrderCompensationRequest(CompensationRequest):
    """`compensation` of one of many orders."""

    orderId = OrderIdField()


class CompensationsRequest(WireRequest):
    """`compensations`."""

    compensations = serializers.ListSerializer[Any](
        child=OrderCompensationRequest(), min_length=1, max_length=MOST
    )
