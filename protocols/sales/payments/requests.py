"""The requests that move money (§8, §9)."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from rest_framework import serializers

from protocols.fields import OneOfField, TextField
from protocols.sales.fields import (
    CurrencyField,
    FlagField,
    MoneyField,
    NumberField,
    OrderIdField,
    WireRequest,
)
from sales.payments.states import PaymentGroup, PaymentType

MOST_PARTS = 100
ADDRESS = re.compile(r"https://[^\s/?#@]+(?:[/?#]\S*)?")
AT_HOME = re.compile(r"http://(?:localhost|127\.0\.0\.1)(?::\d+)?(?:[/?#]\S*)?")


class AddressField(TextField):
    """Where a browser is sent: https; on one machine that talks to itself, also its own http."""

    default_error_messages = {"address": "Send an address that begins with https://."}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=2000, **options)

    def to_internal_value(self, data: Any) -> str:
        address = super().to_internal_value(data)
        at_home = settings.INSECURE_HTTP and AT_HOME.fullmatch(address)
        if not at_home and not ADDRESS.fullmatch(address):
            self.fail("address")
        return address


class TransactionRequest(WireRequest):
    """A way of paying an amount: a type, or a stored card. An import tells of money that was taken
    elsewhere, under the id that it has there."""

    only_told = frozenset({"transactionId", "status", "operations", "summary"})

    amount = MoneyField()
    currency = CurrencyField()
    paymentType = OneOfField(choices=PaymentType.values, required=False)
    paymentTypeGroup = OneOfField(choices=PaymentGroup.values, required=False)
    isImport = FlagField(required=False, default=False)
    recurringPaymentId = NumberField(required=False, min_value=1)
    externalTransactionId = TextField(required=False, max_length=100)
    rrn = TextField(required=False, max_length=40)
    cardNumber = serializers.RegexField(
        r"\A[0-9]{4}\Z", required=False, help_text="The last four digits, and nothing more."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        faults: dict[str, Any] = {}
        if "recurringPaymentId" not in attrs:
            faults |= {
                name: [serializers.ErrorDetail("Say how it is paid.", code="required")]
                for name in ("paymentType", "paymentTypeGroup")
                if name not in attrs
            }
        if attrs["isImport"] and "externalTransactionId" not in attrs:
            told = "An import needs the id that it has elsewhere."
            faults["externalTransactionId"] = [serializers.ErrorDetail(told, code="required")]
        if attrs["isImport"] and "recurringPaymentId" in attrs:
            faults["recurringPaymentId"] = "A stored card is charged here; an import was elsewhere."
        if faults:
            raise serializers.ValidationError(faults)
        return attrs


class PaymentRequest(WireRequest):
    """`payment`, in the order's currency."""

    only_told = frozenset(
        {
            *("paymentId", "status", "organisationId", "pos", "distributionChannelId", "createdAt"),
            *("updatedAt", "completedAt", "transactionHistory", "customerNumber"),
        }
    )

    orderId = OrderIdField()
    orderVersion = NumberField(min_value=1)
    totalAmount = MoneyField()
    currency = CurrencyField(required=False, help_text="That of the order.")
    settlementId = TextField(required=False, max_length=64)
    transaction = TransactionRequest(required=False)


class TerminalRequest(WireRequest):
    """`terminal`."""

    redirectUrl = AddressField(help_text="Where the customer is sent afterwards.")
    terminalLanguage = TextField(required=False, max_length=20, help_text="Such as en_GB.")


class AppClaimRequest(WireRequest):
    """`app-claim`: what a wallet on the customer's phone is told besides."""

    redirectUrl = AddressField(help_text="Where the customer is sent afterwards.")
    description = TextField(required=False, max_length=100)
    phoneNumber = TextField(required=False, max_length=20)


class CardRequest(WireRequest):
    """`recurringPayment`: a card that a customer is to store."""

    only_told = frozenset({"recurringPaymentId", "status", "cardNumber", "expiryDate"})

    customerNumber = TextField(max_length=16)
    paymentType = OneOfField(choices=PaymentType.values)
    paymentTypeGroup = OneOfField(choices=PaymentGroup.values)
    description = TextField(required=False, max_length=100, help_text="Your own words.")


class CardChangeRequest(WireRequest):
    """What may be changed of a stored card."""

    description = TextField(max_length=100, allow_blank=True)


class PartRequest(WireRequest):
    """What is to be given back on one transaction."""

    paymentId = NumberField(min_value=1)
    transactionId = NumberField(min_value=1)
    amount = MoneyField()


class CreditRequest(WireRequest):
    """`credit`; the parts add up to its total."""

    only_told = frozenset(
        {
            *("creditId", "status", "organisationId", "pos", "distributionChannelId"),
            *("createdAt", "completedAt"),
        }
    )

    orderId = OrderIdField()
    orderVersion = NumberField(min_value=1)
    totalCreditAmount = MoneyField()
    currency = CurrencyField()
    settlementId = TextField(required=False, max_length=64)
    customerNumber = TextField(
        required=False, max_length=16, help_text="The order's own customer; no other is credited."
    )
    reimbursementMethod = OneOfField(choices=PaymentType.values, required=False)
    reimbursementTypeGroup = OneOfField(choices=PaymentGroup.values, required=False)
    transactions = serializers.ListSerializer[Any](
        child=PartRequest(), min_length=1, max_length=MOST_PARTS
    )
