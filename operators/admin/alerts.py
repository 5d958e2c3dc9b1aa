"""Alerts about the service, and when they hold."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.decorators import display

from operators.admin.forms import TenantForm, TenantInlineFormSet
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.admin.zones import check_year
from operators.fleet.models import Fleet, Region, VehicleStation
from operators.service.models import Alert, AlertPeriod
from operators.tenancy.permissions import user_can_look_into_timetable, user_can_tell_alerts
from operators.timetable.models import Feed, Route, Stop, Trip

WHEN_COLOURS = {"Now": "warning", "Coming": "info"}


class AlertForm(TenantForm):
    """An alert whose stops, lines and trips are in the timetable in force, or which is of a
    fleet."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        feed, operator = cleaned.get("feed"), cleaned.get("operator")
        if feed and operator and feed.operator_id != operator.pk:
            self.add_error("feed", f"{operator} does not run this timetable.")
        self._check_ids(feed, "stop_ids", Stop.objects.all(), "stop_id")
        self._check_ids(feed, "route_ids", Route.objects.all(), "route_id")
        self._check_ids(feed, "trip_ids", Trip.objects.all(), "trip_id")
        self._check_fleet(cleaned.get("fleet"))
        return cleaned

    def _check_fleet(self, fleet: Fleet | None) -> None:
        operator = self.cleaned_data.get("operator")
        if fleet and operator and fleet.operator_id != operator.pk:
            self.add_error("fleet", f"{operator} does not run this fleet.")
        rows: list[tuple[str, QuerySet[Any], str]] = [
            ("vehicle_station_ids", VehicleStation.objects.all(), "station_id"),
            ("region_ids", Region.objects.all(), "region_id"),
        ]
        for field, found, column in rows:
            wanted = self.cleaned_data.get(field) or []
            if wanted and fleet is None:
                self.add_error("fleet", "Choose the fleet whose stations or regions these are.")
            elif wanted:
                of_fleet = found.filter(fleet=fleet)
                self._check_known(field, wanted, of_fleet, column, "the fleet")

    def _check_ids(self, feed: Feed | None, field: str, rows: QuerySet[Any], column: str) -> None:
        wanted = self.cleaned_data.get(field) or []
        if not wanted:
            return
        if feed is None:
            if "feed" not in self.errors:
                self.add_error(
                    "feed", "Choose the timetable whose stops, lines or trips these are."
                )
            return
        in_force = rows.filter(version__in=feed.versions.in_force())
        self._check_known(field, wanted, in_force, column, "the timetable in force")

    def _check_known(
        self, field: str, wanted: list[str], rows: QuerySet[Any], column: str, where: str
    ) -> None:
        known = rows.filter(**{f"{column}__in": wanted}).values_list(column, flat=True)
        if unknown := sorted(set(wanted) - set(known)):
            self.add_error(field, f"Not in {where}: {', '.join(unknown)}.")


class AlertPeriodForm(TenantForm):
    """A period that ends after it starts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"starts_at", "ends_at"} & self.fields.keys():
            self.fields[name].validators.append(check_year)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "Write a moment after the start.")
        return cleaned


class AlertPeriodFormSet(TenantInlineFormSet):
    """The periods of one alert, which belong to its tenant."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.tenant = self.instance.tenant
        return super().save_new(form, commit)


class AlertPeriodInline(ScopedInline):
    """When it holds; an alert has one period at least."""

    model = AlertPeriod
    form = AlertPeriodForm
    formset = AlertPeriodFormSet
    may_look = staticmethod(user_can_look_into_timetable)
    may_change = staticmethod(user_can_tell_alerts)
    fields = ["starts_at", "ends_at"]
    ordering = ["starts_at"]
    min_num = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(Alert)
class AlertAdmin(TenantScopedAdmin):
    """What passengers should know beside the timetable."""

    form = AlertForm
    may_look = staticmethod(user_can_look_into_timetable)
    may_change = staticmethod(user_can_tell_alerts)
    list_display = ["summary", "kind", "when", "operator", "feed", "fleet", "updated_at"]
    list_select_related = ["tenant", "operator", "feed", "fleet"]
    list_filter = ["kind", "operator", "feed", "fleet"]
    search_fields = ["summary", "description", "=reference"]
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": ["kind", "summary", "description", "url"]}),
        (
            "What it is about",
            {"fields": ["operator", "feed", "stop_ids", "route_ids", "trip_ids"]},
        ),
        (
            "Or which vehicles",
            {"fields": ["fleet", "vehicle_station_ids", "region_ids"]},
        ),
    ]
    inlines = [AlertPeriodInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        now = timezone.now()
        periods = AlertPeriod.objects.filter(alert=OuterRef("pk")).not_over(now)
        rows = super().get_queryset(request)
        return rows.annotate(
            holds=Exists(periods.filter(starts_at__lte=now)), is_left=Exists(periods)
        )

    @display(description="Now", label=WHEN_COLOURS)
    def when(self, alert: Any) -> str:
        if alert.holds:
            return "Now"
        return "Coming" if alert.is_left else "Over"

    def save_model(self, request: HttpRequest, obj: Alert, form: Any, change: bool) -> None:
        obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)
