"""Feeds and what they brought: imports alone write the rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from unfold.decorators import display

from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.permissions import user_can_look_into_timetable, user_can_set_up_selling
from operators.timetable.models import FareZone, Feed, FeedVersion, Route, Stop, Trip
from operators.timetable.states import FeedVersionState

VERSION_COLOURS = {
    FeedVersionState.IMPORTING.label: "info",
    FeedVersionState.IN_FORCE.label: "success",
    FeedVersionState.REFUSED.label: "danger",
}
SECONDS_PER_MINUTE = 60


class FeedVersionInline(ScopedInline):
    """The imports of a feed, newest first."""

    model = FeedVersion
    may_look = staticmethod(user_can_look_into_timetable)
    fields = ["started_at", "state", "first_date", "last_date", "source"]
    ordering = ["-started_at"]
    per_page = 10
    show_change_link = True


@admin.register(Feed)
class FeedAdmin(TenantScopedAdmin):
    """Timetables that operators publish."""

    may_look = staticmethod(user_can_look_into_timetable)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "operator"]
    list_select_related = ["tenant", "operator"]
    list_filter = ["operator"]
    search_fields = ["name", "operator__name"]
    ordering = ["name"]
    fields = ["name", "operator"]
    inlines = [FeedVersionInline]


@admin.register(FeedVersion)
class FeedVersionAdmin(TenantScopedAdmin):
    """Imports: how far each has come, and what was wrong."""

    may_look = staticmethod(user_can_look_into_timetable)
    list_display = ["feed", "shown_state", "started_at", "finished_at", "first_date", "last_date"]
    list_select_related = ["tenant", "feed"]
    list_filter = ["state", "feed"]
    search_fields = ["feed__name", "source"]
    ordering = ["-started_at"]
    fieldsets = [
        (None, {"fields": ["feed", "state", "step", "source", "started_by"]}),
        ("What it holds", {"fields": ["first_date", "last_date", "timezone", "counts"]}),
        ("What was wrong", {"fields": ["problems"]}),
        ("When", {"fields": ["started_at", "finished_at"]}),
    ]

    @display(description="State", ordering="state", label=VERSION_COLOURS)
    def shown_state(self, version: FeedVersion) -> str:
        return version.get_state_display()


@admin.register(FareZone)
class FareZoneAdmin(TenantScopedAdmin):
    """The numbers that tickets carry for fare zones."""

    may_look = staticmethod(user_can_look_into_timetable)
    list_display = ["zone_id", "number"]
    list_select_related = ["tenant"]
    search_fields = ["zone_id", "number"]
    ordering = ["number"]
    fields = ["zone_id", "number"]


class VersionFilter(admin.SimpleListFilter):
    """Rows that planning reads, or those of every version that is kept."""

    title = "version"
    parameter_name = "versions"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", "Every version")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        in_force, *others = super().choices(changelist)
        yield {**in_force, "display": "In force"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        return queryset.filter(version__state=FeedVersionState.IN_FORCE)


class FeedRowAdmin(TenantScopedAdmin):
    """Rows of feeds."""

    may_look = staticmethod(user_can_look_into_timetable)
    list_filter = [VersionFilter, "version__feed"]


@admin.register(Stop)
class StopAdmin(FeedRowAdmin):
    """Stops, platforms and stations."""

    list_display = ["name", "stop_id", "platform_code", "zone_id", "version"]
    list_select_related = ["version__feed", "version__tenant", "parent"]
    search_fields = ["name", "stop_id", "code"]
    ordering = ["name", "stop_id"]


@admin.register(Route)
class RouteAdmin(FeedRowAdmin):
    """Lines that riders know by name."""

    list_display = ["short_name", "long_name", "route_id", "route_type", "version"]
    list_display_links = ["short_name", "long_name", "route_id"]
    list_select_related = ["version__feed", "version__tenant"]
    search_fields = ["short_name", "long_name", "route_id"]
    ordering = ["short_name", "long_name"]


@admin.register(Trip)
class TripAdmin(FeedRowAdmin):
    """Runs of vehicles, with their stops."""

    list_display = ["trip_id", "route", "headsign", "service_id", "version"]
    list_select_related = ["version__feed", "version__tenant", "route"]
    search_fields = ["trip_id", "headsign", "route__short_name"]
    ordering = ["trip_id"]
    fields = ["trip_id", "route", "headsign", "direction_id", "service_id", "version", "calls"]
    readonly_fields = ["calls"]

    @display(description="Stops")
    def calls(self, trip: Trip) -> str:
        rows = trip.stop_times.select_related("stop").order_by("sequence")
        return format_html_join(
            "", "<div>{} {}</div>", ((clock(row.departure), row.stop.name) for row in rows)
        )


def clock(seconds: int) -> str:
    """The time of a service day as timetables print it; hours go past 24."""
    hours, minutes = divmod(seconds // SECONDS_PER_MINUTE, 60)
    return f"{hours:02}:{minutes:02}"
