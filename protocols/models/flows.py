"""Steps that a person and a partner take one after the other."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from operators.tenancy.sealing import unseal
from sales.models import SalesChannel


class FlowState(models.Model):
    """What was told in one request and is needed in a later one, of somebody else perhaps.

    Whoever knows its reference, which is kept as a hash, takes the next step: once, and before
    `ends_at`. The facts are of a person in the middle of something, so they are sealed, nobody
    reads them in the admin, they are forgotten once the step is taken or over, and the row is
    deleted a day after that.
    """

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    channel = models.ForeignKey(SalesChannel, models.CASCADE, related_name="+", db_index=False)
    face = models.SlugField("wire format", max_length=30, db_index=False)
    step = models.SlugField(max_length=30, db_index=False, help_text="What the reference is for.")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sealed_facts = models.TextField(editable=False)
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["FlowState"].as_manager()

    class Meta:
        constraints = [
            same_tenant("flowstate", "channel", "sales.SalesChannel"),
            models.CheckConstraint(
                condition=~Q(face="") & ~Q(step=""), name="flowstate_has_face_and_step"
            ),
            models.CheckConstraint(
                condition=Q(digest__length=64), name="flowstate_digest_is_sha256_hex"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begun_at")), name="flowstate_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(used_at__lt=F("ends_at")),
                name="flowstate_is_used_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(sealed_facts=""), name="flowstate_used_tells_nothing"
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="flowstate_by_end")]

    def __str__(self) -> str:
        return f"{self.face} {self.step} {self.pk}"

    def use(self, *, at: datetime) -> None:
        """The step is taken; whoever took it has the facts, and the row tells nothing any more."""
        self.facts  # noqa: B018 - they are kept beside the row as they are read
        self.sealed_facts = ""
        self.used_at = at

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What was told when the step began."""
        told: dict[str, Any] = json.loads(unseal(self.sealed_facts))
        return told
