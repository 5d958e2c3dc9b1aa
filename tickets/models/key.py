"""The keys that sign barcodes and block lists."""

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
from tickets.states import LONGEST_AHEAD, LONGEST_ROTATION, KeyEventName, KeyPurpose, KeyState

ALGORITHMS = [(algorithm.value, algorithm.value) for algorithm in Algorithm]
HAS_SIGNED = [KeyState.ACTIVE, KeyState.RETIRED, KeyState.REMOVED]
WAS_RETIRED = [KeyState.RETIRED, KeyState.REMOVED]
NUMBERED = Q(uic_provider__range=(1, 32_000), uic_key_id__range=(0, 99_999))
FORMATS = {KeyPurpose.T1: "T1", KeyPurpose.UIC: "uic", KeyPurpose.LIST: "list"}
"""The word for what a key signs in the published key set (barcode format §6)."""


class IssuerKeyQuerySet(TenantQuerySet["IssuerKey"]):
    """Keys of tenants."""

    def signing(self, purpose: str) -> IssuerKeyQuerySet:
        """The one key of each tenant that signs this now."""
        return self.filter(state=KeyState.ACTIVE, purpose=purpose)

    def published(self) -> IssuerKeyQuerySet:
        """What verifiers are told: revoked keys too, so that they can say so, and none that was
        removed."""
        return self.exclude(state=KeyState.REMOVED).order_by("not_before", "kid")


class IssuerKey(fsm.ConcurrentTransitionMixin, models.Model):
    """A tenant's signing key pair for one purpose; the private half is stored sealed.

    UIC readers know a key by the issuer's company code and its number there, all others by `kid`.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="issuer_keys")
    purpose = models.CharField(max_length=10, choices=KeyPurpose, default=KeyPurpose.T1)
    state = fsm.FSMField(choices=KeyState, default=KeyState.NEXT, protected=True)
    algorithm = models.CharField(max_length=10, choices=ALGORITHMS, default=Algorithm.ES256)
    kid = models.CharField(max_length=8, unique=True, editable=False)
    uic_provider = models.PositiveIntegerField(
        "company code", null=True, editable=False, help_text="The issuer's RICS code."
    )
    uic_key_id = models.PositiveIntegerField("key number", null=True, editable=False)
    public_jwk = models.JSONField(editable=False)
    sealed_private_key = models.TextField(editable=False)
    not_before = models.DateTimeField(help_text="First moment that it may sign.")
    published_at = models.DateTimeField(editable=False)
    activated_at = models.DateTimeField(null=True, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = IssuerKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("issuerkey"),
            models.CheckConstraint(
                condition=Q(state__in=KeyState.values), name="issuerkey_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=KeyPurpose.values), name="issuerkey_purpose_is_known"
            ),
            models.CheckConstraint(
                condition=Q(algorithm__in=list(Algorithm)), name="issuerkey_algorithm_is_known"
            ),
            models.CheckConstraint(
                condition=Q(purpose=KeyPurpose.T1) | Q(algorithm=Algorithm.ES256),
                name="issuerkey_only_t1_may_be_ed25519",
            ),
            models.CheckConstraint(
                condition=Q(kid__regex=r"^[0-9a-f]{8}$"), name="issuerkey_kid_is_four_octets"
            ),
            models.CheckConstraint(
                condition=Q(
                    NUMBERED,
                    purpose=KeyPurpose.UIC,
                    uic_provider__isnull=False,
                    uic_key_id__isnull=False,
                )
                | ~Q(purpose=KeyPurpose.UIC) & Q(uic_provider=None, uic_key_id=None),
                name="issuerkey_is_numbered_when_uic",
            ),
            models.UniqueConstraint(
                fields=["uic_provider", "uic_key_id"], name="issuerkey_once_per_uic_number"
            ),
            models.UniqueConstraint(
                fields=["tenant", "purpose"],
                condition=Q(state=KeyState.ACTIVE),
                name="issuerkey_one_active_per_purpose",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HAS_SIGNED) | Q(activated_at__isnull=False),
                name="issuerkey_signing_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WAS_RETIRED) | Q(retired_at__isnull=False),
                name="issuerkey_retired_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=KeyState.REMOVED) | Q(removed_at__isnull=False),
                name="issuerkey_removed_has_time",
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
    def activate(self, *, at: datetime) -> None:
        """It signs from now on; the action retires the one before."""
        self.activated_at = at
        # A barcode made now may belong to a window that began before.
        self.not_before = min(self.not_before, at - LONGEST_ROTATION)

    @fsm.transition("state", source=KeyState.ACTIVE, target=KeyState.RETIRED)
    def retire(self, *, at: datetime) -> None:
        self.retired_at = at

    @fsm.transition("state", source=KeyState.RETIRED, target=KeyState.REMOVED)
    def remove(self, *, at: datetime) -> None:
        """Nothing that it signed is good any more. The private half goes for ever."""
        self.removed_at = at
        self.sealed_private_key = ""

    @fsm.transition(
        "state",
        source=[KeyState.NEXT, KeyState.ACTIVE, KeyState.RETIRED, KeyState.REMOVED],
        target=KeyState.REVOKED,
    )
    def revoke(self, *, at: datetime) -> None:
        """Refused from now on, and told to verifiers again if it was removed."""
        self.revoked_at = at

    @property
    def ends_at(self) -> datetime | None:
        """First moment at which no window of it may begin; None while it is not retired."""
        if self.retired_at is None:
            return None
        # Windows are signed ahead, and the last of them may begin while another key takes over.
        return self.retired_at + LONGEST_AHEAD + LONGEST_ROTATION

    def to_jwk(self) -> dict[str, Any]:
        """The public half as `/.well-known/jwks.json` shows it."""
        jwk: dict[str, Any] = {
            **self.public_jwk,
            "use": "sig",
            "alg": self.algorithm,
            "kid": self.kid,
            "nbf": int(self.not_before.timestamp()),
            "status": self.state.lower(),
            "format": FORMATS[KeyPurpose(self.purpose)],
        }
        if self.ends_at is not None:
            jwk["exp"] = int(self.ends_at.timestamp())
        if self.purpose == KeyPurpose.UIC:
            jwk |= {"uic_provider": self.uic_provider, "uic_key_id": self.uic_key_id}
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
