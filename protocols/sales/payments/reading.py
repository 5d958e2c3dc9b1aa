"""Finding payments and credits that a caller may see, and showing them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from protocols.sales.errors import NotThere
from protocols.sales.needs import READ
from protocols.sales.operation import SalesOperation
from protocols.sales.payments.mapping import (
    credit_to_wire,
    credits_to_show,
    method_to_wire,
    payment_to_wire,
    payments_to_show,
    transaction_to_wire,
    transactions_to_show,
)
from protocols.sales.wire import answer
from sales.payments.models import Credit, Payment, PaymentMethod, PaymentTransaction


class OnPayments(SalesOperation):
    """What the operations on payments share."""

    def payments(self) -> QuerySet[Payment]:
        """Those of the caller's orders."""
        found = Payment.objects.filter(order__tenant_id=self.caller.tenant_id)
        if self.sees_all_organisations:
            return found
        return found.filter(order__seller_id=self.caller.organisation_id)

    def payment_of(self, number: str) -> Payment:
        """NotThere for a payment that the caller may not see."""
        found = self.payments().filter(number=int(number))
        payment = found.select_related("order__channel").first()
        if payment is None:
            raise NotThere
        self.check_channel(payment.order)
        return payment

    def transaction_of(self, payment: str, number: str) -> PaymentTransaction:
        """NotThere unless it is a transaction of that payment, which the caller may see."""
        found = PaymentTransaction.objects.filter(payment__in=self.payments())
        found = found.filter(payment__number=int(payment), number=int(number))
        transaction = found.select_related("order__channel").first()
        if transaction is None:
            raise NotThere
        self.check_channel(transaction.order)
        return transaction

    def show_payment(self, payment: Payment, **more: Any) -> Any:
        """The payment as it stands now."""
        shown = payments_to_show(Payment.objects.filter(pk=payment.pk)).get()
        return answer(payment_to_wire(shown), **more)

    def show_transaction(self, transaction: PaymentTransaction, **more: Any) -> Any:
        """The transaction as it stands now."""
        found = PaymentTransaction.objects.select_related("order").filter(pk=transaction.pk)
        shown = transactions_to_show(found).get()
        return answer(transaction_to_wire(shown, currency=shown.order.currency), **more)


class OnCredits(SalesOperation):
    """What the operations on credits share."""

    def credits(self) -> QuerySet[Credit]:
        """Those of the caller's orders."""
        found = Credit.objects.filter(order__tenant_id=self.caller.tenant_id)
        if self.sees_all_organisations:
            return found
        return found.filter(order__seller_id=self.caller.organisation_id)

    def credit_of(self, number: str) -> Credit:
        """NotThere for a credit that the caller may not see."""
        found = self.credits().filter(number=int(number))
        credit = found.select_related("order__channel").first()
        if credit is None:
            raise NotThere
        self.check_channel(credit.order)
        return credit

    def show_credit(self, credit: Credit, **more: Any) -> Any:
        """The credit as it stands now."""
        shown = credits_to_show(Credit.objects.filter(pk=credit.pk)).get()
        return answer(credit_to_wire(shown), **more)


class PaymentMethods(SalesOperation):
    """GET /payment-methods (§8.2)."""

    needs = {"GET": READ}

    def get(self, request: Any) -> Any:
        """What the channel takes, also what is switched off for the moment."""
        methods = PaymentMethod.objects.filter(channel=self.channel).select_related("channel")
        return answer({"items": [method_to_wire(one) for one in methods.order_by("type", "pk")]})
