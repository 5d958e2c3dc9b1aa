"""Runs of the verifier and what they found."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.verifier.states import InvariantName


class VerifierRun(models.Model):
    """All invariants tried at one moment over the books of a tenant, or of one `organisation`.

    `counts` are the faults by invariant, all that there were; of each the first thousand are kept
    as rows.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="verifier_runs")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="verifier_runs",
        help_text="Whose books alone; empty: those of all organisations.",
    )
    started_at = models.DateTimeField()
    seconds = models.DecimalField(max_digits=9, decimal_places=2, help_text="How long it took.")
    started_by = models.CharField(max_length=LONGEST_ACTOR)
    order_count = models.PositiveBigIntegerField("orders", help_text="How many it looked at.")
    fault_count = models.PositiveBigIntegerField("faults")
    counts = models.JSONField(default=dict, help_text="Faults by invariant.")

    objects = TenantQuerySet["VerifierRun"].as_manager()

    class Meta:
        constraints = [
            same_tenant("verifierrun", "organisation", "operators.Organisation"),
            models.CheckConstraint(
                condition=Q(fault_count=0, counts={}) | Q(fault_count__gt=0) & ~Q(counts={}),
                name="verifierrun_counts_its_faults",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "-started_at"], name="verifierrun_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}: {self.fault_count or 'no'} faults"


class VerifierFaultQuerySet(TenantQuerySet["VerifierFault"]):
    """Faults, scoped through their run."""

    tenant_path = "run__tenant"


class VerifierFault(models.Model):
    """A place where an invariant does not hold: what was expected there, and what is there.

    Order, version and document are told where the fault has them; `place` says the rest in words.
    """

    run = models.ForeignKey(VerifierRun, models.CASCADE, related_name="faults")
    invariant = models.CharField(max_length=3, choices=InvariantName)
    order_code = models.CharField("order", max_length=8, blank=True)
    order_version = models.PositiveIntegerField(null=True)
    document = models.UUIDField(null=True)
    place = models.CharField(max_length=200)
    expected = models.CharField(max_length=200)
    found = models.CharField(max_length=200)

    objects = VerifierFaultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(invariant__in=InvariantName.values),
                name="verifierfault_invariant_is_known",
            ),
            models.CheckConstraint(condition=~Q(expected=F("found")), name="verifierfault_differs"),
        ]

    def __str__(self) -> str:
        where = " ".join(filter(None, [self.order_code, self.place]))
        return f"{self.invariant} {where}: {self.expected} expected, {self.found} found"
