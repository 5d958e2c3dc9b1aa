"""The only doors to a change of the clients that buy access tokens."""

from __future__ import annotations

import secrets
import string
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from operators.tenancy.actions import digest_of
from operators.tenancy.actors import Actor
from operators.tenancy.clients import ApiClient, ClientEventName, ClientPermission
from operators.tenancy.errors import ClientRevoked
from operators.tenancy.models import Organisation
from operators.tenancy.redirects import check_redirect_uri

NAME_PART = 40
RANDOM_PART = 8
ALPHABET = string.ascii_lowercase + string.digits


@dataclass(frozen=True, slots=True)
class IssuedClient:
    """A client with the secret that is shown this once; empty for a public app."""

    client: ApiClient
    secret: str


@dataclass(frozen=True, slots=True)
class AppTerms:
    """What makes a client an app that travellers let into their accounts."""

    redirect_uris: Collection[str] = ()
    is_public: bool = False
    needs_proof: bool = True


NO_APP = AppTerms()


@transaction.atomic
def issue_client(
    organisation: Organisation,
    *,
    name: str,
    permissions: Collection[ClientPermission],
    by: Actor,
    at: datetime,
    audiences: Collection[str] = (),
    app: AppTerms = NO_APP,
    client_id: str | None = None,
    secret: str | None = None,
) -> IssuedClient:
    """Make a client of an organisation; id and secret are drawn unless the caller has them.

    IntegrityError where the id is taken, ValidationError for a redirect URI that nobody can be
    sent to. Without audiences it may ask tokens for every one that this installation serves.
    """
    for address in app.redirect_uris:
        check_redirect_uri(address)
    secret = secret or secrets.token_urlsafe(32)
    client = ApiClient.objects.create(
        tenant_id=organisation.tenant_id,
        organisation=organisation,
        name=name,
        client_id=client_id or new_client_id(name),
        digest=digest_of(secret),
        permissions=sorted(permissions),
        audiences=list(audiences),
        redirect_uris=list(app.redirect_uris),
        is_public=app.is_public,
        needs_proof=app.needs_proof,
        created_at=at,
        tokens_since=at,
    )
    _record(client, ClientEventName.ISSUED, by=by, at=at)
    return IssuedClient(client, "" if app.is_public else secret)


@transaction.atomic
def renew_client(
    client: ApiClient, *, by: Actor, at: datetime, secret: str | None = None
) -> IssuedClient:
    """Give a client another secret; the old one and the tokens bought with it end at once.

    ClientRevoked if it was revoked.
    """
    client = _lock_open(client)
    secret = secret or secrets.token_urlsafe(32)
    client.renew(digest_of(secret), at=at)
    client.save(update_fields=["digest", "tokens_since"])
    _record(client, ClientEventName.RENEWED, by=by, at=at)
    return IssuedClient(client, secret)


@transaction.atomic
def revoke_client(client: ApiClient, *, by: Actor, at: datetime) -> ApiClient:
    """Close a client for good, with all its access tokens. ClientRevoked if it was before."""
    client = _lock_open(client)
    client.revoke(at=at)
    client.save(update_fields=["revoked_at"])
    _record(client, ClientEventName.REVOKED, by=by, at=at)
    return client


def record_client_use(client_pk: int, *, at: datetime) -> None:
    """Note when a client was last seen. Callers do this once a minute, not for each request."""
    ApiClient.objects.filter(pk=client_pk).update(last_used_at=at)


def new_client_id(name: str) -> str:
    """The name as a slug with random letters behind it, so that no tenant can tell who else is."""
    ending = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_PART))
    return f"{slugify(name)[:NAME_PART].strip('-_') or 'client'}-{ending}"


def _lock_open(client: ApiClient) -> ApiClient:
    client = ApiClient.objects.lock(client)
    if client.revoked_at is not None:
        raise ClientRevoked
    return client


def _record(client: ApiClient, name: ClientEventName, *, by: Actor, at: datetime) -> None:
    client.events.create(name=name, actor=str(by), happened_at=at)
