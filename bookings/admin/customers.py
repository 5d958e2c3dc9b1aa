"""Customers, with what they booked."""

from __future__ import annotations

from django.contrib import admin

from bookings.admin.orders import BookingInline
from sales.admin.customers import CustomerAdmin
from sales.models import Customer

admin.site.unregister(Customer)


@admin.register(Customer)
class BookingCustomerAdmin(CustomerAdmin):
    """Customers under the ids of their partners, with their bookings, 20 on a page."""

    inlines = [BookingInline, *CustomerAdmin.inlines]
