"""What answers about money and reference data look like."""

from __future__ import annotations

from rest_framework import serializers

from protocols.sales.describing.schemas import (
    Amount,
    Body,
    Many,
    Text,
    texts,
    word,
)
from sales.payments.states import (
    CreditState,
    OperationName,
    PaymentGroup,
    PaymentType,
    RecurringState,
    TransactionState,
)


class Operation(Body):
    """What happened to a transaction."""

    operation = word(OperationName)
    amount = Amount()
    currency = serializers.CharField()
    createdAt = serializers.DateTimeField()


class Summary(Body):
    """Where the money of a transaction is."""

    capturedAmount = Amount()
    creditedAmount = Amount()
    remainingAmountToCapture = Amount()


class Transaction(Body):
    """`transaction`."""

    transactionId = serializers.IntegerField()
    amount = Amount()
    currency = serializers.CharField()
    status = word(TransactionState)
    paymentType = word(PaymentType)
    paymentTypeGroup = word(PaymentGroup)
    isImport = serializers.BooleanField()
    recurringPaymentId = serializers.IntegerField(allow_null=True)
    externalTransactionId = Text()
    rrn = Text()
    cardNumber = Text(help_text="The last four digits.")
    operations = Many(child=Operation())
    summary = Summary()


class Payment(Body):
    """`payment`."""

    paymentId = serializers.IntegerField()
    orderId = serializers.CharField()
    orderVersion = serializers.IntegerField()
    totalAmount = Amount()
    currency = serializers.CharField()
    status = word(TransactionState)
    organisationId = serializers.IntegerField()
    customerNumber = Text()
    settlementId = Text()
    pos = serializers.CharField()
    distributionChannelId = serializers.CharField()
    createdAt = serializers.DateTimeField()
    updatedAt = serializers.DateTimeField()
    completedAt = serializers.DateTimeField(allow_null=True)
    transactionHistory = Many(child=Transaction())


class Terminal(Body):
    """Where the customer pays."""

    paymentId = serializers.IntegerField()
    transactionId = serializers.IntegerField()
    terminalUri = serializers.CharField()


class AppClaim(Body):
    """Where the customer's app leads."""

    appClaimUrl = serializers.CharField()


class RecurringTerminal(Body):
    """Where the customer stores a card."""

    recurringPaymentId = serializers.IntegerField()
    terminalUri = serializers.CharField()


class RecurringPayment(Body):
    """`recurringPayment`: a stored card."""

    recurringPaymentId = serializers.IntegerField()
    customerNumber = serializers.CharField()
    status = word(RecurringState)
    paymentType = word(PaymentType)
    paymentTypeGroup = word(PaymentGroup)
    cardNumber = Text(help_text="The last four digits.")
    expiryDate = serializers.DateField(allow_null=True)
    description = Text()
    createdAt = serializers.DateTimeField()
    activatedAt = serializers.DateTimeField(allow_null=True)
    closedAt = serializers.DateTimeField(allow_null=True)


class PaymentMethod(Body):
    """A way of paying that the channel takes."""

    paymentMethodId = serializers.IntegerField()
    paymentType = word(PaymentType)
    paymentTypeGroup = word(PaymentGroup)
    active = serializers.BooleanField()
    distributionChannelId = serializers.CharField()


class PaymentMethods(Body):
    """All of them."""

    items = Many(child=PaymentMethod())


class CreditPart(Body):
    """What is given back on one transaction."""

    paymentId = serializers.IntegerField()
    transactionId = serializers.IntegerField()
    amount = Amount()


class Credit(Body):
    """`credit`."""

    creditId = serializers.IntegerField()
    orderId = serializers.CharField()
    orderVersion = serializers.IntegerField()
    totalCreditAmount = Amount()
    currency = serializers.CharField()
    status = word(CreditState)
    reimbursementMethod = word(PaymentType, allow_null=True)
    reimbursementTypeGroup = word(PaymentGroup, allow_null=True)
    organisationId = serializers.IntegerField()
    customerNumber = Text()
    settlementId = Text()
    pos = serializers.CharField()
    distributionChannelId = serializers.CharField()
    createdAt = serializers.DateTimeField()
    completedAt = serializers.DateTimeField(allow_null=True)
    transactions = Many(child=CreditPart())


def by_payment() -> serializers.DictField:
    numbers = serializers.ListField(child=serializers.IntegerField())
    return serializers.DictField(child=numbers, help_text="Transactions by payment.")


class RefundOption(Body):
    """What a line would bring; the customer gets the amount less the fee."""

    transientId = serializers.CharField()
    orderLineId = serializers.UUIDField()
    productLevel = word(["SALES_PACKAGE"])
    refundAmount = Amount()
    fee = Amount()
    currency = serializers.CharField()
    expiresAt = serializers.DateTimeField()
    paymentTransactions = by_payment()


class RefundOptions(Body):
    """What the rules of the products give back now."""

    orderId = serializers.CharField()
    orderVersion = serializers.IntegerField()
    refundOptions = Many(child=RefundOption())


class Refund(Body):
    """What was given back."""

    orderId = serializers.CharField()
    creditId = serializers.IntegerField(allow_null=True)
    creditStatus = word(CreditState, allow_null=True)
    refundedAmount = Amount()
    currency = serializers.CharField()
    disabledTicketIds = texts()
    affectedOrderLineIds = texts()
    paymentTransactions = by_payment()


class CompensationError(Body):
    """Why one order was not compensated."""

    errorCode = serializers.CharField()
    message = serializers.CharField()


class Compensation(Body):
    """What became of one order: what was given back, or why not."""

    orderId = serializers.CharField()
    creditId = serializers.IntegerField(allow_null=True, required=False)
    creditStatus = word(CreditState, allow_null=True, required=False)
    refundedAmount = Amount(required=False)
    currency = serializers.CharField(required=False)
    disabledTicketIds = serializers.ListField(child=serializers.CharField(), required=False)
    affectedOrderLineIds = serializers.ListField(child=serializers.CharField(), required=False)
    paymentTransactions = serializers.DictField(required=False)
    error = CompensationError(required=False)


class Compensations(Body):
    """What became of each order."""

    compensations = Many(child=Compensation())


class ChangeOption(Body):
    """What may be done with a line."""

    orderLineId = serializers.UUIDField()
    changes = serializers.ListField(child=word(["CANCEL", "REPLACE", "REFUND"]))


class ChangeOptions(Body):
    """What may be done with each line."""

    orderId = serializers.CharField()
    orderVersion = serializers.IntegerField()
    changeOptions = Many(child=ChangeOption())
