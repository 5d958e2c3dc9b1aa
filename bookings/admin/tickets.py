"""Tickets, with the leg, the booking and the order that each one came from."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from bookings.admin.rides import describe_ride
from bookings.models import Leg
from operators.admin.plain import may_open, row_link
from operators.admin.scoping import ScopedInline
from operators.tenancy.permissions import user_can_look_into_tickets
from sales.models import Fulfilment, Order
from tickets.admin.tickets import TicketAdmin
from tickets.models import Ticket

admin.site.unregister(Ticket)


class TicketLegInline(ScopedInline):
    """The rides that the ticket covers."""

    model = Leg
    may_look = staticmethod(user_can_look_into_tickets)
    fields = ["booking", "shown_leg", "shown_ride", "state", "departs_at", "arrives_at"]
    readonly_fields = ["shown_leg", "shown_ride"]
    ordering = ["booking", "sequence"]
    per_page = 20
    links_legs = False
    verbose_name_plural = "Legs"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        self.links_legs = may_open(self.admin_site, Leg, request)
        return super().get_queryset(request).select_related("booking")

    @display(description="Leg")
    def shown_leg(self, leg: Leg) -> str:
        return row_link(leg, linked=self.links_legs)

    @display(description="Ride")
    def shown_ride(self, leg: Leg) -> str:
        return describe_ride(leg)


class TicketOrderInline(ScopedInline):
    """The order line that paid for the ticket."""

    model = Fulfilment
    may_look = staticmethod(user_can_look_into_tickets)
    fields = ["shown_order", "line"]
    readonly_fields = ["shown_order", "line"]
    ordering = ["pk"]
    per_page = 20
    verbose_name_plural = "Order"
    links_orders = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        self.links_orders = may_open(self.admin_site, Order, request)
        return super().get_queryset(request).select_related("line__order")

    @display(description="Order")
    def shown_order(self, fulfilment: Fulfilment) -> str:
        return row_link(fulfilment.line.order, linked=self.links_orders)


@admin.register(Ticket)
class SoldTicketAdmin(TicketAdmin):
    """Rights to travel; `tickets` knows no bookings, so they are added here."""

    search_fields = [*TicketAdmin.search_fields, "=legs__booking__reference"]
    search_help_text = "Ticket id or number, product name or booking id"
    inlines = [TicketLegInline, TicketOrderInline, *TicketAdmin.inlines]
