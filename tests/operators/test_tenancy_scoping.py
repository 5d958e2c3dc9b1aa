"""Each model that has a tenant shows a member the rows of that tenant, and no others."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models, transaction

from operators.models import Tenant, User
from operators.tenancy.scoping import TenantQuerySet
from tests.factories.operators import MembershipFactory, TenantFactory, UserFactory
from tests.factories.worlds import furnish
from tests.racing import race
from tests.standing import standing

OURS = ["operators", "tickets", "sales", "bookings", "support", "protocols"]
MODELS = [model for label in OURS for model in apps.get_app_config(label).get_models()]
SCOPED = [m for m in MODELS if isinstance(m._default_manager.get_queryset(), TenantQuerySet)]
UNSCOPED = {
    "User": "a person may be a member of several tenants",
    "StopTime": "read through its trip",
    "ServiceDay": "read through its feed version",
    "TokenKey": "signs for the whole installation",
    "TokenKeyChange": "of keys that sign for the whole installation",
    "RequestCount": "counts, which nobody is shown",
    "ClientCount": "counts, which nobody is shown",
    "IdempotentRequest": "read by the caller whose key it is alone",
    "UserChange": "a person may be a member of several tenants",
}

Rows = dict[type[models.Model], set[object]]


def all_rows() -> Rows:
    return {model: set(model._default_manager.values_list("pk", flat=True)) for model in SCOPED}


def visible_rows(user: User) -> Rows:
    return {
        model: set(model._default_manager.visible_to(user).values_list("pk", flat=True))
        for model in SCOPED
    }


@standing
def first(db: None) -> tuple[User, Rows]:
    """A member of a tenant with rows of every model, and these rows."""
    return furnish(), all_rows()


@standing
def second(first: tuple[User, Rows]) -> User:
    """A member of another such tenant."""
    return furnish()


def test_models_without_scope_are_these():
    assert {model.__name__ for model in MODELS} - {m.__name__ for m in SCOPED} == set(UNSCOPED)


@pytest.mark.django_db
def test_member_sees_the_rows_of_the_own_tenant_alone(first, second):
    member_of_first, rows_of_first = first
    rows_of_second = {model: rows - rows_of_first[model] for model, rows in all_rows().items()}

    assert [model.__name__ for model, rows in rows_of_first.items() if not rows] == []
    assert visible_rows(member_of_first) == rows_of_first
    assert visible_rows(second) == rows_of_second


@pytest.mark.django_db
def test_member_of_two_tenants_sees_the_rows_of_both(second):
    for tenant in Tenant.objects.exclude(memberships__user=second):
        MembershipFactory(tenant=tenant, user=second)

    assert visible_rows(second) == all_rows()


@pytest.mark.django_db
def test_person_without_a_membership_sees_nothing(first):
    assert not any(visible_rows(UserFactory()).values())


@pytest.mark.django_db
def test_superuser_sees_everything(first):
    assert visible_rows(UserFactory(is_superuser=True)) == all_rows()


@pytest.mark.django_db
def test_lock_reads_the_row_again():
    stale = TenantFactory(name="Old")
    Tenant.objects.filter(pk=stale.pk).update(name="New")

    assert Tenant.objects.lock(stale).name == "New"


@pytest.mark.django_db
def test_lock_finds_no_row_that_the_lookups_leave_out():
    tenant = TenantFactory(country="NL")

    with pytest.raises(Tenant.DoesNotExist):
        Tenant.objects.lock(tenant, country="NO")


@pytest.mark.django_db(transaction=True)
def test_lock_free_leaves_out_what_others_hold():
    held, free = TenantFactory(), TenantFactory()

    def take_free() -> list[Tenant]:
        with transaction.atomic():
            return list(Tenant.objects.lock_free())

    with transaction.atomic():
        Tenant.objects.lock(held)
        assert race(take_free) == [[free]]


@pytest.mark.django_db
def test_every_row_has_a_name_for_people(first):
    nameless = [
        model.__name__
        for model in SCOPED
        for row in model._default_manager.all()
        if not str(row) or "object (" in str(row)
    ]

    assert nameless == []
