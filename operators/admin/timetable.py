"""Feeds and what they brought: imports alone write the rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import Change, change_button
from operators.admin.imports import (
    ask_address,
    is_running,
    refreshed,
    show_import,
    show_waiting,
    wait_for_worker,
)
from operators.admin.pages import Visit, page_button
from operators.admin.reports import count_table, problem_table
from operators.admin.returning import page_to_return_to
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.permissions import (
    check_user_can_set_up_selling,
    user_can_look_into_timetable,
    user_can_set_up_selling,
)
from operators.timetable.actions import cancel_import
from operators.timetable.models import FareZone, Feed, FeedVersion, Route, Stop, Trip
from operators.timetable.states import FeedVersionState

VERSION_COLOURS = {
    FeedVersionState.IMPORTING.label: "info",
    FeedVersionState.IN_FORCE.label: "success",
    FeedVersionState.CHECKED.label: "warning",
    FeedVersionState.REFUSED.label: "danger",
}
IMPORT = Visit(title="Import", allowed=check_user_can_set_up_selling)
WAIT = Visit(title="Importing", allowed=check_user_can_set_up_selling)
FETCH = Change(
    act=ask_address,
    title="Fetch now",
    question="A worker fetches the file from the address of this feed while you watch, and imports "
    "it if it is a new one. The timetable in force stays until then.",
    done="Asked the address for a new timetable.",
    allowed=check_user_can_set_up_selling,
    offered=lambda feed: bool(feed.url),
    answer=wait_for_worker,
)
CANCEL_IMPORT = Change(
    act=cancel_import,
    title="Cancel import",
    question="The import stops at its next step. The timetable in force stays as it is.",
    done="The import is cancelled.",
    allowed=check_user_can_set_up_selling,
    offered=is_running,
)
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
    fields = ["name", "operator", "url", "refresh_hours"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [FeedVersionInline]
    actions_detail = ["import_now", "fetch"]
    fetch = change_button(FETCH, icon="cloud_download")

    @page_button(IMPORT, icon="upload_file", variant=ActionVariant.PRIMARY)
    def import_now(self, request: HttpRequest, feed: Any) -> HttpResponse:
        return show_import(self, request, feed)

    @page_button(WAIT, icon="hourglass_top")
    def importing(self, request: HttpRequest, feed: Any) -> HttpResponse:
        return show_waiting(self, request, feed)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.importing)
        waiting = path("<path:object_id>/importing/", view, name="operators_feed_importing")
        return [waiting, *super().get_urls()]


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
        ("What it holds", {"fields": ["first_date", "last_date", "timezone", "rows"]}),
        ("What was wrong", {"fields": ["report"]}),
        ("When", {"fields": ["started_at", "finished_at"]}),
    ]

    readonly_fields = ["rows", "report"]
    change_form_outer_before_template = "admin/back_link.html"
    actions_detail = ["cancel"]
    cancel = change_button(CANCEL_IMPORT, icon="cancel", variant=ActionVariant.DANGER)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["back"] = page_to_return_to(request)
        response = super().render_change_form(request, context, *args, **kwargs)
        version = context.get("original")
        return refreshed(response) if version is not None and is_running(version) else response

    @display(description="Rows of each file")
    def rows(self, version: FeedVersion) -> str:
        return count_table(version.counts)

    @display(description="Report")
    def report(self, version: FeedVersion) -> str:
        return problem_table(version.problems)

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
        rows = trip.stop_times.filter(version=trip.version_id)
        rows = rows.select_related("stop").order_by("sequence")
        return format_html_join(
            "", "<div>{} {}</div>", ((clock(row.departure), row.stop.name) for row in rows)
        )


def clock(seconds: int) -> str:
    """The time of a service day as timetables print it; hours go past 24."""
    hours, minutes = divmod(seconds // SECONDS_PER_MINUTE, 60)
    return f"{hours:02}:{minutes:02}"
