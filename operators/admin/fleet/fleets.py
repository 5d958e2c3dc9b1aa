"""Fleets with their hours and a map, and what was read of their feeds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from operators.admin.changes import change_button
from operators.admin.fleet.drawing import map_of_fleet
from operators.admin.fleet.forms import PartOfRowFormSet
from operators.admin.fleet.loading import (
    CANCEL,
    LOAD_NOW,
    FleetImportInline,
    change_table,
    is_running,
)
from operators.admin.forms import TenantForm
from operators.admin.imports import refreshed
from operators.admin.reports import problem_table
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.fleet.models import Fleet, FleetHours, FleetImport
from operators.fleet.states import Day, FleetImportState
from operators.tenancy.permissions import user_can_look_into_fleets, user_can_set_up_fleets

IMPORT_COLOURS = {
    FleetImportState.RUNNING.label: "info",
    FleetImportState.SUCCEEDED.label: "success",
    FleetImportState.REFUSED.label: "danger",
    FleetImportState.FAILED.label: "danger",
}


class FleetHoursForm(TenantForm):
    """Hours with the days as boxes."""

    days = forms.MultipleChoiceField(
        choices=Day.choices, required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )


class FleetHoursInline(ScopedInline):
    """When its vehicles can be rented."""

    model = FleetHours
    form = FleetHoursForm
    formset = PartOfRowFormSet
    may_look = staticmethod(user_can_look_into_fleets)
    may_change = staticmethod(user_can_set_up_fleets)
    fields = ["days", "opens", "closes", "user_type", "text"]
    ordering = ["pk"]


@admin.register(Fleet)
class FleetAdmin(TenantScopedAdmin):
    """Who rents out what, where its vehicles are now, and where all of that is read from."""

    may_look = staticmethod(user_can_look_into_fleets)
    may_change = staticmethod(user_can_set_up_fleets)
    list_display = ["name", "system_id", "operator", "gateway", "refreshes_itself", "refreshed_at"]
    list_select_related = ["tenant", "operator"]
    list_filter = ["operator", "gateway"]
    search_fields = ["name", "system_id", "=reference"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "system_id", "operator", "timezone", "language"]}),
        ("Where everything is", {"fields": ["map"]}),
        ("For customers", {"fields": ["url", "phone", "email"]}),
        (
            "Rentals",
            {
                "fields": [
                    ("gateway", "enforces_parking"),
                    ("lowest_charge", "reservation_minutes", "longest_minutes"),
                ]
            },
        ),
        (
            "GBFS",
            {"fields": ["gbfs_url", "refreshes_itself", "gbfs_refresh_minutes", "refreshed_at"]},
        ),
    ]
    readonly_fields = ["map", "refreshed_at"]
    inlines = [FleetHoursInline, FleetImportInline]
    actions_detail = ["load_now"]
    load_now = change_button(LOAD_NOW, icon="cloud_download")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    @display(description="Map")
    def map(self, fleet: Fleet) -> str:
        return map_of_fleet(fleet) if fleet.pk else "Save the fleet first."


@admin.register(FleetImport)
class FleetImportAdmin(TenantScopedAdmin):
    """What each reading of a feed changed, or what was wrong with the feed."""

    may_look = staticmethod(user_can_look_into_fleets)
    list_display = ["fleet", "shown_state", "started_at", "ended_at", "gbfs_version", "source"]
    list_select_related = ["tenant", "fleet"]
    list_filter = ["state", "fleet"]
    search_fields = ["fleet__name", "source"]
    ordering = ["-started_at"]
    fieldsets = [
        (None, {"fields": ["fleet", "state", "step", "source", "gbfs_version", "requested_by"]}),
        ("What it brought", {"fields": ["rows"]}),
        ("What was wrong", {"fields": ["report"]}),
        ("When", {"fields": ["started_at", "ended_at"]}),
    ]
    readonly_fields = ["rows", "report"]
    actions_detail = ["cancel"]
    cancel = change_button(CANCEL, icon="cancel", variant=ActionVariant.DANGER)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().render_change_form(request, context, *args, **kwargs)
        reading = context.get("original")
        return refreshed(response) if reading is not None and is_running(reading) else response

    @display(description="State", ordering="state", label=IMPORT_COLOURS)
    def shown_state(self, reading: FleetImport) -> str:
        return reading.get_state_display()

    @display(description="Rows")
    def rows(self, reading: FleetImport) -> str:
        return change_table(reading.counts)

    @display(description="Report")
    def report(self, reading: FleetImport) -> str:
        return problem_table(reading.problems)
