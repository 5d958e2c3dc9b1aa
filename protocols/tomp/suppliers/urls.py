"""Where suppliers reach us: below an address that each of them alone knows."""

from __future__ import annotations

from django.urls import path

from protocols.tomp.suppliers import views

SUPPLIER = "suppliers/<str:supplier>/"

urlpatterns = [
    path(
        f"{SUPPLIER}bookings/<str:reference>/events",
        views.booking_events,
        name="supplier-booking-events",
    ),
    path(
        f"{SUPPLIER}bookings/<str:reference>/notifications",
        views.booking_notifications,
        name="supplier-notifications",
    ),
    path(f"{SUPPLIER}legs/<str:reference>", views.leg_changed, name="supplier-leg"),
    path(f"{SUPPLIER}legs/<str:reference>/events", views.leg_events, name="supplier-leg-events"),
    path(f"{SUPPLIER}legs/<str:reference>/progress", views.leg_progress, name="supplier-progress"),
    path(
        f"{SUPPLIER}legs/<str:reference>/confirmation",
        views.leg_confirmation,
        name="supplier-confirmation",
    ),
    path(
        f"{SUPPLIER}payment/<str:reference>/claim-extra-costs",
        views.extra_costs,
        name="supplier-costs",
    ),
]
