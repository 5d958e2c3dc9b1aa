"""What the rules of permissions rest on: the role of a person in a tenant."""

from __future__ import annotations

from collections.abc import Callable

from operators.tenancy.errors import NotPermitted
from operators.tenancy.models import Role, Tenant, User

Check = Callable[[User, Tenant], None]
Permission = Callable[[User, Tenant], bool]


def check_role(user: User, tenant: Tenant, *roles: Role) -> None:
    """NotPermitted unless the person has one of these roles there, or is a superuser."""
    if user.is_superuser:
        return
    if not any(
        membership.tenant_id == tenant.pk and membership.role in roles
        for membership in user.memberships.all()
    ):
        raise NotPermitted


def holds(check: Check, user: User, tenant: Tenant) -> bool:
    """Whether that rule lets the person through."""
    try:
        check(user, tenant)
    except NotPermitted:
        return False
    return True


def tenants_where(user: User, permission: Permission) -> list[Tenant]:
    """The tenants in which that rule lets the person through; all of them for a superuser."""
    if user.is_superuser:
        return list(Tenant.objects.order_by("name"))
    tenants = [membership.tenant for membership in user.memberships.all()]
    return sorted(
        (tenant for tenant in tenants if permission(user, tenant)),
        key=lambda tenant: tenant.name,
    )
