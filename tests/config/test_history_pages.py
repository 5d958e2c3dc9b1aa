"""What the admin shows of the history of configuration, and to whom."""

from __future__ import annotations

import pytest

from operators.models import Role
from operators.tenancy.actions import change_role
from sales.catalogue.actions import put_on_sale
from sales.models import CatalogueEntry, Fare
from tests.admin_world import address, logged_in, member, superuser
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory, TenantFactory, UserFactory
from tests.factories.sales import ProductFactory
from tests.factories.scenarios import open_shop

pytestmark = pytest.mark.django_db


def shown(browser, row):
    """What the page of the row's history tells, the newest first."""
    return [
        (
            change.actor,
            f"{change.of}: {change.label}",
            [(field.name, field.before, field.after) for field in change.fields],
        )
        for change in browser.get(address(row, "history")).context["changes"]
    ]


def test_history_page_tells_what_was_before_and_after():
    tenant = TenantFactory()
    browser = logged_in(member(tenant))
    organisation = OrganisationFactory(tenant=tenant, name="Old")
    organisation.name = "New"
    organisation.save()

    unknown = "unknown, straight in the database"
    (changed, added) = shown(browser, organisation)
    assert changed == (unknown, "organisation New: changed", [("name", "Old", "New")])
    assert added[1] == "organisation Old: added"
    assert ("tenant", "–", tenant.name) in added[2]
    assert (
        b"<del>Old</del> \xe2\x86\x92 New" in browser.get(address(organisation, "history")).content
    )


def test_history_of_a_channel_tells_what_was_put_on_sale():
    shop = open_shop()
    browser = logged_in(member(shop.tenant))
    CatalogueEntry.objects.filter(channel=shop.channel).delete()
    put_on_sale(ProductFactory(tenant=shop.tenant), channel=shop.channel, starts_at=later(days=1))

    told = [what for _, what, _ in shown(browser, shop.channel)]

    assert [what.split(" ")[-1] for what in told if what.startswith("catalogue entry")] == [
        "added",
        "deleted",
        "added",
    ]


def test_history_of_a_product_tells_its_fares():
    shop = open_shop()
    browser = logged_in(member(shop.tenant))
    Fare.objects.filter(pk=shop.fare.pk).update(amount="9.90")

    (_, what, fields) = shown(browser, shop.product)[0]

    assert what == f"fare {shop.fare.pk}: changed"
    assert [name for name, _, _ in fields] == ["amount"]


def test_history_of_a_tenant_tells_of_its_people_to_those_who_manage_them():
    tenant = TenantFactory()
    boss, clerk = member(tenant), member(tenant, Role.FINANCE)
    change_role(clerk.memberships.get(), role=Role.SUPPORT, by=BY, at=NOW)

    def people(user):
        return [
            fields
            for _, what, fields in shown(logged_in(user), tenant)
            if what.startswith("membership") and what.endswith("changed")
        ]

    assert people(boss) == [[("role", "Finance", "Support")]]
    assert people(clerk) == []


def test_history_of_a_person_is_for_superusers_and_holds_no_password():
    user = UserFactory(username="anna")
    user.set_password("correct horse battery")
    user.is_staff = True
    user.save()

    page = logged_in(superuser()).get(address(user, "history"))

    assert user.password not in page.content.decode()
    assert shown(logged_in(superuser()), user)[0][2] == [("staff status", "no", "yes")]
