"""Which role may do what."""

import inspect

import pytest
from django.db.models import prefetch_related_objects

from operators.models import Role
from operators.tenancy import permissions
from operators.tenancy.errors import NotPermitted
from tests.admin_world import member, superuser
from tests.counting import counted
from tests.factories.operators import MembershipFactory, TenantFactory

pytestmark = pytest.mark.django_db

ALL = set(Role)
MAY = {
    "look_into_selling": {Role.ADMINISTRATOR, Role.FINANCE, Role.SUPPORT},
    "set_up_selling": {Role.ADMINISTRATOR},
    "look_into_timetable": ALL,
    "manage_people": {Role.ADMINISTRATOR},
    "manage_tokens": {Role.ADMINISTRATOR},
    "manage_keys": {Role.ADMINISTRATOR},
    "look_into_tickets": {Role.ADMINISTRATOR, Role.SUPPORT, Role.INSPECTOR},
    "change_tickets": {Role.ADMINISTRATOR, Role.SUPPORT},
    "look_into_bookings": {Role.ADMINISTRATOR, Role.SUPPORT},
    "change_bookings": {Role.ADMINISTRATOR, Role.SUPPORT},
    "read_orders": {Role.ADMINISTRATOR, Role.FINANCE, Role.SUPPORT},
    "read_books": {Role.ADMINISTRATOR, Role.FINANCE},
}


def rules(prefix):
    return {
        name.removeprefix(prefix)
        for name, _ in inspect.getmembers(permissions, inspect.isfunction)
        if name.startswith(prefix)
    }


def test_table_names_every_rule_in_both_forms():
    assert rules("check_user_can_") == set(MAY)
    assert rules("user_can_") == set(MAY)


@pytest.mark.parametrize("rule", MAY)
@pytest.mark.parametrize("role", Role)
def test_rule_lets_fitting_roles_through(rule, role):
    tenant = TenantFactory()
    user = member(tenant, role)
    check = getattr(permissions, f"check_user_can_{rule}")

    assert getattr(permissions, f"user_can_{rule}")(user, tenant) is (role in MAY[rule])
    if role not in MAY[rule]:
        with pytest.raises(NotPermitted):
            check(user, tenant)
    else:
        check(user, tenant)


@pytest.mark.parametrize("rule", MAY)
def test_rule_lets_no_administrator_of_another_tenant_through(rule):
    user = member(TenantFactory())

    assert getattr(permissions, f"user_can_{rule}")(user, TenantFactory()) is False


@pytest.mark.parametrize("rule", MAY)
def test_rule_lets_a_superuser_through(rule):
    assert getattr(permissions, f"user_can_{rule}")(superuser(), TenantFactory()) is True


def test_tenants_are_those_of_a_fitting_role_by_name():
    user = member(TenantFactory(name="Zebra"))
    MembershipFactory(user=user, tenant__name="Badger")
    MembershipFactory(user=user, tenant__name="Ant", role=Role.INSPECTOR)
    MembershipFactory()

    tenants = permissions.tenants_where(user, permissions.user_can_manage_keys)

    assert [tenant.name for tenant in tenants] == ["Badger", "Zebra"]


def test_tenants_of_a_superuser_are_all():
    TenantFactory(name="Zebra")
    TenantFactory(name="Badger")

    tenants = permissions.tenants_where(superuser(), permissions.user_can_manage_keys)

    assert [tenant.name for tenant in tenants] == ["Badger", "Zebra"]


def test_many_questions_read_memberships_once():
    tenant = TenantFactory()
    user = member(tenant)

    with counted() as count:
        prefetch_related_objects([user], "memberships__tenant")
        for rule in MAY:
            getattr(permissions, f"user_can_{rule}")(user, tenant)
            permissions.tenants_where(user, getattr(permissions, f"user_can_{rule}"))

    assert count.statements == 2
