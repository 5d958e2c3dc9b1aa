"""Where operators publish what their vehicles do now, and how reading it goes."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin
from django.db import models
from django.utils.text import capfirst
from unfold.decorators import display

from operators.admin.changes import Change, change_button
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.tables import table
from operators.tasks import fetch_realtime
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import (
    check_user_can_set_up_selling,
    user_can_look_into_timetable,
    user_can_set_up_selling,
)
from operators.timetable.models import RealtimeSource

WAITING, WELL, FAILING, OFF = "Not read yet", "Well", "Failing", "Switched off"
COLOURS = {WAITING: "info", WELL: "success", FAILING: "danger", OFF: "warning"}


def ask_source(source: RealtimeSource, *, by: Actor, at: datetime) -> RealtimeSource:
    """Have a worker read the message at the address of the source."""
    fetch_realtime.delay_on_commit(
        source_id=source.pk, username=by.name, requested_at=at.isoformat()
    )
    return source


FETCH = Change(
    act=ask_source,
    title="Fetch now",
    question="A worker reads the message at this address, and rides show what it tells. If it "
    "cannot be read, this page tells why, and what was told before stays until it is too old.",
    done="A worker reads the address now; load this page again to see what it told.",
    allowed=check_user_can_set_up_selling,
)


@admin.register(RealtimeSource)
class RealtimeSourceAdmin(TenantScopedAdmin):
    """Addresses of real-time messages, what the last one told, and why it could not be read."""

    may_look = staticmethod(user_can_look_into_timetable)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["url", "feed", "shown_state", "refreshed_at", "told_at"]
    list_select_related = ["tenant", "feed"]
    list_filter = ["is_active", "feed"]
    search_fields = ["url", "feed__name"]
    ordering = ["url"]
    fieldsets = [
        (None, {"fields": ["feed", "url", "refresh_seconds", "is_active"]}),
        (
            "How it goes",
            {"fields": ["shown_state", "problem", "failures", "refreshed_at", "told_at", "told"]},
        ),
    ]
    readonly_fields = ["shown_state", "problem", "failures", "refreshed_at", "told_at", "told"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions_detail = ["fetch"]
    fetch = change_button(FETCH, icon="cloud_download")

    @display(description="State", label=COLOURS)
    def shown_state(self, source: RealtimeSource) -> str:
        if not source.is_active:
            return OFF
        if source.failures:
            return FAILING
        return WELL if source.refreshed_at else WAITING

    @display(description="Told by the last message")
    def told(self, source: RealtimeSource) -> str:
        rows = [(capfirst(what), f"{number:,}") for what, number in source.counts.items()]
        return table(["What", "How many"], rows, empty="Nothing was read yet.")
