"""Rows that came with a version of a feed."""

from __future__ import annotations

from typing import Any

from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from operators.timetable.states import FeedVersionState


class FeedRowQuerySet(TenantQuerySet[Any]):
    """Rows of feeds, scoped through their version."""

    tenant_path = "version__tenant"

    def in_force(self, tenant: Tenant) -> FeedRowQuerySet:
        """Rows of the tenant's timetables that planning reads."""
        return self.filter(version__tenant=tenant, version__state=FeedVersionState.IN_FORCE)
