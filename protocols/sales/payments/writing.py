"""Taking money and giving it back (§8.2, §9.1).

What asks a provider runs outside of any transaction; it repeats safely by itself.
"""

from __future__ import annotations

from typing import Any

from protocols.sales.errors import BodyUnusable, CurrencyDiffers
from protocols.sales.fields import NoMembers
from protocols.sales.headers import read_settlement
from protocols.sales.needs import GIVE_BACK, PAY, READ
from protocols.sales.payments.pages import payment_page
from protocols.sales.payments.reading import OnCredits, OnPayments
from protocols.sales.payments.requests import (
    AppClaimRequest,
    CreditRequest,
    PaymentRequest,
    TerminalRequest,
    TransactionRequest,
)
from protocols.sales.payments.views import Credits, Payments
from protocols.sales.wire import answer
from sales.models import Order
from sales.payments.actions import (
    add_transaction,
    cancel_transaction,
    capture_transaction,
    create_credit,
    create_payment,
    execute_credit,
    open_terminal,
)
from sales.payments.terms import Desk, PartWish, TransactionWish


class PaymentsToMake(Payments):
    """GET and POST /payments."""

    needs = {"GET": READ, "POST": PAY}

    def post(self, request: Any) -> Any:
        """Begin to take an amount for the present version of an order.

        A first transaction is of the whole amount. Money that was taken elsewhere (`isImport`)
        counts at once, and confirms the order where nothing is owed any more. Cash belongs to the
        cash settlement that is open at your point of sale, also where you name none.
        """
        members = self.read(PaymentRequest)
        order = self.order_of(members["orderId"])
        if members.get("currency", order.currency) != order.currency:
            raise CurrencyDiffers
        self.check_known(order)
        told = members.get("transaction")
        payment = create_payment(
            order,
            order_version=members["orderVersion"],
            total_amount=members["totalAmount"],
            wish=wish_in(told) if told else None,
            desk=desk_of(self, members),
            expected_revision=self.known.revision_of(order.revision),
            by=self.actor,
            at=self.at,
        )
        where = {"Location": f"{request.path}/{payment.number}"}
        return self.show_payment(payment, status=201, headers=where)


class Transactions(OnPayments):
    """POST /payments/{paymentId}/transactions."""

    needs = {"POST": PAY}

    def post(self, request: Any, payment: str) -> Any:
        """Try another way of paying what the payment still lacks."""
        members = self.read(TransactionRequest)
        found = self.payment_of(payment)
        made = add_transaction(found, wish_in(members), by=self.actor, at=self.at)
        where = {"Location": f"{request.path}/{made.number}"}
        return self.show_transaction(made, status=201, headers=where)


class Terminal(OnPayments):
    """POST /payments/{paymentId}/transactions/{transactionId}/terminal."""

    needs = {"POST": PAY}
    moves_money = True

    def post(self, request: Any, payment: str, transaction: str) -> Any:
        """Open the payment page, for 15 minutes; the price of the order is locked meanwhile.

        Its address is a secret of the customer. Asked again it is the same page.
        """
        page = self.open_page(payment, transaction, self.read(TerminalRequest))
        told = {"paymentId": int(payment), "transactionId": int(transaction), "terminalUri": page}
        return answer(told, status=201)

    def open_page(self, payment: str, transaction: str, members: dict[str, Any]) -> str:
        """The address of the page."""
        found = self.transaction_of(payment, transaction)
        opened = open_terminal(
            found, return_address=members["redirectUrl"], by=self.actor, at=self.at
        )
        return payment_page(opened.secret or "")


class AppClaim(Terminal):
    """POST /payments/{paymentId}/transactions/{transactionId}/app-claim."""

    def post(self, request: Any, payment: str, transaction: str) -> Any:
        """Open the payment page for an app, which shows it or leads on to a wallet from there.

        It is the page of `terminal`: the customer's wallet offers itself on it.
        """
        page = self.open_page(payment, transaction, self.read(AppClaimRequest))
        return answer({"appClaimUrl": page}, status=201)


class Capture(OnPayments):
    """PUT /payments/{paymentId}/transactions/{transactionId}/capture."""

    needs = {"PUT": PAY}
    moves_money = True

    def put(self, request: Any, payment: str, transaction: str) -> Any:
        """Take the whole money of a transaction; taking it again changes nothing.

        The order is confirmed where nothing is owed any more.
        """
        self.read(NoMembers)
        found = self.transaction_of(payment, transaction)
        return self.show_payment(capture_transaction(found, by=self.actor, at=self.at))


class CancelTransaction(OnPayments):
    """PUT /payments/{paymentId}/transactions/{transactionId}/cancel."""

    needs = {"PUT": PAY}
    moves_money = True

    def put(self, request: Any, payment: str, transaction: str) -> Any:
        """Give a transaction up; giving it up again changes nothing."""
        self.read(NoMembers)
        found = self.transaction_of(payment, transaction)
        return self.show_payment(cancel_transaction(found, by=self.actor, at=self.at))


class CreditsToMake(Credits):
    """GET and POST /credits."""

    needs = {"GET": READ, "POST": GIVE_BACK}

    def post(self, request: Any) -> Any:
        """Say what is to be given back on which transactions; executing it moves the money."""
        members = self.read(CreditRequest)
        order = self.order_of(members["orderId"])
        self.check_known(order)
        check_customer(order, members.get("customerNumber"))
        credit = create_credit(
            order,
            order_version=members["orderVersion"],
            total_amount=members["totalCreditAmount"],
            currency=members["currency"],
            parts=[
                PartWish(one["paymentId"], one["transactionId"], one["amount"])
                for one in members["transactions"]
            ],
            type=members.get("reimbursementMethod"),
            group=members.get("reimbursementTypeGroup"),
            desk=desk_of(self, members),
            expected_revision=self.known.revision_of(order.revision),
            by=self.actor,
            at=self.at,
        )
        where = {"Location": f"{request.path}/{credit.number}"}
        return self.show_credit(credit, status=201, headers=where)


class ExecuteCredit(OnCredits):
    """PUT /credits/{creditId}/execute."""

    needs = {"PUT": GIVE_BACK}
    moves_money = True

    def put(self, request: Any, credit: str) -> Any:
        """Give the money back, once; the order is confirmed where nothing is owed any more."""
        self.read(NoMembers)
        found = self.credit_of(credit)
        return self.show_credit(execute_credit(found, by=self.actor, at=self.at))


def wish_in(members: dict[str, Any]) -> TransactionWish:
    return TransactionWish(
        amount=members["amount"],
        currency=members["currency"],
        type=members.get("paymentType"),
        group=members.get("paymentTypeGroup"),
        is_import=members["isImport"],
        external_id=members.get("externalTransactionId", ""),
        rrn=members.get("rrn", ""),
        card_number=members.get("cardNumber", ""),
        recurring_payment=members.get("recurringPaymentId"),
    )


def desk_of(operation: OnPayments | OnCredits, members: dict[str, Any]) -> Desk:
    """The point of sale, and the cash settlement that the body or the header names."""
    named = members.get("settlementId") or read_settlement(operation.request)
    return Desk(operation.pos, named)


def check_customer(order: Order, number: str | None) -> None:
    """BodyUnusable if money is to go to another customer than the order's."""
    if number is None:
        return
    known = order.customer
    if known is None or str(known.number) != number:
        raise BodyUnusable("The order has another customer.")
