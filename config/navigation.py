"""The menu of the admin, grouped as people think of their work."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from bookings.models import Booking, Leg
from operators.models import (
    ApiToken,
    FareZone,
    Feed,
    FeedVersion,
    Membership,
    Operator,
    Organisation,
    Route,
    Stop,
    Tenant,
    Trip,
    User,
)
from sales.models import (
    CatalogueEntry,
    Credit,
    Customer,
    Offer,
    Order,
    PassengerCategory,
    Payment,
    Posting,
    Product,
    SalesChannel,
)
from tickets.models import IssuerKey, Ticket, TicketType

Entry = tuple[type[Model], str, str]

GROUPS: dict[str, list[Entry]] = {
    "Selling": [
        (SalesChannel, "Channels", "storefront"),
        (CatalogueEntry, "On sale", "event_available"),
        (Product, "Products", "sell"),
        (PassengerCategory, "Passengers", "groups"),
        (TicketType, "Ticket types", "style"),
        (IssuerKey, "Signing keys", "vpn_key"),
        (ApiToken, "API tokens", "key"),
    ],
    "Travelling": [
        (Booking, "Bookings", "luggage"),
        (Leg, "Legs", "directions_bus"),
        (Ticket, "Tickets", "confirmation_number"),
        (Offer, "Offers", "local_offer"),
    ],
    "Timetable": [
        (Feed, "Feeds", "calendar_month"),
        (FeedVersion, "Imports", "upload_file"),
        (Stop, "Stops", "location_on"),
        (Route, "Routes", "route"),
        (Trip, "Trips", "departure_board"),
        (FareZone, "Fare zones", "map"),
    ],
    "Money": [
        (Order, "Orders", "receipt_long"),
        (Payment, "Payments", "payments"),
        (Credit, "Credits", "undo"),
        (Posting, "Books", "menu_book"),
    ],
    "People": [
        (Customer, "Customers", "person"),
        (Organisation, "Organisations", "domain"),
        (Operator, "Operators", "train"),
        (Membership, "Members", "badge"),
        (User, "Logins", "account_circle"),
        (Tenant, "Tenants", "apartment"),
    ],
}


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups with the pages that this person may open; empty groups are left out."""
    dashboard = {"title": "Dashboard", "icon": "dashboard", "link": reverse("admin:index")}
    groups: list[dict[str, Any]] = [{"items": [dashboard]}]
    for title, entries in GROUPS.items():
        items = [_item(*entry) for entry in entries if _may_open(request, entry[0])]
        if items:
            groups.append({"title": title, "separator": True, "items": items})
    return groups


def _may_open(request: HttpRequest, model: type[Model]) -> bool:
    return admin.site.get_model_admin(model).has_view_permission(request)


def _item(model: type[Model], title: str, icon: str) -> dict[str, Any]:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return {"title": title, "icon": icon, "link": reverse(name)}
