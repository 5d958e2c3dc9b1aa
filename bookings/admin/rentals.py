"""Rentals: looked into, and helped along where vehicle or customer cannot."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from unfold.decorators import display
from unfold.enums import ActionVariant

from bookings.admin.legs import LEG_COLOURS
from bookings.admin.rental_acts import (
    CANCEL_RENTAL,
    END_RENTAL,
    END_WITHOUT_LOCK,
    EXCHANGE_VEHICLE,
    LOCK_VEHICLE,
    UNLOCK_VEHICLE,
)
from bookings.admin.rental_maps import map_of_rental, places_of
from bookings.models import Rental
from operators.admin.changes import change_button
from operators.admin.plain import row_link
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.tables import table
from operators.admin.zones import to_the_second
from operators.tenancy.permissions import user_can_look_into_bookings
from sales.money import Money


@admin.register(Rental)
class RentalAdmin(TenantScopedAdmin):
    """Uses of vehicles, the latest first."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = [
        "vehicle",
        "shown_state",
        "customer",
        "requested_at",
        "ended_at",
        "price_so_far",
    ]
    list_select_related = ["tenant", "leg__booking__customer"]
    list_filter = ["leg__state", "asset__fleet", "leg__booking__channel", "requested_at"]
    search_fields = [
        "=leg__reference",
        "=leg__booking__reference",
        "=asset__asset_id",
        "=asset__plate",
    ]
    search_help_text = "Leg or booking id, vehicle id or licence plate"
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": [("booking", "shown_state"), ("customer", "asset"), "sold_vehicle"]}),
        ("Price", {"fields": ["price_so_far", "explained_price"]}),
        (
            "When",
            {
                "fields": [
                    ("requested_at", "reserved_until", "unlock_until"),
                    ("started_at", "until", "ended_at", "closed_at"),
                    ("paused_at", "resumed_at", "paused_seconds", "switch_asked_at"),
                    ("unlock_attempts", "lock_attempts", "next_try_at"),
                ]
            },
        ),
        ("Where", {"fields": ["map", "places", ("metres", "charge", "range_metres")]}),
        ("Pictures", {"fields": ["pictures"]}),
    ]
    readonly_fields = [
        "booking",
        "shown_state",
        "customer",
        "sold_vehicle",
        "price_so_far",
        "explained_price",
        "map",
        "places",
        "pictures",
    ]
    actions_detail = ["unlock", "exchange", "end", "end_without_lock", "lock", "cancel"]
    unlock = change_button(UNLOCK_VEHICLE, icon="lock_open")
    exchange = change_button(EXCHANGE_VEHICLE, icon="swap_horiz")
    end = change_button(END_RENTAL, icon="stop_circle", variant=ActionVariant.PRIMARY)
    end_without_lock = change_button(END_WITHOUT_LOCK, icon="no_encryption")
    lock = change_button(LOCK_VEHICLE, icon="lock")
    cancel = change_button(CANCEL_RENTAL, icon="cancel", variant=ActionVariant.DANGER)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = ("tenant", "leg__booking__customer", "asset__fleet")
        return super().get_queryset(request).select_related(*related)

    @display(description="Vehicle", ordering="asset__asset_id")
    def vehicle(self, rental: Rental) -> str:
        return f"{rental.facts['type_name']} {rental.facts['plate'] or rental.facts['asset_id']}"

    @display(description="State", ordering="leg__state", label=LEG_COLOURS)
    def shown_state(self, rental: Rental) -> str:
        return rental.leg.get_state_display()

    @display(description="Booking")
    def booking(self, rental: Rental) -> str:
        return row_link(rental.leg.booking, linked=True)

    @display(description="Customer", ordering="leg__booking__customer__external_id")
    def customer(self, rental: Rental) -> str:
        return str(rental.leg.booking.customer)

    @display(description="Vehicle as it was booked")
    def sold_vehicle(self, rental: Rental) -> str:
        return table(["", ""], rental.facts_in_words())

    @display(description="Price")
    def price_so_far(self, rental: Rental) -> str:
        """Final once the clock has stopped; what was given up costs nothing."""
        if rental.closed_at is not None and rental.price is None:
            return "Nothing was sold"
        price = rental.price_at(timezone.now())
        said = str(Money(price.amount, price.currency))
        return said if rental.ended_at else f"{said} so far"

    @display(description="How it comes to that")
    def explained_price(self, rental: Rental) -> str:
        price = rental.price_at(timezone.now())
        return table(
            ["Part", "Amount", "VAT", "Why"],
            [[part.title, part.amount, part.tax_amount, part.rule] for part in price.parts],
            empty="It costs nothing.",
        )

    @display(description="Map")
    def map(self, rental: Rental) -> str:
        return map_of_rental(rental)

    @display(description="Places")
    def places(self, rental: Rental) -> str:
        rows = [
            [
                place.name,
                f"{place.latitude:.5f}, {place.longitude:.5f}",
                to_the_second(place.at) if place.at else "",
            ]
            for place in places_of(rental)
        ]
        return table(["", "Latitude, longitude", "When"], rows)

    @display(description="Pictures")
    def pictures(self, rental: Rental) -> str:
        if not rental.evidence:
            return "The customer's app sent none."
        link = '<a href="{}" class="text-link" rel="noreferrer" target="_blank">{}</a>'
        web = [url for url in rental.evidence if url.startswith(("https://", "http://"))]
        return format_html_join(" ", link, ((url, url) for url in web))
