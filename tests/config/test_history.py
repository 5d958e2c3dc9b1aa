"""Every change of configuration is kept, with who made it and how; nobody can change that."""

from __future__ import annotations

import json

import pghistory.core
import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, connection, transaction

from config.changes import changes_by_command, changes_in_context, tables_with_history
from operators.models import ApiToken, Membership, Role, Tenant, User
from operators.tenancy.actions import change_role, end_membership, record_token_use
from sales.catalogue.actions import put_on_sale
from sales.models import CatalogueEntry, Fare, Product
from tests.admin_world import address, logged_in, member, superuser
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import (
    ApiTokenFactory,
    MembershipFactory,
    OrganisationFactory,
    TenantFactory,
    UserFactory,
)
from tests.factories.sales import ProductFactory
from tests.factories.scenarios import open_shop
from tickets.models import IssuerKey

pytestmark = pytest.mark.django_db

OURS = ("operators", "tickets", "sales", "bookings", "protocols")
KEPT = {
    "Alert",
    "AlertPeriod",
    "ApiToken",
    "CatalogueEntry",
    "CategoryLimit",
    "ChannelToken",
    "Discount",
    "Fare",
    "FareArea",
    "FareNetwork",
    "Feed",
    "IssuerKey",
    "Membership",
    "Operator",
    "Organisation",
    "PassengerCategory",
    "Product",
    "RideFare",
    "SalesChannel",
    "Tenant",
    "TicketType",
    "TimeBand",
    "TimeSpan",
    "TransferFare",
    "User",
}
NOT_CONFIGURATION = {
    "timetable": {
        *("FeedVersion", "FareZone", "Stop", "Transfer", "Route", "Trip", "StopTime"),
        *("ServiceDay", "OperatingDay", "Pattern", "PatternCall"),
    },
    "sold": {
        *("Offer", "Order", "OrderVersion", "OrderLine", "Fee", "Fulfilment", "Customer"),
        *("Payment", "Credit", "Posting", "ExtraCost", "Booking", "Leg", "BookingMessage"),
        *("Subscription", "Ticket", "Barcode"),
    },
    "history itself": {
        *("BookingEvent", "CustomerEvent", "KeyEvent", "OrderEvent", "TicketEvent", "TokenEvent"),
    },
    "counts": {"RequestCount", "ClientCount"},
}
SECRET = {
    User: {"password", "last_login"},
    ApiToken: {"digest", "last_used_at"},
    IssuerKey: {"sealed_private_key"},
}


def histories():
    return pghistory.core.event_models()


def changes_of(row):
    return row.pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")


def told(row):
    return [(change.pgh_label, change.pgh_context) for change in changes_of(row)]


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


def test_each_model_is_kept_or_no_configuration():
    models = {
        model.__name__
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        if not issubclass(model, pghistory.models.Event)
    }

    assert {history.pgh_tracked_model.__name__ for history in histories()} == KEPT
    assert models == KEPT.union(*NOT_CONFIGURATION.values())


def test_secrets_are_not_kept():
    for model, names in SECRET.items():
        for name in names:
            with pytest.raises(FieldDoesNotExist):
                model.pgh_event_model._meta.get_field(name)


def test_change_by_sql_is_kept():
    tenant = TenantFactory(name="Before")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE operators_tenant SET name = 'After' WHERE id = %s", [tenant.pk])

    assert [(change.pgh_label, change.name) for change in changes_of(tenant)] == [
        ("added", "Before"),
        ("changed", "After"),
    ]


def test_use_of_a_token_is_no_change():
    token = ApiTokenFactory()

    record_token_use(token.pk, at=NOW)
    UserFactory().set_password("another one")

    assert told(token) == [("added", None)]


def test_row_that_was_deleted_keeps_its_history():
    membership = MembershipFactory()
    MembershipFactory(tenant=membership.tenant, user__is_staff=True)
    key = membership.pk

    end_membership(membership, by=BY, at=NOW)

    kept = Membership.pgh_event_model.objects.filter(pgh_obj_id=key).order_by("pgh_id")
    assert [(change.pgh_label, change.role) for change in kept] == [
        ("added", "ADMINISTRATOR"),
        ("deleted", "ADMINISTRATOR"),
    ]


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'mine'", "DELETE FROM {}"])
def test_history_is_never_changed_or_deleted(statement):
    TenantFactory()

    with (
        pytest.raises(DatabaseError, match="rows from operators_tenantchange table"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("operators_tenantchange"))


def test_change_in_the_admin_tells_person_page_and_request():
    tenant = TenantFactory()
    user = member(tenant)
    organisation = OrganisationFactory(tenant=tenant, name="Old")

    answer = logged_in(user).post(
        address(organisation, "change"),
        {"name": "New", "operators-TOTAL_FORMS": 0, "operators-INITIAL_FORMS": 0},
        headers={"X-Correlation-ID": "change-1"},
    )

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert told(organisation) == [
        ("added", None),
        (
            "changed",
            {
                "actor": f"staff:{user.username}",
                "url": address(organisation, "change"),
                "correlation_id": "change-1",
            },
        ),
    ]


def test_change_by_a_command_tells_which():
    with changes_by_command("seed_demo"):
        tenant = TenantFactory()

    ((label, context),) = told(tenant)
    assert (label, context["actor"], len(context["correlation_id"])) == (
        "added",
        "command:seed_demo",
        32,
    )


def test_context_ends_with_its_block():
    tenant = TenantFactory()
    with changes_in_context(actor="staff:anna"), transaction.atomic():
        Tenant.objects.filter(pk=tenant.pk).update(name="One")
    with connection.cursor() as cursor:
        cursor.execute("RESET pghistory.context_metadata")
    Tenant.objects.filter(pk=tenant.pk).update(name="Two")

    assert [context and context["actor"] for _, context in told(tenant)] == [
        None,
        "staff:anna",
        None,
    ]


def test_statement_in_a_context_answers_as_without_one():
    tenant = TenantFactory()

    with changes_in_context(actor="staff:anna"):
        assert Tenant.objects.filter(pk=tenant.pk).update(name="100 %") == 1
        assert TenantFactory().pk > tenant.pk
        assert Membership.objects.filter(tenant=tenant).delete() == (0, {})


def test_only_writes_of_configuration_carry_the_context(django_assert_num_queries):
    assert "operators_tenant" in tables_with_history()
    assert "sales_order" not in tables_with_history()

    with changes_in_context(actor="staff:anna"), django_assert_num_queries(2) as sent:
        Tenant.objects.update(name="same")
        CatalogueEntry.objects.count()

    assert ["set_config" in query["sql"] for query in sent.captured_queries] == [True, False]


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


def test_contexts_are_plain_json():
    with changes_by_command("seed_demo"):
        product = ProductFactory()

    kept = Product.pgh_event_model.objects.get(pgh_obj_id=product.pk)
    assert json.loads(json.dumps(kept.pgh_context)) == kept.pgh_context
    assert str(kept) == f"product {product.pk} added"
