"""Taxi fleets: what they promise, and who drives."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models

from operators.admin.fleet.forms import FleetRowAdmin, FleetRowForm
from operators.fleet.models import Driver, TaxiService


class DriverForm(FleetRowForm):
    """A driver, who drives a vehicle that is still in its fleet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "asset" in self.fields:
            field: Any = self.fields["asset"]
            field.queryset = field.queryset.live().order_by("asset_id")


@admin.register(TaxiService)
class TaxiServiceAdmin(FleetRowAdmin):
    """What makes a fleet one of taxis: its vehicles come with drivers and are not rented out."""

    list_display = ["fleet", "plan", "fixes_price", "notice_minutes", "phone"]
    list_select_related = ["tenant", "fleet", "plan"]
    list_filter = ["fixes_price"]
    search_fields = ["fleet__name", "phone"]
    ordering = ["fleet__name"]
    fieldsets = [
        (None, {"fields": ["fleet", "vehicle_type", "phone", "picture_url"]}),
        ("Price", {"fields": ["plan", "fixes_price", "cancellation_fee"]}),
        (
            "When it comes",
            {
                "fields": [
                    ("notice_minutes", "days_ahead"),
                    ("dispatch_minutes", "answer_minutes"),
                ]
            },
        ),
        ("Estimates", {"fields": [("speed_kmph", "detour_percent")]}),
    ]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Driver)
class DriverAdmin(FleetRowAdmin):
    """Who drives which vehicle now."""

    form = DriverForm
    list_display = ["name", "number", "fleet", "asset", "phone"]
    list_select_related = ["tenant", "fleet", "asset"]
    list_filter = ["fleet"]
    search_fields = ["name", "^number", "phone", "^asset__plate"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["fleet", "number", "name", "phone", "picture_url"]}),
        ("At work", {"fields": ["asset"]}),
    ]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
