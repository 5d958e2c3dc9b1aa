"""Vehicles: where each is, how it stands, and the buttons that take it out of service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextInputWidget

from operators.admin.changes import Change, actor_of, change_button
from operators.admin.events import EventInline
from operators.admin.fleet.drawing import map_of_asset
from operators.admin.fleet.forms import FleetRowAdmin
from operators.admin.scoping import ScopedInline
from operators.fleet.actions import add_asset, disable_asset, enable_asset, retire_asset
from operators.fleet.models import Asset, AssetEvent, SimulatedVehicle
from operators.fleet.states import Situation
from operators.tenancy.permissions import (
    check_user_can_set_up_fleets,
    check_user_can_stop_vehicles,
    user_can_look_into_fleets,
    user_can_set_up_fleets,
)

SITUATION_LABELS = {
    str(Situation.FREE.label): "success",
    str(Situation.TAKEN.label): "info",
    str(Situation.RESERVED.label): "info",
    str(Situation.EMPTY.label): "warning",
    str(Situation.DISABLED.label): "danger",
}


class ReasonForm(forms.Form):
    """Why, for whoever reads what happened."""

    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)


DISABLE = Change(
    act=disable_asset,
    title="Take out of service",
    question="It is not rented out any more until somebody puts it back, or its feed says that it "
    "is in service. A rental that runs goes on.",
    done="The vehicle is out of service.",
    allowed=check_user_can_stop_vehicles,
    offered=lambda asset: not asset.is_disabled and asset.retired_at is None,
    form=ReasonForm,
)
ENABLE = Change(
    act=enable_asset,
    title="Put back into service",
    question="It can be rented out again.",
    done="The vehicle is in service.",
    allowed=check_user_can_stop_vehicles,
    offered=lambda asset: asset.is_disabled and asset.retired_at is None,
)
RETIRE = Change(
    act=retire_asset,
    title="Retire",
    question="It leaves its fleet for good; its id may come again with another vehicle.",
    done="The vehicle is retired.",
    allowed=check_user_can_set_up_fleets,
    offered=lambda asset: asset.retired_at is None and asset.taken_at is None,
)


class SituationFilter(admin.SimpleListFilter):
    """How a vehicle stands; those that left their fleet are shown only if asked for."""

    title = "how it stands"
    parameter_name = "situation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(each.value, str(each.label)) for each in Situation]

    def choices(self, changelist: Any) -> Iterator[Any]:
        everything, *others = super().choices(changelist)
        yield {**everything, "display": "All in their fleets"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value():
            return queryset.filter(situation=self.value())
        return queryset.filter(retired_at=None)


class AssetEventInline(EventInline):
    """What happened to the vehicle."""

    model = AssetEvent
    may_look = staticmethod(user_can_look_into_fleets)


class SimulatedVehicleInline(ScopedInline):
    """How the simulated lock behaves, where there is one: let it jam or be slow."""

    model = SimulatedVehicle
    may_look = staticmethod(user_can_look_into_fleets)
    may_change = staticmethod(user_can_set_up_fleets)
    fields = ["is_locked", "jams", "delay_milliseconds", "charge", "speed_kmph"]
    readonly_fields = ["is_locked", "charge", "speed_kmph"]
    verbose_name_plural = "Simulated lock"
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Asset)
class AssetAdmin(FleetRowAdmin):
    """One by one what stands where."""

    stays = ("fleet", "asset_id")
    list_display = ["asset_id", "plate", "shown_situation", "shown_charge", "asset_type", "fleet"]
    list_display_links = ["asset_id", "plate"]
    list_select_related = ["tenant", "fleet", "asset_type"]
    list_filter = [SituationFilter, "fleet", "asset_type"]
    search_fields = ["^asset_id", "^plate"]
    ordering = ["asset_id"]
    fieldsets = [
        (None, {"fields": ["fleet", "asset_id", "plate", "asset_type", "plan"]}),
        ("Where it is", {"fields": ["map", ("latitude", "longitude"), "station", "reported_at"]}),
        ("How it is", {"fields": [("charge", "range_metres")]}),
        ("How it stands", {"fields": ["is_disabled", "is_reserved", "taken_at", "retired_at"]}),
    ]
    readonly_fields = [
        "map",
        "reported_at",
        "is_disabled",
        "is_reserved",
        "taken_at",
        "retired_at",
    ]
    inlines = [SimulatedVehicleInline, AssetEventInline]
    actions_detail = ["disable", "enable", "retire"]
    disable = change_button(DISABLE, icon="block", variant=ActionVariant.DANGER)
    enable = change_button(ENABLE, icon="check_circle", variant=ActionVariant.PRIMARY)
    retire = change_button(RETIRE, icon="delete_forever", variant=ActionVariant.DANGER)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).with_situation()  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened to a vehicle is kept, and so is the vehicle: it is retired."""
        return False

    def save_model(self, request: HttpRequest, obj: Asset, form: Any, change: bool) -> None:
        """Only what the form changed: a customer may have taken the vehicle meanwhile."""
        if change:
            obj.save(update_fields=form.changed_data)
        else:
            add_asset(obj, by=actor_of(request), at=timezone.now())

    @display(description="Map")
    def map(self, asset: Asset) -> str:
        return map_of_asset(asset) if asset.pk else "Save the vehicle to see it on a map."

    @display(description="How it stands", label=SITUATION_LABELS)
    def shown_situation(self, asset: Any) -> str:
        return str(Situation(asset.situation).label)

    @display(description="Charge", ordering="charge")
    def shown_charge(self, asset: Asset) -> str:
        return "" if asset.charge is None else f"{asset.charge:.0f} %"
