"""Making, activating and revoking the keys that sign barcodes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from operators.tenancy.sealing import seal
from tickets.codecs.keys import Algorithm, SigningKey
from tickets.models import IssuerKey
from tickets.states import LONGEST_ROTATION, KeyEventName, KeyState


@transaction.atomic
def make_key(
    tenant: Tenant, *, by: Actor, at: datetime, algorithm: Algorithm = Algorithm.ES256
) -> IssuerKey:
    """Draw a new key pair and publish its public half; it signs once it is activated.

    It counts from one rotation ago on, since a barcode made now may belong to a window that began
    before.
    """
    pair = SigningKey.generate(algorithm)
    key = IssuerKey.objects.create(
        tenant=tenant,
        algorithm=algorithm,
        kid=pair.kid,
        public_jwk=pair.public_jwk(),
        sealed_private_key=seal(pair.private_octets()),
        not_before=at - LONGEST_ROTATION,
    )
    _record(key, KeyEventName.MADE, by=by, at=at)
    return key


@transaction.atomic
def activate_key(key: IssuerKey, *, by: Actor, at: datetime) -> IssuerKey:
    """Sign with this key from now on; the one before is retired and verifies its tickets still."""
    Tenant.objects.select_for_update(no_key=True).get(pk=key.tenant_id)
    key = IssuerKey.objects.lock(key)
    for signing in IssuerKey.objects.filter(tenant_id=key.tenant_id, state=KeyState.ACTIVE):
        signing.retire(at=at)
        signing.save()
        _record(signing, KeyEventName.RETIRED, by=by, at=at)
    key.activate()
    key.save()
    _record(key, KeyEventName.ACTIVATED, by=by, at=at)
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
    _record(key, KeyEventName.REVOKED, by=by, at=at)
    return key


def _record(key: IssuerKey, name: KeyEventName, *, by: Actor, at: datetime) -> None:
    key.events.create(name=name, actor=str(by), happened_at=at)
