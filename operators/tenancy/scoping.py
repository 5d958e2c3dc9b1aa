"""The one place that says which rows a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from operators.tenancy.models import User

Row = TypeVar("Row", bound=models.Model)


class TenantQuerySet(models.QuerySet[Row]):
    """Rows that belong to exactly one tenant."""

    tenant_path = "tenant"

    def visible_to(self, user: User) -> Self:
        """Rows of the tenants that the person is a member of; all rows for a superuser."""
        if user.is_superuser:
            return self
        return self.filter(**{f"{self.tenant_path}__in": user.memberships.values("tenant")})

    def lock(self, row: Row, **lookups: Any) -> Row:
        """Read the row again and hold its lock until the transaction ends.

        The lock is the weaker one that leaves foreign keys to the row alone: keys never change,
        and a sale must not wait for whoever edits its tenant or signing key.
        """
        return self.select_for_update(of=("self",), no_key=True).get(pk=row.pk, **lookups)

    def lock_free(self) -> Self:
        """Lock the rows that nobody else holds; leave the others for the next run of the sweep."""
        return self.select_for_update(of=("self",), skip_locked=True, no_key=True)
