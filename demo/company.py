"""The tenant, the parties inside it, and the key that signs its barcodes."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.conf import settings

from demo.town import COUNTRY, CURRENCY, NAME, SLUG, TIMEZONE
from operators.models import Operator, Organisation, Tenant, TokenKey
from operators.tenancy.actors import Actor
from operators.tenancy.sealing import unseal
from protocols.oauth.keys import rotate_token_key
from tickets.actions.keys import activate_key, make_key
from tickets.models import IssuerKey
from tickets.states import KeyPurpose

COMPANY = f"Vervoerbedrijf {NAME}"
REGION = "Streekbus Oostermeer"
PARTNER = "Reisgenoot MaaS"
COMPANY_CODE = 9999
"""In place of the RICS code that UIC gives a company; nobody's."""
ORGANISATIONS = {
    COMPANY: "NL000000001B01",
    REGION: "NL000000002B02",
    PARTNER: "NL000000003B03",
}
OPERATORS = {"rvs": COMPANY, "oostermeer": REGION}
"""Operators by code, with the organisation that is settled for each."""


def ensure_tenant(*, opened_at: datetime) -> Tenant:
    """The demo's tenant, as if it had begun at that moment."""
    tenant, _ = Tenant.objects.get_or_create(
        slug=SLUG,
        defaults={
            "name": NAME,
            "timezone": TIMEZONE,
            "currency": CURRENCY,
            "country": COUNTRY,
            "created_at": opened_at,
            "allows_private_callbacks": is_at_home(),
        },
    )
    return tenant


def is_at_home() -> bool:
    """Whether the demo runs on the machine of whoever looks at it: it then calls itself there."""
    return urlsplit(settings.BASE_URL).hostname in ("localhost", "127.0.0.1", "::1")


def ensure_organisations(tenant: Tenant) -> dict[str, Organisation]:
    """The legal parties by name: seller, a neighbouring operator, and a MaaS provider."""
    return {
        name: Organisation.objects.get_or_create(
            tenant=tenant, name=name, defaults={"vat_number": vat_number}
        )[0]
        for name, vat_number in ORGANISATIONS.items()
    }


def ensure_operators(tenant: Tenant, organisations: dict[str, Organisation]) -> dict[str, Operator]:
    """Who runs the services, by code."""
    return {
        code: Operator.objects.get_or_create(
            tenant=tenant,
            code=code,
            defaults={
                "organisation": organisations[name],
                "name": name,
                "url": f"https://{code}.example/",
                "email": f"service@{code}.example",
            },
        )[0]
        for code, name in OPERATORS.items()
    }


def ensure_signing_keys(tenant: Tenant, *, opened_at: datetime, by: Actor, at: datetime) -> None:
    """An active key for each purpose that this installation can open; the first of each signs from
    `opened_at` on.

    A database that came with other SECRETS_KEYS holds keys that are of no use here.
    """
    for purpose in KeyPurpose:
        _ensure_signing_key(tenant, purpose, opened_at=opened_at, by=by, at=at)


def _ensure_signing_key(
    tenant: Tenant, purpose: KeyPurpose, *, opened_at: datetime, by: Actor, at: datetime
) -> None:
    active = IssuerKey.objects.signing(purpose).filter(tenant=tenant).first()
    if active is not None and can_open(active.sealed_private_key):
        return
    is_first = not IssuerKey.objects.filter(tenant=tenant, purpose=purpose).exists()
    moment = opened_at if is_first else at
    provider = COMPANY_CODE if purpose == KeyPurpose.UIC else None
    key = make_key(tenant, by=by, at=moment, purpose=purpose, uic_provider=provider)
    activate_key(key, by=by, at=moment, emergency=True)


def ensure_token_key(*, by: Actor, at: datetime) -> None:
    """A key for access tokens that this installation can open."""
    signing = TokenKey.objects.signing().first()
    if signing is None or not can_open(signing.sealed_private_key):
        rotate_token_key(by=by, at=at)


def can_open(sealed: str) -> bool:
    try:
        unseal(sealed)
    except InvalidToken:
        return False
    return True
