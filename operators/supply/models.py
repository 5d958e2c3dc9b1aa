"""Operators elsewhere, whose journeys and vehicles are resold."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from operators.supply.states import SupplierKind, SupplierVersion, TokenHeader
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Operator, Tenant
from operators.tenancy.references import new_reference
from operators.tenancy.scoping import TenantQuerySet

LONGEST_REFERENCE = 200
"""Characters of the ids that a supplier gives to bookings, legs and vehicles."""


class Supplier(models.Model):
    """Another operator's server that we buy from as its partner.

    What is bought there is owed to the organisation of `operator`. Its secrets are stored sealed:
    the token that we send, and what its callbacks prove themselves with. `reference` stands in the
    address of those.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="suppliers")
    operator = models.ForeignKey(
        Operator,
        models.PROTECT,
        related_name="suppliers",
        help_text="Who runs the service; its organisation is paid for what is resold.",
    )
    reference = models.CharField(max_length=32, unique=True, default=new_reference, editable=False)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=SupplierKind, default=SupplierKind.TOMP)
    base_url = models.URLField(
        "address", max_length=500, help_text="What its paths are put behind, without a slash."
    )
    version = models.CharField(
        max_length=10, choices=SupplierVersion, default=SupplierVersion.TOMP_1_6
    )
    maas_id = models.CharField(
        "MaaS id", max_length=100, blank=True, help_text="What it calls us; sent as maas-id."
    )
    token_header = models.CharField(max_length=20, choices=TokenHeader, default=TokenHeader.BEARER)
    allows_private = models.BooleanField(
        "may have a private address",
        default=False,
        help_text="Only where the tenant allows private addresses.",
    )
    is_active = models.BooleanField(
        default=True, help_text="Nothing new is bought of one that is not."
    )
    sealed_token = models.TextField(editable=False)
    sealed_signing_secret = models.TextField(editable=False, blank=True)
    sealed_callback_token = models.TextField(editable=False, blank=True)

    objects = TenantQuerySet["Supplier"].as_manager()

    class Meta:
        constraints = [
            tenant_key("supplier"),
            models.UniqueConstraint(fields=["id", "operator"], name="supplier_operator_key"),
            models.UniqueConstraint(fields=["tenant", "name"], name="supplier_once_per_name"),
            same_tenant("supplier", "operator", "operators.Operator"),
            models.CheckConstraint(
                condition=Q(kind__in=SupplierKind.values), name="supplier_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(version__in=SupplierVersion.values), name="supplier_version_is_known"
            ),
            models.CheckConstraint(
                condition=Q(token_header__in=TokenHeader.values),
                name="supplier_token_header_is_known",
            ),
            models.CheckConstraint(condition=~Q(sealed_token=""), name="supplier_has_a_token"),
        ]

    def __str__(self) -> str:
        return self.name
