"""Payments and credits: what there is (§8.2, §9.1)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from protocols.sales.lists import page_answer
from protocols.sales.needs import READ
from protocols.sales.payments.mapping import (
    credit_to_wire,
    credits_to_show,
    payment_to_wire,
    payments_to_show,
)
from protocols.sales.payments.reading import OnCredits, OnPayments
from protocols.sales.payments.words import CREDIT_LIST, PAYMENT_LIST
from sales.payments.actions import look_up_transaction
from sales.payments.errors import PaymentError


class Payments(OnPayments):
    """GET and POST /payments (§8.2)."""

    needs = {"GET": READ}
    asks = {"GET": None}

    def get(self, request: Any) -> Any:
        """A page of payments with their transactions."""
        shown = payments_to_show(self.payments())
        return page_answer(shown, PAYMENT_LIST, request.query_params, payment_to_wire)


class PaymentByNumber(OnPayments):
    """GET /payments/{paymentId} (§8.2)."""

    needs = {"GET": READ}

    def get(self, request: Any, payment: str) -> Any:
        """One payment with its transactions."""
        return self.show_payment(self.payment_of(payment))


class TransactionByNumber(OnPayments):
    """GET /payments/{paymentId}/transactions/{transactionId} (§8.2)."""

    needs = {"GET": READ}

    def get(self, request: Any, payment: str, transaction: str) -> Any:
        """One transaction; poll it until its status is a final one.

        While the customer is at the provider, the provider is asked how things stand.
        """
        found = self.transaction_of(payment, transaction)
        # What cannot be asked now is told as it is known; the next poll asks again.
        with suppress(PaymentError):
            look_up_transaction(found, by=self.actor, at=self.at)
        return self.show_transaction(found)


class Credits(OnCredits):
    """GET and POST /credits (§9.1)."""

    needs = {"GET": READ}
    asks = {"GET": None}

    def get(self, request: Any) -> Any:
        """A page of credits."""
        shown = credits_to_show(self.credits())
        return page_answer(shown, CREDIT_LIST, request.query_params, credit_to_wire)


class CreditByNumber(OnCredits):
    """GET /credits/{creditId} (§9.1)."""

    needs = {"GET": READ}

    def get(self, request: Any, credit: str) -> Any:
        """One credit."""
        return self.show_credit(self.credit_of(credit))
