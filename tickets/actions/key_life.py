"""The life of keys by the calendar: the next one published in time, the old ones taken away."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from tickets.actions.keys import (
    PUBLISHED_AHEAD,
    activate_key,
    ensure_list_key,
    make_key,
    record_key,
)
from tickets.codecs.keys import Algorithm
from tickets.models import Barcode, IssuerKey
from tickets.states import (
    LONGEST_AHEAD,
    LONGEST_ROTATION,
    KeyEventName,
    KeyPurpose,
    KeyState,
)

NEXT_IS_MADE_AFTER = timedelta(days=167)
"""Five months and a half of signing."""
REPLACED_AFTER = timedelta(days=182)
"""Half a year: twice a year is what the railways ask for (barcode format §6)."""
VERIFIES_FOR = LONGEST_AHEAD + LONGEST_ROTATION + timedelta(days=1)
"""What a key signed last is over by then, apart from tickets that last longer."""


def rotate_keys(*, by: Actor, at: datetime) -> int:
    """Do for each key what its age asks for; returns how many were made, activated or removed.

    The next key is made and published when the one that signs is five and a half months old, and
    takes over when that is six, at least seven days later. A retired key is removed once nothing
    that it signed is good. A tenant that signs barcodes gets a key for its block lists.
    """
    old = IssuerKey.objects.filter(
        state=KeyState.ACTIVE, activated_at__lte=at - NEXT_IS_MADE_AFTER
    ).order_by("pk")
    renewed = sum(renew_key(key, by=by, at=at) for key in old)
    return renewed + _make_list_keys(by=by, at=at) + remove_keys(by=by, at=at)


@transaction.atomic
def renew_key(key: IssuerKey, *, by: Actor, at: datetime) -> bool:
    """Make the key that follows this one, or let it take over, if it is time; whether it was."""
    tenant = Tenant.objects.select_for_update(no_key=True).get(pk=key.tenant_id)
    key = IssuerKey.objects.lock(key)
    if key.state != KeyState.ACTIVE or key.activated_at is None:
        return False
    following = next_key(key)
    if following is None:
        make_follower(key, tenant, by=by, at=at)
        return True
    is_known = at >= following.published_at + PUBLISHED_AHEAD
    if is_known and at >= key.activated_at + REPLACED_AFTER:
        activate_key(following, by=by, at=at)
        return True
    return False


def next_key(key: IssuerKey) -> IssuerKey | None:
    """The key of the same tenant and purpose that devices have known longest without its use."""
    waiting = IssuerKey.objects.filter(
        tenant=key.tenant_id, purpose=key.purpose, state=KeyState.NEXT
    )
    return waiting.order_by("published_at", "pk").first()


def make_follower(key: IssuerKey, tenant: Tenant, *, by: Actor, at: datetime) -> IssuerKey:
    """A key of the same kind, published and not used yet."""
    return make_key(
        tenant,
        by=by,
        at=at,
        algorithm=Algorithm(key.algorithm),
        purpose=KeyPurpose(key.purpose),
        uic_provider=key.uic_provider,
    )


@transaction.atomic
def remove_keys(*, by: Actor, at: datetime, limit: int = 100) -> int:
    """Remove retired keys when the last ticket that they signed has ended: they are published no
    more and their private halves are gone. Returns how many."""
    alive = Barcode.objects.filter(key=OuterRef("pk"), expired_at=None, dies_at__gt=at)
    over = IssuerKey.objects.filter(
        ~Exists(alive), state=KeyState.RETIRED, retired_at__lte=at - VERIFIES_FOR
    )
    keys = list(over.order_by("pk").lock_free()[:limit])
    for key in keys:
        key.remove(at=at)
        key.save()
        record_key(key, KeyEventName.REMOVED, by=by, at=at)
    return len(keys)


def _make_list_keys(*, by: Actor, at: datetime) -> int:
    signing = IssuerKey.objects.filter(tenant=OuterRef("pk"), state=KeyState.ACTIVE)
    without = Tenant.objects.filter(
        Exists(signing), ~Exists(signing.filter(purpose=KeyPurpose.LIST))
    ).order_by("pk")
    for tenant in without:
        ensure_list_key(tenant, by=by, at=at)
    return len(without)
