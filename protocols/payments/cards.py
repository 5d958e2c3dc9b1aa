"""The page where a customer stores a card, to be charged without the customer later."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from operators.tenancy.actors import Actor
from protocols.payments.door import behind_secret, clock, show_form, tell
from sales.models import RecurringPayment
from sales.payments.actions import authorize_recurring_payment, open_recurring_terminal
from sales.payments.errors import NotStored, PaymentError
from sales.payments.gateways.choosing import card_store, holder_of
from sales.payments.states import RecurringState

BY = Actor.partner("card page")


@require_safe
@behind_secret
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """The form, or how it ended: 200 when the card is stored, 410 when it is not and cannot be any
    more. 503 where the provider is not there."""
    card, at = find(secret), timezone.now()
    if told := _ended(request, card, at=at):
        return told
    try:
        if not card.provider_reference:
            # The provider was not there when the page was opened.
            card = open_recurring_terminal(card, return_address=card.return_address, by=BY, at=at)
        form = card_store(card.tenant_id).show_form(holder_of(card))
    except PaymentError as refusal:
        return tell(request, "Try again later", refusal.detail, status=503)
    return show_form(
        request,
        {
            "form": form,
            "seller": card.channel.seller.name,
            "title": "Store your card",
            "what_for": "It will be charged when you buy, without asking you again.",
            "way": "card",
            "done": reverse("card-done", args=[secret]),
            "open_until": clock(card.open_until, card.tenant),
        },
    )


@require_GET  # It records how it went, which HEAD must not.
@behind_secret
def come_back(request: HttpRequest, secret: str) -> HttpResponse:
    """Record how it went, and send the customer back to the shop, or to the form again."""
    card = find(secret)
    try:
        authorize_recurring_payment(card, by=BY, at=timezone.now())
    except NotStored:
        return redirect("card-page", secret)
    except PaymentError:
        # The shop asks again.
        return HttpResponseRedirect(card.return_address)
    return HttpResponseRedirect(card.return_address)


def find(secret: str) -> RecurringPayment:
    """The card whose page has this address, or 404."""
    found = RecurringPayment.objects.select_related("customer", "channel__seller", "tenant")
    return get_object_or_404(found, secret=secret)


def _ended(request: HttpRequest, card: RecurringPayment, *, at: datetime) -> HttpResponse | None:
    """What to say where there is nothing to store."""
    back = card.return_address
    if card.state == RecurringState.ACTIVE:
        text = f"Your card that ends with {card.card_number} is stored."
        return tell(request, "Stored", text, back=back)
    if card.state != RecurringState.CREATED:
        text = "This card is not stored any more."
        return tell(request, "Not stored", text, back=back, status=410)
    if card.open_until is None or at >= card.open_until:
        text = "The time to store a card here is over. Begin again in the shop."
        return tell(request, "Too late", text, back=back, status=410)
    return None
