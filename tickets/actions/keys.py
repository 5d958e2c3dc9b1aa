"""Making, activating, retiring and revoking the keys that sign barcodes and block lists."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from operators.tenancy.sealing import seal
from tickets.codecs.keys import Algorithm, SigningKey
from tickets.errors import KeyTooYoung, NoCompanyCode
from tickets.models import IssuerKey
from tickets.states import LONGEST_ROTATION, KeyEventName, KeyPurpose

PUBLISHED_AHEAD = timedelta(days=7)
"""A key is published so long before it signs, so that every device knows it (format §6)."""
NUMBERS = 730_338
"""The space of the locks of company codes; any number that no other lock uses."""


@transaction.atomic
def make_key(
    tenant: Tenant,
    *,
    by: Actor,
    at: datetime,
    algorithm: Algorithm = Algorithm.ES256,
    purpose: KeyPurpose = KeyPurpose.T1,
    uic_provider: int | None = None,
) -> IssuerKey:
    """Draw a new key pair and publish its public half; it signs once it is activated.

    A key for UIC barcodes gets the next number of the issuer's company code, which is that of the
    tenant's last such key if none is given: NoCompanyCode without both. Only compact tokens are
    signed with Ed25519.
    """
    Tenant.objects.lock(tenant)
    pair = SigningKey.generate(algorithm)
    numbers = {}
    if purpose == KeyPurpose.UIC:
        numbers = _next_number(uic_provider or last_provider(tenant))
    key = IssuerKey.objects.create(
        tenant=tenant,
        purpose=purpose,
        algorithm=algorithm,
        kid=pair.kid,
        public_jwk=pair.public_jwk(),
        sealed_private_key=seal(pair.private_octets()),
        # On the day it may be activated, a barcode may belong to a window that began before.
        not_before=at + PUBLISHED_AHEAD - LONGEST_ROTATION,
        published_at=at,
        **numbers,
    )
    record_key(key, KeyEventName.MADE, by=by, at=at)
    return key


def last_provider(tenant: Tenant) -> int | None:
    """The company code of the tenant's last key for UIC barcodes."""
    keys = IssuerKey.objects.filter(tenant=tenant, purpose=KeyPurpose.UIC)
    return keys.order_by("-pk").values_list("uic_provider", flat=True).first()


def _next_number(provider: int | None) -> dict[str, int]:
    """Operators may share a company code, such as in a sandbox: they draw one after the other."""
    if provider is None:
        raise NoCompanyCode
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NUMBERS, provider])
    last = IssuerKey.objects.filter(uic_provider=provider).aggregate(last=Max("uic_key_id"))
    return {"uic_provider": provider, "uic_key_id": (last["last"] or 0) + 1}


@transaction.atomic
def activate_key(key: IssuerKey, *, by: Actor, at: datetime, emergency: bool = False) -> IssuerKey:
    """Sign with this key from now on; the one before is retired and verifies its tickets still.

    KeyTooYoung if it was published less than seven days ago and another key signs: devices may not
    know it yet. In an emergency, when that other key is worth nothing, it signs all the same.
    """
    Tenant.objects.select_for_update(no_key=True).get(pk=key.tenant_id)
    key = IssuerKey.objects.lock(key)
    signing = IssuerKey.objects.signing(key.purpose).filter(tenant_id=key.tenant_id)
    # Somebody may be revoking it: then there is none to retire.
    before = signing.select_for_update(of=("self",), no_key=True).first()
    key.activate(at=at)
    if before is not None:
        if at < key.published_at + PUBLISHED_AHEAD and not emergency:
            raise KeyTooYoung
        before.retire(at=at)
        before.save()
        record_key(before, KeyEventName.RETIRED, by=by, at=at)
    key.save()
    record_key(key, KeyEventName.ACTIVATED, by=by, at=at)
    return key


@transaction.atomic
def revoke_key(key: IssuerKey, *, by: Actor, at: datetime) -> IssuerKey:
    """Withdraw a key that leaked: whatever it signed is refused from the next key download on.

    No barcode of it is handed out from now on; tickets get one of the new key when they are next
    fetched.
    """
    key = IssuerKey.objects.lock(key)
    key.revoke(at=at)
    key.save()
    record_key(key, KeyEventName.REVOKED, by=by, at=at)
    return key


@transaction.atomic
def ensure_list_key(tenant: Tenant, *, by: Actor, at: datetime) -> IssuerKey:
    """The key that signs the tenant's block lists; the first one is made and activated here, so
    that nobody needs to think of it."""
    Tenant.objects.lock(tenant)
    signing = IssuerKey.objects.signing(KeyPurpose.LIST).filter(tenant=tenant).first()
    if signing is not None:
        return signing
    made = make_key(tenant, by=by, at=at, purpose=KeyPurpose.LIST)
    return activate_key(made, by=by, at=at)


def record_key(key: IssuerKey, name: KeyEventName, *, by: Actor, at: datetime) -> None:
    """Write that this happened to the key."""
    key.events.create(name=name, actor=str(by), happened_at=at)
