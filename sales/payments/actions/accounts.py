"""A tenant's account with the card provider."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from operators.tenancy.sealing import seal
from sales.payments.errors import KeysUnfit
from sales.payments.models import CardAccount

PUBLISHABLE = re.compile(r"pk_(test|live)_\w{1,240}")
SECRET = re.compile(r"(?:sk|rk)_(test|live)_\w{1,240}")
CALLBACK = re.compile(r"whsec_[\w+/=]{1,240}")


@sensitive_variables("secret_key", "callback_secret")
@transaction.atomic
def set_card_account(
    tenant: Tenant,
    *,
    publishable_key: str,
    secret_key: str,
    callback_secret: str,
    by: Actor,
    at: datetime,
) -> CardAccount:
    """Set the keys of the tenant's account, in place of those that it had; the two secret ones are
    sealed, and nothing shows them again. The account keeps the address of its callbacks.

    KeysUnfit unless they are keys of one mode, for tests or for real.
    """
    public, secret = PUBLISHABLE.fullmatch(publishable_key), SECRET.fullmatch(secret_key)
    if not public or not secret or not CALLBACK.fullmatch(callback_secret):
        raise KeysUnfit
    if public[1] != secret[1]:
        raise KeysUnfit("One of the keys is for tests and the other one is not.")
    account, _ = CardAccount.objects.update_or_create(
        tenant=tenant,
        defaults={
            "publishable_key": publishable_key,
            "sealed_secret_key": seal(secret_key.encode()),
            "sealed_callback_secret": seal(callback_secret.encode()),
        },
        create_defaults={
            "publishable_key": publishable_key,
            "sealed_secret_key": seal(secret_key.encode()),
            "sealed_callback_secret": seal(callback_secret.encode()),
            "created_at": at,
        },
    )
    return account
