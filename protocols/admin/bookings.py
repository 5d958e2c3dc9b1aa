"""Bookings, with what their partners are told."""

from __future__ import annotations

from django.contrib import admin

from bookings.models import Booking
from protocols.admin.deliveries import DeliveryInline
from support.admin.subjects import QuestionedBookingAdmin

admin.site.unregister(Booking)


@admin.register(Booking)
class ToldBookingAdmin(QuestionedBookingAdmin):
    """Bookings; the apps below call nobody, so the calls are added here."""

    inlines = [*QuestionedBookingAdmin.inlines, DeliveryInline]
