"""What the card provider tells us on its own."""

from __future__ import annotations

from uuid import UUID

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from operators.tenancy.actors import Actor
from sales.models import CardAccount, PaymentTransaction
from sales.payments.actions import look_up_transaction
from sales.payments.errors import CallbackUnknown, PaymentError
from sales.payments.gateways.choosing import card_gateway
from sales.payments.states import Provider

BY = Actor.partner("card provider")

log = structlog.get_logger(__name__)


@csrf_exempt  # It is signed.
@require_POST
def receive(request: HttpRequest, reference: UUID) -> HttpResponse:
    """News of a transaction of the account with this reference.

    What happened is asked for, since messages may come twice, late, or overtake one another. 204
    when it is taken in or of no interest; 400 for an unknown account and a wrong signature alike;
    503 if it could not be taken in, so that the provider sends it again.
    """
    account = CardAccount.objects.filter(reference=reference).first()
    try:
        number = _number_in(request, account)
    except CallbackUnknown as forged:
        log.warning("callback_unknown", known_account=account is not None)
        return HttpResponse(forged.detail, status=400, content_type="text/plain")
    known = PaymentTransaction.objects.filter(
        order__tenant=account.tenant_id if account else None, provider=Provider.CARD, number=number
    )
    transaction = known.select_related("order", "payment", "recurring_payment").first()
    return HttpResponse(status=204) if transaction is None else _take_in(transaction)


def _number_in(request: HttpRequest, account: CardAccount | None) -> int | None:
    """Which transaction the message tells of, if any; CallbackUnknown."""
    if account is None:
        raise CallbackUnknown
    signature = request.headers.get("Stripe-Signature", "")
    return card_gateway(account.tenant_id).read_callback(request.body, signature)


def _take_in(transaction: PaymentTransaction) -> HttpResponse:
    try:
        look_up_transaction(transaction, by=BY, at=timezone.now())
    except PaymentError as refusal:
        log.warning("callback_not_taken_in", number=transaction.number, reason=refusal.detail)
        return HttpResponse(status=503)
    return HttpResponse(status=204)
