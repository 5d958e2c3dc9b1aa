"""The payment page: where a customer pays a transaction by card.

The card goes from the browser to the provider alone; here comes only the news that it did.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from operators.tenancy.actors import Actor
from protocols.payments.door import behind_secret, clock, show_form, tell
from sales.models import OrderLine, PaymentTransaction
from sales.money import Money
from sales.orders.states import LineState
from sales.payments.actions import (
    cancel_transaction,
    look_up_transaction,
    open_terminal,
)
from sales.payments.errors import PaymentError, ProviderFailed
from sales.payments.gateways.choosing import charge_of, gateway_of
from sales.payments.states import TAKEN, TransactionState

BY = Actor.partner("payment page")
LONGEST_LIST = 20


@require_safe
@behind_secret
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """The form, or how the payment ended: 200 when it was paid, 410 when it was not and cannot be
    any more. 503 where the provider is not there."""
    at = timezone.now()
    transaction = find(secret)
    if told := _ended(request, transaction, at=at):
        return told
    try:
        if not transaction.provider_reference:
            # The provider was not there when the page was opened.
            back = transaction.return_address
            transaction = open_terminal(transaction, return_address=back, by=BY, at=at)
        form = gateway_of(transaction).show_form(charge_of(transaction))
    except PaymentError as refusal:
        return tell(request, "Try again later", refusal.detail, status=503)
    return show_form(
        request,
        {
            "form": form,
            "seller": transaction.seller.name,
            "title": f"Pay {_price(transaction)}",
            "what_for": f"Order {transaction.order.code}",
            "lines": _lines(transaction),
            "way": "payment",
            "done": reverse("payment-done", args=[secret]),
            "cancel": reverse("payment-cancel", args=[secret]),
            "open_until": clock(transaction.locked_until, transaction.order.tenant),
        },
    )


@require_GET  # It records how it went, which HEAD must not.
@behind_secret
def come_back(request: HttpRequest, secret: str) -> HttpResponse:
    """Record how it went, and send the customer back to the shop, which captures the money; or to
    the form again if nothing was paid."""
    transaction, at = find(secret), timezone.now()
    try:
        transaction = look_up_transaction(transaction, by=BY, at=at)
    except PaymentError:
        # The shop asks again, and so does the sweep.
        return HttpResponseRedirect(transaction.return_address)
    if _waits(transaction, at=at):
        return redirect("payment-page", secret)
    return HttpResponseRedirect(transaction.return_address)


@csrf_exempt  # Who knows the address may do this, and nobody else can name it.
@require_POST
@behind_secret
def give_up(request: HttpRequest, secret: str) -> HttpResponse:
    """Cancel the transaction, and show how it ended."""
    transaction = find(secret)
    try:
        cancel_transaction(transaction, by=BY, at=timezone.now())
    except ProviderFailed as failure:
        return tell(request, "Try again later", failure.detail, status=503)
    except PaymentError:
        # It ended in another way meanwhile, which the page tells.
        return redirect("payment-page", secret)
    return redirect("payment-page", secret)


def find(secret: str) -> PaymentTransaction:
    """The transaction whose page has this address, or 404."""
    found = PaymentTransaction.objects.select_related(
        "order__tenant", "payment", "recurring_payment", "seller"
    )
    return get_object_or_404(found, secret=secret)


def _ended(
    request: HttpRequest, transaction: PaymentTransaction, *, at: datetime
) -> HttpResponse | None:
    """What to say where there is nothing to pay."""
    back, state = transaction.return_address, transaction.state
    if state in TAKEN or (
        state == TransactionState.INITIATED and transaction.authenticated_at is not None
    ):
        return tell(request, "Paid", f"{_price(transaction)} is paid. Thank you.", back=back)
    if state == TransactionState.CANCELLED:
        text = "This payment was cancelled. Nothing was taken from your card."
        return tell(request, "Cancelled", text, back=back, status=410)
    if state == TransactionState.REJECTED:
        text = "Your bank refused this payment. Nothing was taken from your card."
        return tell(request, "Refused", text, back=back, status=410)
    if not _waits(transaction, at=at):
        text = "The time to pay here is over. Begin again in the shop."
        return tell(request, "Too late", text, back=back, status=410)
    return None


def _waits(transaction: PaymentTransaction, *, at: datetime) -> bool:
    """Whether the customer may still pay, and has not."""
    until = transaction.locked_until
    is_open = transaction.state == TransactionState.INITIATED and until is not None and at < until
    return is_open and transaction.authenticated_at is None


def _price(transaction: PaymentTransaction) -> Money:
    return Money(transaction.amount, transaction.payment.currency)


def _lines(transaction: PaymentTransaction) -> list[OrderLine]:
    lines = transaction.order.lines.exclude(state=LineState.CANCELLED).order_by("pk")
    return list(lines[:LONGEST_LIST])
