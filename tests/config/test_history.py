"""Every change of configuration is kept, with who made it and how; nobody can change that."""

from __future__ import annotations

import json

import pghistory.core
import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, connection, transaction

from config.changes import changes_by_command, changes_in_context, tables_with_history
from operators.models import ApiClient, ApiToken, Membership, Tenant, TokenKey, User
from operators.tenancy.actions import end_membership, record_token_use
from protocols.models import CallbackEndpoint
from sales.models import AccountProvider, CardAccount, CatalogueEntry, Product
from tests.admin_world import address, logged_in, member
from tests.factories.moments import BY, NOW
from tests.factories.operators import (
    ApiTokenFactory,
    MembershipFactory,
    OrganisationFactory,
    TenantFactory,
    UserFactory,
)
from tests.factories.sales import ProductFactory
from tickets.inspection.models import Device
from tickets.models import IssuerKey, TicketStyle, WalletAccount

pytestmark = pytest.mark.django_db

OURS = ("operators", "tickets", "sales", "bookings", "support", "protocols")
KEPT = {
    "AccountProvider",
    "Ancillary",
    "Alert",
    "AlertPeriod",
    "ApiClient",
    "ApiToken",
    "AssetType",
    "BatchAccount",
    "BatchTerms",
    "CallbackEndpoint",
    "CatalogueEntry",
    "CategoryLimit",
    "CardAccount",
    "ChannelRight",
    "ChannelToken",
    "ClientChannel",
    "CommissionTerm",
    "Device",
    "Discount",
    "Driver",
    "Fare",
    "FareArea",
    "FareNetwork",
    "Feed",
    "Fleet",
    "FleetHours",
    "IssuerKey",
    "Membership",
    "Operator",
    "Organisation",
    "PassengerCategory",
    "PaymentMethod",
    "PlanPart",
    "PointOfSale",
    "PricingPlan",
    "Product",
    "Region",
    "RealtimeSource",
    "RideFare",
    "SalesChannel",
    "Supplier",
    "TaxiService",
    "Tenant",
    "TicketStyle",
    "TicketType",
    "TimeBand",
    "TimeSpan",
    "TokenKey",
    "TransferFare",
    "User",
    "VehicleStation",
    "WalletAccount",
}
NOT_CONFIGURATION = {
    "timetable": {
        *("FeedVersion", "FareZone", "Stop", "Transfer", "Route", "Trip", "StopTime"),
        *("ServiceDay", "OperatingDay", "Pattern", "PatternCall"),
    },
    "vehicles as they stand": {"Asset", "SimulatedVehicle", "FleetImport"},
    "sold": {
        *("Offer", "Order", "OrderVersion", "OrderLine", "Fee", "Fulfilment", "Customer"),
        *("Traveller", "OrderNote", "TravellerAccount", "AccountLink", "ProviderLink"),
        *("AccountGrant", "GrantCode", "GrantToken"),
        *("Payment", "PaymentTransaction", "Credit", "CreditPart", "RecurringPayment"),
        *("Ledger", "AccountingPeriod", "PeriodTotal"),
        *("Posting", "ExtraCost", "Booking", "Leg", "Rental", "TaxiRide"),
        *("BookingMessage", "Purchase", "PurchasePart"),
        *("SuppliedBooking", "SuppliedLeg", "LegAncillary"),
        *("Subscription", "Ticket", "Barcode", "WalletPass"),
        *("Receipt", "Invoice", "InvoiceEntry", "NumberSeries", "Letter", "CashSettlement"),
        *("Movement", "DeskSale", "Closing"),
        *("Statement", "StatementEntry", "Payout", "PayoutLine", "PayoutMatch"),
        *("Due", "BankTransfer"),
        *("VerifierRun", "VerifierFault"),
        *("Export", "ExportSchedule"),
    },
    "asked": {"SupportCase", "CaseMessage"},
    "shown": {"TicketLink", "Handset"},
    "inspected": {"Scan", "Suspicion", "BlockList", "BlockListEntry"},
    "history itself": {
        *("BookingEvent", "CustomerEvent", "KeyEvent", "OrderEvent", "PaymentOperation"),
        *("PeriodEvent", "SettlementEvent", "ExportEvent"),
        *("TicketEvent", "TokenEvent"),
        *("ClientEvent", "AssetEvent", "CaseEvent", "AccountEvent", "ProviderLinkEvent"),
        *("PurchaseEvent", "DueEvent"),
    },
    "told": {"Delivery", "DeliveryAttempt"},
    "counts": {"RequestCount", "ClientCount", "OrderTally"},
    "answers kept for a day": {"IdempotentRequest"},
    "steps in the middle of something": {"FlowState"},
    "told for a while": {"KeptTrip", "TripForecast", "VehicleSighting"},
}
SECRET = {
    User: {"password", "last_login"},
    ApiClient: {"digest", "last_used_at"},
    ApiToken: {"digest", "last_used_at"},
    IssuerKey: {"sealed_private_key"},
    TicketStyle: {"logo"},
    WalletAccount: {"sealed_private_key"},
    TokenKey: {"sealed_private_key"},
    Device: {"last_contact_at", "clock_offset"},
    AccountProvider: {"sealed_secret"},
    CardAccount: {"sealed_secret_key", "sealed_callback_secret"},
    CallbackEndpoint: {"sealed_signing_secret", "sealed_access_token", "rests_until"},
}


def histories():
    return pghistory.core.event_models()


def changes_of(row):
    return row.pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")


def told(row):
    return [(change.pgh_label, change.pgh_context) for change in changes_of(row)]


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


def test_contexts_are_plain_json():
    with changes_by_command("seed_demo"):
        product = ProductFactory()

    kept = Product.pgh_event_model.objects.get(pgh_obj_id=product.pk)
    assert json.loads(json.dumps(kept.pgh_context)) == kept.pgh_context
    assert str(kept) == f"product {product.pk} added"
