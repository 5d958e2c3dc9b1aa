"""Places where vehicles stand."""

from __future__ import annotations

from django.contrib import admin

from operators.admin.fleet.areas import AreaField
from operators.admin.fleet.forms import FleetRowAdmin, FleetRowForm
from operators.fleet.models import VehicleStation


class VehicleStationForm(FleetRowForm):
    """A station whose area, if it has one, is sound."""

    area = AreaField(required=False)


@admin.register(VehicleStation)
class VehicleStationAdmin(FleetRowAdmin):
    """Where vehicles are taken and brought back."""

    form = VehicleStationForm
    list_display = ["name", "station_id", "fleet", "capacity", "is_renting", "is_returning"]
    list_select_related = ["tenant", "fleet"]
    list_filter = ["fleet", "is_renting", "is_returning"]
    search_fields = ["name", "station_id", "address"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["fleet", "name", "station_id", "address", "region"]}),
        ("Where", {"fields": [("latitude", "longitude"), "area"]}),
        ("What it does", {"fields": ["capacity", "is_virtual", "is_renting", "is_returning"]}),
    ]
