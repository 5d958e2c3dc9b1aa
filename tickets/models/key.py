"""The keys that sign barcodes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_fsm as fsm
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import tenant_key
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from tickets.codecs.keys import Algorithm
from tickets.states import LONGEST_ROTATION, KeyEventName, KeyState

ALGORITHMS = [(algorithm.value, algorithm.value) for algorithm in Algorithm]


class IssuerKeyQuerySet(TenantQuerySet["IssuerKey"]):
    """Keys of tenants."""

    def published(self) -> IssuerKeyQuerySet:
        """What verifiers are told: revoked keys too, so that they can say so."""
        return self.order_by("not_before", "kid")


class IssuerKey(fsm.ConcurrentTransitionMixin, models.Model):
    """A tenant's signing key pair; the private half is stored sealed."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="issuer_keys")
    state = fsm.FSMField(choices=KeyState, default=KeyState.NEXT, protected=True)
    algorithm = models.CharField(max_length=10, choices=ALGORITHMS, default=Algorithm.ES256)
    kid = models.CharField(max_length=8, unique=True, editable=False)
    public_jwk = models.JSONField(editable=False)
    sealed_private_key = models.TextField(editable=False)
    not_before = models.DateTimeField(help_text="First moment that it may sign.")
    retired_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = IssuerKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("issuerkey"),
            models.CheckConstraint(
                condition=Q(state__in=KeyState.values), name="issuerkey_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(algorithm__in=list(Algorithm)), name="issuerkey_algorithm_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kid__regex=r"^[0-9a-f]{8}$"), name="issuerkey_kid_is_four_octets"
            ),
            models.UniqueConstraint(
                fields=["tenant"],
                condition=Q(state=KeyState.ACTIVE),
                name="issuerkey_one_active_per_tenant",
            ),
            models.CheckConstraint(
                condition=~Q(state=KeyState.RETIRED) | Q(retired_at__isnull=False),
                name="issuerkey_retired_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state=KeyState.REVOKED, revoked_at__isnull=False)
                | ~Q(state=KeyState.REVOKED) & Q(revoked_at=None),
                name="issuerkey_revoked_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kid} ({self.get_state_display()})"

    @fsm.transition("state", source=KeyState.NEXT, target=KeyState.ACTIVE)
    def activate(self) -> None:
        """It signs from now on; the action retires the one before."""

    @fsm.transition("state", source=KeyState.ACTIVE, target=KeyState.RETIRED)
    def retire(self, *, at: datetime) -> None:
        self.retired_at = at

    @fsm.transition(
        "state",
        source=[KeyState.NEXT, KeyState.ACTIVE, KeyState.RETIRED],
        target=KeyState.REVOKED,
    )
    def revoke(self, *, at: datetime) -> None:
        self.revoked_at = at

    def to_jwk(self) -> dict[str, Any]:
        """The public half as `/.well-known/jwks.json` shows it."""
        jwk: dict[str, Any] = {
            **self.public_jwk,
            "use": "sig",
            "alg": self.algorithm,
            "kid": self.kid,
            "nbf": int(self.not_before.timestamp()),
            "status": self.state.lower(),
            "format": "T1",
        }
        if self.retired_at is not None:
            # Barcodes were made one window ahead.
            jwk["exp"] = int((self.retired_at + 2 * LONGEST_ROTATION).timestamp())
        return jwk


class KeyEventQuerySet(EventQuerySet["KeyEvent"]):
    """Events, scoped through their key."""

    tenant_path = "key__tenant"


class KeyEvent(DomainEvent):
    """What happened to a key."""

    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=KeyEventName)

    objects = KeyEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=KeyEventName.values), name="keyevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key_id}"
