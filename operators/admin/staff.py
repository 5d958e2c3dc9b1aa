"""The person behind a request, and the tenant behind a row."""

from __future__ import annotations

from operator import attrgetter
from typing import cast

from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from operators.tenancy.models import Tenant, User
from operators.tenancy.roles import Permission, tenants_where


def staff_of(request: HttpRequest) -> User:
    """The person who is logged in, with their memberships read once for the whole request."""
    user = cast("User", request.user)
    # Asked a hundred times for a page, and Django takes a while to see that it has read them.
    if "memberships" not in getattr(user, "_prefetched_objects_cache", ()):
        prefetch_related_objects([user], "memberships__tenant")
    return user


def holds_somewhere(request: HttpRequest, rule: Permission) -> bool:
    """Whether the rule lets the person through in any tenant.

    A page asks hundreds of times, of some twenty rules, so each is looked at once for a request.
    """
    held: dict[Permission, bool] = request.__dict__.setdefault("rules_held", {})
    if rule not in held:
        user = staff_of(request)
        held[rule] = user.is_superuser or bool(tenants_where(user, rule))
    return held[rule]


def tenant_of(row: models.Model) -> Tenant:
    """The tenant that the row belongs to."""
    path = type(row)._default_manager.all().tenant_path  # type: ignore[attr-defined]
    return cast("Tenant", row if path == "pk" else attrgetter(path.replace("__", "."))(row))
