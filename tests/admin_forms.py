"""All that is kept by forms of the admin, as a table: who may, what is changed, what is new."""

from __future__ import annotations

from django.db.models import Model

from operators.models import (
    Alert,
    ApiClient,
    ApiToken,
    Feed,
    Membership,
    Operator,
    Organisation,
    RealtimeSource,
    Role,
    Tenant,
)
from operators.service.states import AlertKind
from protocols.models import CallbackEndpoint
from sales.books.actions import open_ledger
from sales.catalogue.states import Cancellation
from sales.models import (
    BatchTerms,
    CatalogueEntry,
    CommissionTerm,
    Discount,
    FareArea,
    FareNetwork,
    PassengerCategory,
    PaymentMethod,
    PointOfSale,
    Product,
    SalesChannel,
    TimeBand,
)
from tests.admin_account_acts import ACCOUNT_FORMS
from tests.admin_button import BOSSES, CLERKS, Form
from tests.admin_fleet_acts import FLEET_FORMS
from tests.admin_supply_acts import SUPPLY_FORMS
from tests.admin_ticket_acts import INSPECTION_FORMS
from tests.factories.moments import NOW
from tests.factories.operators import OrganisationFactory
from tickets.models import TicketStyle, TicketType
from tickets.states import Activation, ValidityKind

FORMS: dict[type[Model], Form] = {
    **ACCOUNT_FORMS,
    **FLEET_FORMS,
    **SUPPLY_FORMS,
    **INSPECTION_FORMS,
    Alert: Form(
        CLERKS,
        {"summary": "Changed"},
        lambda rows: {
            "kind": AlertKind.values[0],
            "summary": "New",
            "operator": rows[Operator].pk,
            "periods-0-starts_at_0": "2026-07-01",
            "periods-0-starts_at_1": "10:00",
        },
    ),
    ApiClient: Form(BOSSES, {"name": "Changed"}, None, gone=False),
    ApiToken: Form(BOSSES, {"name": "Changed"}, None, gone=False),
    CallbackEndpoint: Form(BOSSES, {"name": "Changed"}, None, gone=False),
    BatchTerms: Form(
        {Role.ADMINISTRATOR, Role.FINANCE},
        {"client_number": 8},
        lambda rows: {
            "ledger": open_ledger(OrganisationFactory(tenant=rows[Tenant]).pk, at=NOW).pk,
            "adviser_number": 1001,
            "client_number": 9,
            "account_digits": 4,
            "first_month": 1,
            "clearing_number": "1590",
        },
    ),
    CatalogueEntry: Form(
        BOSSES,
        {"ends_at_0": "2030-01-01", "ends_at_1": "10:00"},
        lambda rows: {
            "channel": rows[SalesChannel].pk,
            "product": rows[Product].pk,
            "starts_at_0": "2020-01-01",
            "starts_at_1": "10:00",
            "ends_at_0": "2020-01-02",
            "ends_at_1": "10:00",
        },
    ),
    CommissionTerm: Form(
        {Role.ADMINISTRATOR, Role.FINANCE},
        {"percent": "12.5"},
        lambda rows: {
            "seller": rows[Organisation].pk,
            "party": OrganisationFactory(tenant=rows[Tenant]).pk,
            "currency": "EUR",
            "percent": "10",
            "base": "WITHOUT_VAT",
            "ticket_fee": "0.50",
            "vat_rate": "25",
        },
    ),
    Discount: Form(
        BOSSES,
        {"name": "Changed"},
        lambda _rows: {"name": "New", "code": "new", "percent": "10"},
    ),
    FareArea: Form(
        BOSSES,
        {"name": "Changed"},
        lambda _rows: {"name": "New", "code": "new", "zone_ids": "1,2"},
    ),
    FareNetwork: Form(
        BOSSES,
        {"name": "Changed"},
        lambda _rows: {"name": "New", "code": "new", "route_ids": "1,2"},
    ),
    Feed: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {"name": "New", "operator": rows[Operator].pk},
    ),
    RealtimeSource: Form(
        BOSSES,
        {"refresh_seconds": "60"},
        lambda rows: {
            "url": "https://feeds.example/vehicles.pb",
            "feed": rows[Feed].pk,
            "refresh_seconds": "30",
        },
    ),
    Membership: Form(
        BOSSES,
        {"role": Role.SUPPORT},
        lambda _rows: {"username": "new", "role": Role.SUPPORT},
    ),
    Operator: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {"name": "New", "code": "new", "organisation": rows[Organisation].pk},
    ),
    Organisation: Form(BOSSES, {"name": "Changed"}, lambda _rows: {"name": "New"}),
    PassengerCategory: Form(
        BOSSES, {"name": "Changed"}, lambda _rows: {"name": "New", "code": "new"}
    ),
    PaymentMethod: Form(
        BOSSES,
        {"provider": "ELSEWHERE"},
        lambda rows: {
            "channel": rows[SalesChannel].pk,
            "type": "PAYPAL",
            "group": "PAYPAL",
            "provider": "ELSEWHERE",
        },
    ),
    PointOfSale: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {"name": "New", "code": "New", "organisation": rows[Organisation].pk},
    ),
    Product: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {
            "name": "New",
            "code": "new",
            "number": 4_000_000,
            "operator": rows[Operator].pk,
            "ticket_type": rows[TicketType].pk,
            "vat_rate": "9",
            "validity": ValidityKind.CALENDAR_DAY,
            "cancellation": Cancellation.NEVER,
        },
    ),
    SalesChannel: Form(
        BOSSES,
        {"name": "Changed"},
        lambda rows: {
            "name": "New",
            "code": "new",
            "seller": rows[Organisation].pk,
            "partner": rows[Organisation].pk,
        },
    ),
    Tenant: Form(BOSSES, {"name": "Changed"}, None, gone=False),
    TimeBand: Form(BOSSES, {"name": "Changed"}, lambda _rows: {"name": "New", "code": "new"}),
    TicketStyle: Form(
        BOSSES,
        {"name": "Changed"},
        lambda _rows: {
            "name": "New",
            "primary_colour": "#1f3a5f",
            "text_colour": "#ffffff",
            "first_language": "nl",
        },
    ),
    TicketType: Form(
        BOSSES, {"name": "Changed"}, lambda _rows: {"name": "New", "activation": Activation.LATER}
    ),
}
"""Every kind of row that anybody but a superuser may change by a form."""
