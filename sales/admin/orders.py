"""Offers and orders: lists of them, and the page of each."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import change_button
from operators.admin.conditions import FiltersByListing
from operators.admin.pages import page_button
from operators.admin.returning import link_to
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.staff import staff_of
from operators.tenancy.money_permissions import user_can_read_orders
from operators.tenancy.permissions import user_can_look_into_bookings
from sales.admin.amounts import AMOUNT, FEE, TAX_AMOUNT
from sales.admin.invoice_acts import ISSUE_FOR_ORDER
from sales.admin.order_acts import ADD_NOTE, CANCEL_DRAFT, RESET
from sales.admin.order_page import page_of_order
from sales.admin.order_queues import NeedsPeople
from sales.admin.order_refunds import COMPENSATE, GIVE_BACK, REFUND, show_refund
from sales.admin.order_search import OrderIds, orders_named
from sales.admin.order_sections import clock_of, label, unbroken
from sales.admin.promises import leg_table, price_table, ride_table, traveller_table
from sales.models import Offer, Order
from sales.money import Money
from sales.orders.listings import ORDERS
from sales.orders.states import OrderState

ORDER_COLOURS = {
    OrderState.DRAFT.label: "info",
    OrderState.CONFIRMED.label: "success",
    OrderState.CANCELLED.label: "danger",
}


@admin.register(Order)
class OrderAdmin(FiltersByListing, TenantScopedAdmin):
    """Every sale of every face."""

    listing = ORDERS
    may_look = staticmethod(user_can_read_orders)
    list_display = [
        "code", "shown_state", "version", "total", "owed_now", "channel", "desk", "customer",
        "marks", "created_at",
    ]  # fmt: skip
    list_select_related = ["tenant", "channel", "seller", "payer", "customer"]
    list_filter = [NeedsPeople, "state", "channel", "failed", "specimen", "created_at"]
    search_fields = ["code"]
    search_help_text = "Any reference: order, ticket, payment, customer"
    ordering = ["-created_at", "-id"]
    change_form_outer_before_template = "admin/order_page.html"
    inlines: list[Any] = []
    actions_detail = [
        "refund",
        "compensate",
        "give_back",
        "cancel_draft",
        "reset",
        "invoice",
        "note",
    ]
    invoice = change_button(ISSUE_FOR_ORDER, icon="request_quote")
    cancel_draft = change_button(CANCEL_DRAFT, icon="cancel", variant=ActionVariant.DANGER)
    reset = change_button(RESET, icon="undo")
    note = change_button(ADD_NOTE, icon="edit_note")

    @page_button(REFUND.visit, icon="currency_exchange", variant=ActionVariant.PRIMARY)
    def refund(self, request: HttpRequest, order: Any) -> HttpResponse:
        return show_refund(self, request, order, REFUND)

    @page_button(COMPENSATE.visit, icon="price_change")
    def compensate(self, request: HttpRequest, order: Any) -> HttpResponse:
        return show_refund(self, request, order, COMPENSATE)

    @page_button(GIVE_BACK.visit, icon="undo", variant=ActionVariant.PRIMARY)
    def give_back(self, request: HttpRequest, order: Any) -> HttpResponse:
        return show_refund(self, request, order, GIVE_BACK)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By any reference, whole; see sales.admin.order_search."""
        text = search_term.strip()
        if not text:
            return queryset, False
        return queryset.filter(orders_named(text, *self.more_places(text))), False

    def more_places(self, text: str) -> list[OrderIds]:
        """Orders that the apps above know under this text."""
        return []

    def keepers_of(self, request: HttpRequest, order: Order) -> list[object]:
        """Links to the bookings that keep it; `sales` knows none."""
        return []

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return []

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["order_page"] = page_of_order(
            obj,
            site=self.admin_site,
            request=request,
            keepers=self.keepers_of(request, obj),
            note=self._address_of_note(request, obj),
            at=timezone.now(),
        )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _address_of_note(self, request: HttpRequest, order: Order) -> str | None:
        if not ADD_NOTE.is_offered(staff_of(request), order):
            return None
        page = reverse("admin:sales_order_note", args=[order.pk])
        return link_to(page, back=self.page_of(order))

    @display(description="State", ordering="state", label=ORDER_COLOURS)
    def shown_state(self, order: Order) -> str:
        return order.get_state_display()

    @display(description="Total", ordering="total_amount")
    def total(self, order: Order) -> str:
        return unbroken(Money(order.total_amount, order.currency))

    @display(description="Owed", ordering="balance")
    def owed_now(self, order: Order) -> str:
        return unbroken(Money(order.balance, order.currency)) if order.balance else ""

    @display(description="POS", ordering="pos", empty_value="")
    def desk(self, order: Order) -> str:
        return order.pos

    @display(description="Marks")
    def marks(self, order: Order) -> SafeString:
        """What is out of the ordinary."""
        found = [
            ("Failed", "danger", order.failed),
            (f"Locked until {clock_of(order.locked_until)}", "warning", order.locked_until),
            ("Specimen", "info", order.specimen),
        ]
        labels = ((label(text, colour),) for text, colour, holds in found if holds)
        return format_html_join(" ", "{}", labels)


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
        (None, {"fields": ["reference", "plan", "product", "channel", "asset", "media"]}),
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
