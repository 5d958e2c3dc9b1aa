"""Who may do what: one table of roles and rules."""

from __future__ import annotations

import pytest

from operators.models import Role, Tenant
from operators.tenancy import money_permissions, permissions, roles
from operators.tenancy.errors import NotPermitted
from tests.counting import counted
from tests.factories.operators import MembershipFactory, TenantFactory, UserFactory

pytestmark = pytest.mark.django_db

ADMINISTRATOR, FINANCE, SUPPORT, INSPECTOR = Role
ALLOWED = {
    "look_into_selling": {ADMINISTRATOR, FINANCE, SUPPORT},
    "set_up_selling": {ADMINISTRATOR},
    "look_into_timetable": {ADMINISTRATOR, FINANCE, SUPPORT, INSPECTOR},
    "tell_alerts": {ADMINISTRATOR, SUPPORT},
    "look_into_fleets": {ADMINISTRATOR, FINANCE, SUPPORT, INSPECTOR},
    "set_up_fleets": {ADMINISTRATOR},
    "stop_vehicles": {ADMINISTRATOR, SUPPORT},
    "manage_people": {ADMINISTRATOR},
    "manage_tokens": {ADMINISTRATOR},
    "manage_clients": {ADMINISTRATOR},
    "manage_keys": {ADMINISTRATOR},
    "look_into_tickets": {ADMINISTRATOR, SUPPORT, INSPECTOR},
    "change_tickets": {ADMINISTRATOR, SUPPORT},
    "inspect": {ADMINISTRATOR, INSPECTOR},
    "manage_devices": {ADMINISTRATOR},
    "settle_suspicions": {ADMINISTRATOR, SUPPORT},
    "look_into_bookings": {ADMINISTRATOR, SUPPORT},
    "change_bookings": {ADMINISTRATOR, SUPPORT},
    "look_into_callbacks": {ADMINISTRATOR, SUPPORT},
    "set_up_callbacks": {ADMINISTRATOR},
    "look_into_cases": {ADMINISTRATOR, FINANCE, SUPPORT},
    "work_on_cases": {ADMINISTRATOR, SUPPORT},
    "read_orders": {ADMINISTRATOR, FINANCE, SUPPORT},
    "write_notes": {ADMINISTRATOR, FINANCE, SUPPORT},
    "give_up_drafts": {ADMINISTRATOR, SUPPORT},
    "refund": {ADMINISTRATOR, FINANCE, SUPPORT},
    "waive_fees": {ADMINISTRATOR, FINANCE},
    "compensate": {ADMINISTRATOR, FINANCE},
    "move_money": {ADMINISTRATOR, FINANCE},
    "read_books": {ADMINISTRATOR, FINANCE},
    "keep_cash": {ADMINISTRATOR, FINANCE},
    "close_periods": {ADMINISTRATOR, FINANCE},
    "issue_invoices": {ADMINISTRATOR, FINANCE},
    "settle": {ADMINISTRATOR, FINANCE},
    "export": {ADMINISTRATOR, FINANCE},
}


RULES = {**vars(permissions), **vars(money_permissions)}


def forms_of(rule):
    return RULES[f"check_user_can_{rule}"], RULES[f"user_can_{rule}"]


def test_every_rule_stands_in_the_table():
    checks = {name for name in RULES if name.startswith("check_user_can_")}
    questions = {name for name in RULES if name.startswith("user_can_")}

    assert checks == {f"check_user_can_{rule}" for rule in ALLOWED}
    assert questions == {f"user_can_{rule}" for rule in ALLOWED}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("rule", ALLOWED)
def test_rule_lets_its_roles_through(rule, role):
    membership = MembershipFactory(role=role)
    check, may = forms_of(rule)

    if role in ALLOWED[rule]:
        check(membership.user, membership.tenant)
        assert may(membership.user, membership.tenant)
    else:
        with pytest.raises(NotPermitted):
            check(membership.user, membership.tenant)
        assert not may(membership.user, membership.tenant)


@pytest.mark.parametrize("rule", ALLOWED)
def test_rule_looks_at_the_role_in_that_tenant(rule):
    user = MembershipFactory(role=ADMINISTRATOR).user
    _, may = forms_of(rule)

    assert not may(user, TenantFactory())


@pytest.mark.parametrize("rule", ALLOWED)
def test_superuser_may_do_everything(rule):
    _, may = forms_of(rule)

    assert may(UserFactory(is_superuser=True), TenantFactory())


def test_rules_ask_no_question_of_the_database_when_memberships_are_there():
    membership = MembershipFactory()
    user = type(membership.user).objects.prefetch_related("memberships").get()

    with counted() as count:
        for rule in ALLOWED:
            forms_of(rule)[1](user, membership.tenant)

    assert count.statements == 0


def test_tenants_are_those_where_the_rule_lets_one_through():
    user = UserFactory()
    b, a = TenantFactory(name="B"), TenantFactory(name="A")
    for tenant, role in ((b, FINANCE), (a, ADMINISTRATOR), (TenantFactory(), INSPECTOR)):
        MembershipFactory(user=user, tenant=tenant, role=role)

    assert roles.tenants_where(user, money_permissions.user_can_read_books) == [a, b]
    assert roles.tenants_where(user, permissions.user_can_manage_keys) == [a]


def test_tenants_of_a_superuser_are_all():
    TenantFactory.create_batch(2)

    found = roles.tenants_where(UserFactory(is_superuser=True), permissions.user_can_manage_keys)

    assert found == list(Tenant.objects.order_by("name"))
