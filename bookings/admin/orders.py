"""Orders, with the bookings that were sold on them."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.decorators import display

from bookings.models import Booking, Leg, Purchase
from operators.admin.plain import may_open, row_link
from operators.admin.scoping import ScopedInline
from operators.tenancy.permissions import user_can_look_into_bookings
from sales.admin.order_search import OrderIds
from sales.admin.orders import OrderAdmin
from sales.models import Order
from sales.orders.states import Keeper

admin.site.unregister(Order)


class BookingInline(ScopedInline):
    """Bookings of the page's row, newest first; each leads to its own page."""

    model = Booking
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["link", "state", "media", "booked_at", "confirmed_at"]
    readonly_fields = ["link"]
    ordering = ["-pk"]
    per_page = 20

    @display(description="Booking")
    def link(self, booking: Booking) -> str:
        return row_link(booking, linked=True)


@admin.register(Order)
class BookedOrderAdmin(OrderAdmin):
    """Every sale of every face; `sales` knows no bookings, so they are added here."""

    def keepers_of(self, request: HttpRequest, order: Order) -> list[object]:
        linked = may_open(self.admin_site, Booking, request)
        found: list[object] = []
        if order.keeper == Keeper.PURCHASE:
            found = [
                format_html("Purchase {}", row_link(purchase, linked=linked))
                for purchase in Purchase.objects.filter(order=order)
            ]
        return found + [
            format_html(
                "Booking {} ({})", row_link(booking, linked=linked), booking.get_state_display()
            )
            for booking in order.bookings.order_by("pk")
        ]

    def more_places(self, text: str) -> list[OrderIds]:
        """By the reference of a booking or of a leg."""
        bookings = Booking.objects.filter(reference=text, order__isnull=False)
        legs = Leg.objects.filter(reference=text, booking__order__isnull=False)
        return [bookings.order_by().values("order"), legs.order_by().values("booking__order")]
