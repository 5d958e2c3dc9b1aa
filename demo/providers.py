"""With whom travellers of the town can link their accounts: with the town's transport company, by
password or on its own page."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from demo.company import can_open, is_at_home
from demo.kept import KeptSecrets, new_token
from operators.models import ApiClient, Operator, Organisation
from operators.tenancy.actions import digest_of
from operators.tenancy.actors import Actor
from operators.tenancy.client_actions import (
    AppTerms,
    issue_client,
    new_client_id,
    revoke_client,
)
from sales.accounts.grants.states import GrantScope
from sales.accounts.providers.secrets import client_secret_of, set_client_secret
from sales.accounts.providers.states import ProviderKind
from sales.models import AccountProvider

OWN, PAGE = "ravensluis", "ravensluis-page"
CLIENT = "Ravensluis town app"
BACK = "tripgo://oauth-callback"
"""The address that travellers' apps listen to."""
COLOUR = "#1b5e7d"


def ensure_providers(
    operator: Operator, partner: Organisation, kept: KeptSecrets, *, by: Actor, at: datetime
) -> list[AccountProvider]:
    """Both ways to link the same accounts; nothing needs them to be booked."""
    brand = {"operator": operator, "color": COLOUR, "website": settings.BASE_URL}
    own, _ = AccountProvider.objects.get_or_create(
        tenant_id=operator.tenant_id,
        code=OWN,
        defaults={**brand, "name": operator.name, "kind": ProviderKind.OWN},
    )
    client, secret = ensure_app(partner, kept, by=by, at=at)
    here = f"{settings.BASE_URL}/oauth"
    reached = {
        "kind": ProviderKind.OAUTH2,
        "authorize_url": f"{here}/authorize",
        "token_url": f"{here}/token",
        "revoke_url": f"{here}/revoke",
        "account_url": f"{here}/userinfo",
        "redirect_uri": BACK,
        "scope": GrantScope.PROFILE.value,
        "basic_auth": False,
        "allows_private": is_at_home(),
    }
    page, _ = AccountProvider.objects.get_or_create(
        tenant_id=operator.tenant_id,
        code=PAGE,
        defaults={
            **brand,
            **reached,
            "name": f"{operator.name}, on its page",
            "client_id": client.client_id,
        },
    )
    if page.client_id != client.client_id or not _knows(page, secret):
        page.client_id = client.client_id
        set_client_secret(page, secret)
        page.save()
    return [own, page]


def ensure_app(
    partner: Organisation, kept: KeptSecrets, *, by: Actor, at: datetime
) -> tuple[ApiClient, str]:
    """The app as a client of ours, with its secret: the kept one, or a new one if that is lost or
    revoked. Some apps send no proof with a code, so none is needed."""
    secret = kept.get("linking secret")
    client = ApiClient.objects.filter(
        client_id=kept.get("linking client"), digest=digest_of(secret or ""), revoked_at=None
    ).first()
    if client is not None and secret is not None:
        return client, secret
    for lost in ApiClient.objects.filter(organisation=partner, name=CLIENT, revoked_at=None):
        revoke_client(lost, by=by, at=at)
    secret = kept.keep("linking secret", new_token())
    issued = issue_client(
        partner,
        name=CLIENT,
        permissions=[],
        app=AppTerms([BACK], needs_proof=False),
        client_id=kept.keep("linking client", new_client_id("linked-accounts")),
        secret=secret,
        by=by,
        at=at,
    )
    return issued.client, secret


def _knows(provider: AccountProvider, secret: str) -> bool:
    """Whether its row has that secret, sealed with a key that this installation has."""
    sealed = provider.sealed_secret
    return bool(sealed) and can_open(sealed) and client_secret_of(provider) == secret
