"""What tests begin with stands between them, and no test sees what another did."""

from itertools import groupby

import pytest
from django.test import Client

from operators.models import Operator, Tenant
from tests.admin_world import logged_in, superuser
from tests.factories.operators import OperatorFactory, TenantFactory
from tests.racing import race
from tests.standing import builds_of, commits, standing

pytestmark = pytest.mark.django_db

twice = pytest.mark.parametrize("turn", [1, 2])


@standing
def tenant(db) -> Tenant:
    return TenantFactory(name="Standing")


@standing
def operator(tenant) -> Operator:
    return OperatorFactory(tenant=tenant)


@standing
def renamed(tenant) -> None:
    """Changes what stood before."""
    tenant.name = "Renamed"
    tenant.save()


@standing
def named(tenant, name) -> Operator:
    return OperatorFactory(tenant=tenant, name=name)


@standing
def browser(db) -> Client:
    return logged_in(superuser())


def names() -> list[str]:
    return list(Tenant.objects.values_list("name", flat=True))


@twice
def test_changes_of_a_test_are_undone(tenant, turn):
    assert (names(), tenant.name) == (["Standing"], "Standing")

    tenant.name = "Changed"
    tenant.save()
    TenantFactory()


@twice
def test_objects_that_belong_together_are_copied_together(tenant, operator, turn):
    assert operator.tenant is tenant
    assert Operator.objects.get().tenant == tenant


@twice
def test_test_that_asks_for_less_finds_less(tenant, turn):
    assert not Operator.objects.exists()


@twice
def test_later_fixture_changes_an_earlier_one(tenant, renamed, turn):
    assert (names(), tenant.name) == (["Renamed"], "Renamed")


@twice
def test_change_of_a_later_fixture_is_undone_with_it(tenant, turn):
    assert (names(), tenant.name) == (["Standing"], "Standing")


def test_test_that_asks_for_nothing_finds_nothing():
    assert names() == []


@twice
def test_browser_stays_logged_in_until_a_test_logs_it_out(browser, turn):
    assert browser.get("/admin/").status_code == 200

    browser.logout()

    assert browser.get("/admin/").status_code == 302


@pytest.mark.parametrize("name", ["North", "South"])
@twice
def test_each_value_has_a_fixture_of_its_own(named, name, turn):
    assert list(Operator.objects.values_list("name", flat=True)) == [named.name] == [name]

    named.name = "Changed"
    named.save()


def test_tests_that_begin_with_the_same_follow_each_other(request):
    mine = [item for item in request.session.items if item.path == request.path]
    begun = [tuple(builds_of(item)) for item in mine if not commits(item)]

    assert len(list(groupby(begun))) == len(set(begun))


@pytest.mark.django_db(transaction=True)
@twice
def test_test_that_commits_has_rows_of_its_own(tenant, turn):
    assert race(names) == [["Standing"]]
