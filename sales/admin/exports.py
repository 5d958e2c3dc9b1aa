"""Exports: how far each has come, its totals and file; and the schedules that ask for them."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from operators.admin.changes import actor_of, change_button
from operators.admin.events import EventInline
from operators.admin.imports import refreshed
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.zones import shown_in_tenant_zone
from operators.tenancy.errors import DomainError
from operators.tenancy.money_permissions import user_can_export
from sales.admin.export_acts import CANCEL, END, REPEAT, SCHEDULE
from sales.admin.export_request import show_request, totals_section
from sales.exports.datasets import DATASETS
from sales.exports.jobs.actions import note_download
from sales.exports.jobs.serving import Served, serve
from sales.exports.jobs.states import OPEN, ExportState
from sales.exports.totals import ControlTotals
from sales.models import Export, ExportEvent, ExportSchedule

STATE_COLOURS = {
    ExportState.REQUESTED.label: "info",
    ExportState.RUNNING.label: "info",
    ExportState.READY.label: "success",
    ExportState.FAILED.label: "danger",
    ExportState.CANCELLED.label: "warning",
}
ASKED = ("Range", "If-Range", "If-None-Match")


def title_of(dataset: str) -> str:
    known = DATASETS.get(dataset)
    return known.title if known else dataset


class ExportEventInline(EventInline):
    """Who asked for it, what became of it, and who took the file."""

    model = ExportEvent
    may_look = staticmethod(user_can_export)


@admin.register(Export)
class ExportAdmin(TenantScopedAdmin):
    """Files of the books. The page and the list look again by themselves while one is written."""

    may_look = staticmethod(user_can_export)
    change_form_outer_after_template = "admin/report_sections.html"
    list_display = [
        "requested_at", "rows_of", "period", "shown_state", "progress", "download", "organisation",
        "requested_by", "expires_at",
    ]  # fmt: skip
    list_select_related = ["tenant", "organisation"]
    list_filter = ["state", "dataset", "format", "organisation", "schedule", "requested_at"]
    search_fields = ["file_name", "=digest", "requested_by"]
    search_help_text = "Name or SHA-256 of the file, or who asked for it"
    ordering = ["-requested_at", "-pk"]
    fieldsets = [
        (None, {"fields": ["shown_state", "progress", "failure", "download"]}),
        (
            "What it is of",
            {
                "fields": [
                    "rows_of", "organisation", "period", "conditions", "column_set", "format",
                    "dialect", "schedule", "due_at",
                ]
            },
        ),
        ("The file", {"fields": ["file_name", "file_size", "digest", "expires_at"]}),
        (
            "When",
            {"fields": ["requested_by", "requested_at", "started_at", "attempts", "ended_at"]},
        ),
    ]  # fmt: skip
    readonly_fields = [
        "shown_state", "progress", "download", "rows_of", "period", "conditions", "file_size",
    ]  # fmt: skip
    inlines = [ExportEventInline]
    actions_list = ["ask"]
    actions_detail = ["cancel", "repeat", "schedule"]
    cancel = change_button(CANCEL, icon="cancel", variant=ActionVariant.DANGER)
    repeat = change_button(REPEAT, icon="replay")
    schedule = change_button(SCHEDULE, icon="event_repeat")

    def get_urls(self) -> list[URLPattern]:
        # A browser goes on with a download only where it may keep what it has.
        view = self.admin_site.admin_view(self.file_view, cacheable=True)
        return [
            path("<int:object_id>/file/", view, name="sales_export_file"),
            *super().get_urls(),
        ]

    def has_ask_permission(self, request: HttpRequest) -> bool:
        """Whether the person may export the books of any tenant."""
        return self.has_view_permission(request)

    @action(description="Ask for an export", url_path="ask", icon="add", permissions=["ask"])
    @shown_in_tenant_zone
    def ask(self, request: HttpRequest) -> HttpResponse:
        return show_request(self, request)

    def file_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """The file. Whoever may not have it at this moment finds nothing."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        export = self.get_queryset(request).filter(pk=object_id).first()
        if export is None:
            raise Http404
        asked = {name: request.headers[name] for name in ASKED if name in request.headers}
        at = timezone.now()
        try:
            served = serve(export, asked, at=at, body=request.method == "GET")
        except DomainError as refusal:
            raise Http404(refusal.detail) from refusal
        if served.is_begin:
            note_download(export, by=actor_of(request), at=at)
        return response_of(served)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = cast("HttpResponse", super().changelist_view(request, extra_context))
        is_busy = self.get_queryset(request).filter(state__in=OPEN).exists()
        return refreshed(response) if is_busy else response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        export = context["original"]
        kept = export.totals
        sections = [totals_section(ControlTotals.from_json(kept))] if kept else []
        context["report_sections"] = sections
        response = super().render_change_form(request, context, *args, **kwargs)
        return refreshed(response) if export.is_open else response

    @display(description="Rows of", ordering="dataset")
    def rows_of(self, export: Export) -> str:
        return title_of(export.dataset)

    @display(description="Period", ordering="first_day")
    def period(self, export: Export) -> str:
        return f"{export.first_day} to {export.last_day}" if export.first_day else ""

    @display(description="Filter")
    def conditions(self, export: Export) -> str:
        return ", ".join(f"{name}={text}" for name, text in export.pairs)

    @display(description="State", ordering="state", label=STATE_COLOURS)
    def shown_state(self, export: Export) -> str:
        return export.get_state_display()

    @display(description="Rows")
    def progress(self, export: Export) -> str:
        if export.all_rows is None:
            return ""
        of = f"{export.done_rows:,} of {export.all_rows:,}"
        return of if export.state != ExportState.READY else f"{export.all_rows:,}"

    @display(description="Download")
    def download(self, export: Export) -> str | SafeString:
        if export.state != ExportState.READY:
            return ""
        address = reverse("admin:sales_export_file", args=[export.pk])
        return format_html('<a href="{}" class="text-link">{}</a>', address, export.file_name)

    @display(description="Size")
    def file_size(self, export: Export) -> str:
        return "" if export.size is None else filesizeformat(export.size)


def response_of(served: Served) -> HttpResponseBase:
    """What was found out, as an answer."""
    told: dict[str, Any] = {"content_type": served.media_type, "headers": dict(served.headers)}
    if served.body is None:
        return HttpResponse(status=served.status, **told)
    return FileResponse(served.body, status=served.status, **told)


@admin.register(ExportSchedule)
class ExportScheduleAdmin(TenantScopedAdmin):
    """Exports that are asked for again and again; a schedule is made on the page of an export."""

    may_look = staticmethod(user_can_export)
    list_display = ["name", "rows_of", "rhythm", "time", "next_at", "organisation", "ended_at"]
    list_select_related = ["tenant", "organisation"]
    list_filter = ["rhythm", "dataset", "organisation", ("ended_at", admin.EmptyFieldListFilter)]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    fields = [
        "name", "rows_of", "organisation", "conditions", "column_set", "format", "dialect",
        "rhythm", "time", "days_after", "next_at", "made_by", "made_at", "ended_by", "ended_at",
    ]  # fmt: skip
    readonly_fields = ["rows_of", "conditions"]
    actions_detail = ["end"]
    end = change_button(END, icon="event_busy", variant=ActionVariant.DANGER)

    @display(description="Rows of", ordering="dataset")
    def rows_of(self, schedule: ExportSchedule) -> str:
        return title_of(schedule.dataset)

    @display(description="Filter")
    def conditions(self, schedule: ExportSchedule) -> str:
        return ", ".join(f"{name}={text}" for name, text in schedule.pairs)
