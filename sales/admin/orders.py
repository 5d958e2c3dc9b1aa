"""Offers and orders, whole: lines, fees, tickets, money, versions and what happened."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from operators.admin.events import EventInline
from operators.admin.plain import may_open
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.permissions import (
    user_can_look_into_bookings,
    user_can_read_books,
    user_can_read_orders,
)
from sales.admin.amounts import (
    AMOUNT,
    CREDITED,
    FEE,
    ORDER_MONEY,
    TAX_AMOUNT,
    UNIT_AMOUNT,
    credit_of,
    debit_of,
)
from sales.admin.promises import leg_table, price_table, ride_table, traveller_table
from sales.models import (
    Credit,
    Fee,
    Offer,
    Order,
    OrderEvent,
    OrderLine,
    OrderVersion,
    Payment,
    Posting,
)
from sales.money import Money
from sales.orders.states import OrderState
from tickets.admin.links import ticket_links
from tickets.models import Ticket

ORDER_COLOURS = {
    OrderState.DRAFT.label: "info",
    OrderState.CONFIRMED.label: "success",
    OrderState.CANCELLED.label: "danger",
}


class OrderPart(ScopedInline):
    """A part of an order, to look at."""

    may_look = staticmethod(user_can_read_orders)
    ordering = ["pk"]
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("order", *self.related)


class OrderLineInline(OrderPart):
    """What was bought."""

    model = OrderLine
    related = ("operator",)
    fields = [
        "description", "passenger_category", "count", UNIT_AMOUNT, AMOUNT, TAX_AMOUNT,
        "vat_rate", "operator", "state", "tickets",
    ]  # fmt: skip
    readonly_fields = ["tickets", UNIT_AMOUNT, AMOUNT, TAX_AMOUNT]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        self.links_tickets = may_open(self.admin_site, Ticket, request)
        return super().get_queryset(request).prefetch_related("fulfilments__ticket")

    @display(description="Tickets")
    def tickets(self, line: OrderLine) -> str:
        found = {row.ticket_id: row.ticket for row in line.fulfilments.all()}
        return ticket_links(found.values(), linked=self.links_tickets)


class FeeInline(OrderPart):
    """What was charged besides."""

    model = Fee
    fields = ["type", "reason", AMOUNT, TAX_AMOUNT, "vat_rate", "added_in_version"]
    readonly_fields = [AMOUNT, TAX_AMOUNT]


class PaymentInline(OrderPart):
    """What was paid."""

    model = Payment
    related = ("payer",)
    fields = ["number", "payer", "type", "state", AMOUNT, CREDITED, "captured_at"]
    readonly_fields = ["number", AMOUNT, CREDITED]


class CreditInline(OrderPart):
    """What was given back."""

    model = Credit
    related = ("payment",)
    fields = ["number", "payment", "state", AMOUNT, "executed_at"]
    readonly_fields = ["number", AMOUNT]


class PostingInline(OrderPart):
    """What the order did to the books."""

    model = Posting
    may_look = staticmethod(user_can_read_books)
    related = ("party", "operator")
    fields = [
        "posted_at", "kind", "account", "party", "operator", "vat_rate",
        debit_of, credit_of, "document",
    ]  # fmt: skip
    readonly_fields = [debit_of, credit_of]
    tab = True


class VersionInline(OrderPart):
    """The order as it was each time it was confirmed."""

    model = OrderVersion
    fields = ["version", "confirmed_at", "total"]
    readonly_fields = ["total"]
    tab = True

    @display(description="Total")
    def total(self, version: OrderVersion) -> str:
        return f"{version.snapshot['total_amount']} {version.snapshot['currency']}"


class OrderEventInline(EventInline):
    """What happened to the order."""

    model = OrderEvent
    may_look = staticmethod(user_can_read_orders)


@admin.register(Order)
class OrderAdmin(TenantScopedAdmin):
    """Every sale of every face."""

    may_look = staticmethod(user_can_read_orders)
    list_display = ["code", "shown_state", "channel", "customer", "total", "owed_now", "created_at"]
    list_select_related = ["tenant", "channel", "customer"]
    list_filter = ["state", "channel", "specimen", "created_at"]
    search_fields = ["=code", "external_reference", "customer__external_id"]
    search_help_text = "Order code, the partner's reference or customer id"
    ordering = ["-created_at", "-id"]
    fieldsets = [
        (None, {"fields": [("code", "state"), ("version", "specimen")]}),
        ("Who", {"fields": [("channel", "external_reference"), ("seller", "payer"), "customer"]}),
        ("Money", {"fields": [ORDER_MONEY[:2], ORDER_MONEY[2:4], ORDER_MONEY[4]]}),
        ("When", {"fields": [("created_at", "confirmed_at")]}),
    ]
    readonly_fields = ["code", *ORDER_MONEY]
    inlines = [
        OrderLineInline,
        FeeInline,
        PaymentInline,
        CreditInline,
        OrderEventInline,
        VersionInline,
        PostingInline,
    ]

    @display(description="State", ordering="state", label=ORDER_COLOURS)
    def shown_state(self, order: Order) -> str:
        return order.get_state_display()

    @display(description="Total", ordering="total_amount")
    def total(self, order: Order) -> str:
        return str(Money(order.total_amount, order.currency))

    @display(description="Owed", ordering="balance")
    def owed_now(self, order: Order) -> str:
        return str(Money(order.balance, order.currency)) if order.balance else ""


@admin.register(Offer)
class OfferAdmin(TenantScopedAdmin):
    """Priced promises; those that nobody took are cleared away after a day."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = ["reference", "product", "channel", "price", "made_at", "valid_until", "taken"]
    list_select_related = ["tenant", "product", "channel"]
    list_filter = ["channel", "product", ("taken_at", admin.EmptyFieldListFilter)]
    search_fields = ["=reference"]
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": ["reference", "plan", "product", "channel", "media"]}),
        ("Price", {"fields": [(AMOUNT, TAX_AMOUNT, "vat_rate"), price_table]}),
        ("Trip", {"fields": [ride_table, traveller_table, leg_table]}),
        ("Rules", {"fields": ["is_group_ticket", ("cancellation", FEE)]}),
        ("When", {"fields": ["made_at", "valid_until", "taken_at"]}),
    ]
    readonly_fields = [
        "reference", AMOUNT, TAX_AMOUNT, FEE,
        price_table, ride_table, traveller_table, leg_table,
    ]  # fmt: skip

    @display(description="Price", ordering="amount")
    def price(self, offer: Offer) -> str:
        return str(Money(offer.amount, offer.currency))

    @display(description="Booked", boolean=True, ordering="taken_at")
    def taken(self, offer: Offer) -> bool:
        return offer.taken_at is not None
