"""Orders, with the bookings that were sold on them."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display

from bookings.models import Booking
from operators.admin.plain import row_link
from operators.admin.scoping import ScopedInline
from operators.tenancy.permissions import user_can_look_into_bookings
from sales.admin.orders import OrderAdmin
from sales.models import Order

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

    inlines = [BookingInline, *OrderAdmin.inlines]
