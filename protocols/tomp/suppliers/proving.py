"""Whether a callback comes from the supplier at whose address it arrives."""

from __future__ import annotations

from hmac import compare_digest

from django.http import HttpRequest
from standardwebhooks import Webhook, WebhookVerificationError

from operators.supply.models import Supplier
from operators.supply.secrets import callback_token_of, signing_secret_of

SIGNED = ("webhook-id", "webhook-timestamp", "webhook-signature")


def is_proven(request: HttpRequest, supplier: Supplier) -> bool:
    """By its signature (Standard Webhooks) where we know its secret, else by the token that we gave
    it. Without either nobody can prove anything."""
    secret = signing_secret_of(supplier)
    if secret:
        return is_signed(request, secret)
    token = callback_token_of(supplier)
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return bool(token) and compare_digest(sent.encode(), token.encode())


def is_signed(request: HttpRequest, secret: str) -> bool:
    """Whether the body was signed with the secret, within the last five minutes."""
    headers = {name: request.headers.get(name, "") for name in SIGNED}
    try:
        Webhook(secret).verify(request.body, headers, json_parse=False)
    except (WebhookVerificationError, ValueError):
        return False
    return True
