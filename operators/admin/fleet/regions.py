"""Areas of fleets, typed or pasted as GeoJSON and shown on a map."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from unfold.decorators import display

from operators.admin.fleet.areas import AreaField
from operators.admin.fleet.drawing import map_of_region
from operators.admin.fleet.forms import FleetRowAdmin, FleetRowForm
from operators.admin.zones import check_year
from operators.fleet.models import Region
from operators.fleet.states import RegionSource

FROM_FEED = "It came from the GBFS feed: the next reading writes it again."


class RegionForm(FleetRowForm):
    """A region whose area is sound."""

    area = AreaField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"starts_at", "ends_at"} & self.fields.keys():
            self.fields[name].validators.append(check_year)


@admin.register(Region)
class RegionAdmin(FleetRowAdmin):
    """What holds where."""

    form = RegionForm
    list_display = ["name", "region_id", "kind", "fleet", "source"]
    list_select_related = ["tenant", "fleet"]
    list_filter = ["fleet", "kind", "source"]
    search_fields = ["name", "region_id"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["fleet", "name", "region_id", "kind", "speed_kmph", "origin"]}),
        ("Where", {"fields": ["map", "area"]}),
        ("For what and when", {"fields": ["asset_type_ids", "starts_at", "ends_at"]}),
    ]
    readonly_fields = ["map", "origin"]

    @display(description="Map")
    def map(self, region: Region) -> str:
        return map_of_region(region) if region.pk else "Save the region to see it on a map."

    @display(description="Kept by")
    def origin(self, region: Region) -> str:
        return FROM_FEED if region.source == RegionSource.GBFS else "Ourselves."
