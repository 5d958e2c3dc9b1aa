"""The addresses where customers pay and store cards; whoever has one may open it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def payment_page(secret: str) -> str:
    """Where a transaction is paid."""
    return f"{settings.BASE_URL}{reverse('payment-page', args=[secret])}"


def card_page(secret: str) -> str:
    """Where a card is stored."""
    return f"{settings.BASE_URL}{reverse('card-page', args=[secret])}"
