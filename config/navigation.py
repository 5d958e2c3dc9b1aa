"""The menu of the admin, grouped as people think of their work."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from bookings.models import (
    Booking,
    BookingMessage,
    Leg,
    Purchase,
    Rental,
    SuppliedBooking,
    TaxiRide,
)
from operators.admin.staff import holds_somewhere
from operators.models import (
    Alert,
    ApiClient,
    ApiToken,
    Asset,
    AssetType,
    Driver,
    FareZone,
    Feed,
    FeedVersion,
    Fleet,
    FleetImport,
    Membership,
    Operator,
    Organisation,
    PricingPlan,
    RealtimeSource,
    Region,
    Route,
    Stop,
    Supplier,
    TaxiService,
    Tenant,
    TokenKey,
    Trip,
    User,
    VehicleStation,
)
from operators.tenancy.permissions import user_can_inspect
from protocols.models import CallbackEndpoint, Delivery
from sales.admin.reports import REPORTS
from sales.models import (
    AccountGrant,
    AccountingPeriod,
    AccountLink,
    AccountProvider,
    BankTransfer,
    BatchTerms,
    CardAccount,
    CashSettlement,
    CatalogueEntry,
    Closing,
    CommissionTerm,
    Credit,
    Customer,
    Discount,
    Due,
    Export,
    ExportSchedule,
    ExtraCost,
    FareArea,
    FareNetwork,
    Fee,
    Invoice,
    InvoiceEntry,
    Ledger,
    Letter,
    Movement,
    NumberSeries,
    Offer,
    Order,
    OrderLine,
    PassengerCategory,
    Payment,
    PaymentMethod,
    PaymentTransaction,
    Payout,
    PayoutLine,
    PointOfSale,
    Posting,
    Product,
    ProviderLink,
    Receipt,
    RecurringPayment,
    RideFare,
    SalesChannel,
    Statement,
    StatementEntry,
    TimeBand,
    TransferFare,
    TravellerAccount,
    VerifierRun,
)
from support.models import SupportCase
from tickets.inspection.models import Device, Scan, Suspicion
from tickets.models import (
    BlockListEntry,
    IssuerKey,
    Ticket,
    TicketStyle,
    TicketType,
    WalletAccount,
    WalletPass,
)

Entry = tuple[type[Model], str]

GROUPS: dict[str, list[Entry]] = {
    "Selling": [
        (SalesChannel, "storefront"),
        (CatalogueEntry, "event_available"),
        (Product, "sell"),
        (Supplier, "handshake"),
        (PassengerCategory, "groups"),
        (TicketType, "style"),
        (TicketStyle, "palette"),
        (WalletAccount, "wallet"),
        (IssuerKey, "vpn_key"),
        (PaymentMethod, "point_of_sale"),
        (CardAccount, "credit_score"),
        (AccountProvider, "how_to_reg"),
        (ApiToken, "key"),
        (ApiClient, "deployed_code"),
        (CallbackEndpoint, "webhook"),
        (PointOfSale, "storefront"),
    ],
    "Fares": [
        (Discount, "percent"),
        (TimeBand, "schedule"),
        (FareArea, "crop_free"),
        (FareNetwork, "hub"),
        (RideFare, "price_change"),
        (TransferFare, "transfer_within_a_station"),
    ],
    "Travelling": [
        (SupportCase, "support_agent"),
        (Booking, "luggage"),
        (Leg, "directions_bus"),
        (Purchase, "shopping_cart"),
        (Rental, "electric_scooter"),
        (TaxiRide, "local_taxi"),
        (SuppliedBooking, "handshake"),
        (BookingMessage, "mail"),
        (Delivery, "outgoing_mail"),
        (Ticket, "confirmation_number"),
        (WalletPass, "wallet"),
        (Offer, "local_offer"),
    ],
    "Inspection": [
        (Suspicion, "policy_alert"),
        (Scan, "qr_code_scanner"),
        (Device, "barcode_reader"),
        (BlockListEntry, "block"),
    ],
    "Timetable": [
        (Feed, "calendar_month"),
        (FeedVersion, "upload_file"),
        (RealtimeSource, "share_eta"),
        (Stop, "location_on"),
        (Route, "route"),
        (Trip, "departure_board"),
        (FareZone, "map"),
        (Alert, "campaign"),
    ],
    "Shared vehicles": [
        (Fleet, "pedal_bike"),
        (Asset, "electric_scooter"),
        (AssetType, "category"),
        (PricingPlan, "sell"),
        (Region, "polyline"),
        (VehicleStation, "local_parking"),
        (TaxiService, "local_taxi"),
        (Driver, "badge"),
        (FleetImport, "download"),
    ],
    "Money": [
        (Order, "receipt_long"),
        (Payment, "payments"),
        (PaymentTransaction, "credit_card"),
        (Credit, "undo"),
        (RecurringPayment, "autorenew"),
        (Receipt, "receipt"),
        (Invoice, "request_page"),
        (InvoiceEntry, "checklist"),
        (CommissionTerm, "percent"),
        (Statement, "handshake"),
        (StatementEntry, "checklist_rtl"),
        (Due, "pending_actions"),
        (BankTransfer, "swap_horiz"),
        (Payout, "account_balance_wallet"),
        (PayoutLine, "join"),
        (NumberSeries, "format_list_numbered"),
        (Letter, "forward_to_inbox"),
        (CashSettlement, "savings"),
        (Movement, "sync_alt"),
        (Closing, "summarize"),
        (ExtraCost, "request_quote"),
        (OrderLine, "format_list_bulleted"),
        (Fee, "price_check"),
        (Posting, "menu_book"),
        (VerifierRun, "fact_check"),
        (Ledger, "account_balance"),
        (AccountingPeriod, "event_busy"),
        (Export, "file_export"),
        (ExportSchedule, "event_repeat"),
        (BatchTerms, "output"),
    ],
    "People": [
        (Customer, "person"),
        (TravellerAccount, "person_pin"),
        (AccountLink, "link"),
        (AccountGrant, "app_registration"),
        (ProviderLink, "cable"),
        (Organisation, "domain"),
        (Operator, "train"),
        (Membership, "badge"),
        (User, "account_circle"),
        (Tenant, "apartment"),
        (TokenKey, "passkey"),
    ],
}


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups with the pages that this person may open; empty groups are left out."""
    dashboard = {"title": "Dashboard", "icon": "dashboard", "link": reverse("admin:index")}
    groups: list[dict[str, Any]] = [{"items": [dashboard]}]
    for title, entries in GROUPS.items():
        items = [_item(*entry) for entry in entries if _may_open(request, entry[0])]
        if title == "Inspection" and holds_somewhere(request, user_can_inspect):
            items = [*_scan_page(), *items]
        if items:
            groups.append({"title": title, "separator": True, "items": items})
        if title == "Money" and _may_open(request, Ledger):
            groups.append({"title": "Reports", "separator": True, "items": _reports()})
    return groups


def _scan_page() -> list[dict[str, Any]]:
    """The page that inspects, if that face is there."""
    try:
        link = reverse("scan-page")
    except NoReverseMatch:
        return []
    return [{"title": "Scan tickets", "icon": "photo_camera", "link": link}]


def _reports() -> list[dict[str, Any]]:
    return [{"title": one.title, "icon": one.icon, "link": one.address} for one in REPORTS]


def _may_open(request: HttpRequest, model: type[Model]) -> bool:
    return admin.site.get_model_admin(model).has_view_permission(request)


@cache
def _item(model: type[Model], icon: str) -> dict[str, Any]:
    """A link in the words of the page that it leads to. Unfold takes a copy."""
    title = capfirst(str(model._meta.verbose_name_plural))
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return {"title": title, "icon": icon, "link": reverse(name)}
