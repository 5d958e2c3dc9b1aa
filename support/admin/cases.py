"""The inbox of support, and the page of a case."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import ask_and_act, change_button
from operators.admin.events import EventInline
from operators.admin.pages import page_button
from operators.admin.returning import page_to_return_to
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.staff import staff_of
from operators.admin.zones import to_the_minute
from operators.tenancy.permissions import user_can_look_into_cases
from support.admin import buttons
from support.admin.facts import describe_subject, name_subject
from support.admin.forms import HandOverForm
from support.models import CaseEvent, SupportCase
from support.states import CasePriority, CaseState

STATE_COLOURS = {
    CaseState.PROCESSING.label: "info",
    CaseState.UPDATE_REQUESTED.label: "warning",
    CaseState.RESOLVED.label: "success",
}
PRIORITY_COLOURS = {
    CasePriority.CANNOT_CONTINUE.label: "danger",
    CasePriority.CAN_CONTINUE.label: "warning",
}
TURN_COLOURS = {"Overdue": "danger", "Due": "info"}


class WhoseFilter(SimpleListFilter):
    """Cases that the person works on, or nobody."""

    title = "whose"
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", "Mine"), ("nobody", "Nobody's")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "mine":
            return queryset.filter(assignee__user=staff_of(request))
        return queryset.filter(assignee=None) if self.value() == "nobody" else queryset


class TurnFilter(SimpleListFilter):
    """Cases that are open, and those of them that wait too long."""

    title = "turn"
    parameter_name = "turn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "Open"), ("overdue", "Overdue")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "overdue":
            return queryset.overdue(timezone.now())  # type: ignore[attr-defined]
        return queryset.filter(closed_at=None) if self.value() == "open" else queryset


class TimelineInline(EventInline):
    """All that was done and written, newest first."""

    model = CaseEvent
    may_look = staticmethod(user_can_look_into_cases)
    fields = ["moment", "name", "shown_text", "actor", "state_then"]
    readonly_fields = ["moment", "shown_text", "state_then"]
    tab = False
    verbose_name_plural = "Timeline"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("message")

    @display(description="What was written")
    def shown_text(self, event: CaseEvent) -> str:
        message = getattr(event, "message", None)
        told = event.details.get("assignee") or event.details.get("priority") or ""
        return f"{message.get_kind_display()}: {message.text}" if message else str(told)

    @display(description="State then")
    def state_then(self, event: CaseEvent) -> str:
        return CaseState(event.details["state"]).label


@admin.register(SupportCase)
class SupportCaseAdmin(TenantScopedAdmin):
    """Questions about what was sold or rented: those that are overdue first."""

    may_look = staticmethod(user_can_look_into_cases)
    list_display = [
        "code",
        "shown_state",
        "turn",
        "due",
        "shown_priority",
        "kind",
        "subject",
        "assignee",
        "opened_at",
    ]
    list_select_related = ["tenant", "booking", "ticket", "asset", "assignee__user"]
    list_filter = [TurnFilter, WhoseFilter, "state", "priority", "kind", "opened_at"]
    search_fields = [
        "=code",
        "=booking__reference",
        "=booking__order__code",
        "ticket__id",
        "=asset__asset_id",
        "=asset__plate",
        "contact",
    ]
    search_help_text = "Case, booking, order, ticket, vehicle id, plate or contact"
    ordering = [F("closed_at").desc(nulls_first=True), "state", "due_at", "-pk"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("code", "state"),
                    ("kind", "priority"),
                    ("assignee", "due_at"),
                    "text",
                    "contact",
                ]
            },
        ),
        (
            "What it is about",
            {"fields": ["booking", ("ticket", "asset"), "channel", "facts"]},
        ),
        (
            "When and where",
            {
                "fields": [
                    ("occurred_at", "shown_place"),
                    ("opened_at", "opened_by"),
                    ("overdue_at", "closed_at"),
                    "evidence",
                    ("part", "part_name"),
                    "damage",
                ]
            },
        ),
    ]
    readonly_fields = ["code", "facts", "shown_place"]
    inlines = [TimelineInline]
    actions_detail = [
        "answer",
        "ask_for_update",
        "resolve",
        "take",
        "hand_over",
        "note",
        "asker_says",
        "rank",
        "cancel",
        "reopen",
    ]
    answer = change_button(buttons.ANSWER, icon="reply", variant=ActionVariant.PRIMARY)
    ask_for_update = change_button(buttons.ASK_FOR_UPDATE, icon="help")
    resolve = change_button(buttons.RESOLVE, icon="check_circle", variant=ActionVariant.SUCCESS)
    take = change_button(buttons.TAKE, icon="back_hand")
    note = change_button(buttons.ADD_NOTE, icon="edit_note")
    asker_says = change_button(buttons.ADD_UPDATE, icon="record_voice_over")
    rank = change_button(buttons.RANK, icon="low_priority")
    cancel = change_button(buttons.CANCEL, icon="cancel", variant=ActionVariant.DANGER)
    reopen = change_button(buttons.REOPEN, icon="undo")

    @page_button(buttons.HAND_OVER_PAGE, icon="group")
    def hand_over(self, request: HttpRequest, case: SupportCase) -> HttpResponse:
        change = replace(buttons.HAND_OVER, form=partial(HandOverForm, case=case))
        back = page_to_return_to(request) or self.page_of(case)
        return ask_and_act(self, request, change, case, back=back)

    @display(description="State", ordering="state", label=STATE_COLOURS)
    def shown_state(self, case: SupportCase) -> str:
        return case.get_state_display()

    @display(description="Priority", ordering="priority", label=PRIORITY_COLOURS)
    def shown_priority(self, case: SupportCase) -> str:
        return case.get_priority_display()

    @display(description="Turn", label=TURN_COLOURS)
    def turn(self, case: SupportCase) -> str:
        if case.state != CaseState.PROCESSING:
            return ""
        return "Overdue" if case.is_overdue(timezone.now()) else "Due"

    @display(description="By", ordering="due_at")
    def due(self, case: SupportCase) -> str:
        return to_the_minute(case.due_at) if case.state == CaseState.PROCESSING else ""

    @display(description="About")
    def subject(self, case: SupportCase) -> str:
        return name_subject(case)

    @display(description="Facts")
    def facts(self, case: SupportCase) -> str:
        return describe_subject(case)

    @display(description="Where")
    def shown_place(self, case: SupportCase) -> str:
        if case.latitude is None:
            return case.place
        return f"{case.place} {case.latitude:.5f}, {case.longitude:.5f}".strip()
