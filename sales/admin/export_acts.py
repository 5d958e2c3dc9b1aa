"""What people do to an export or its schedule: stop it, ask for it again, have it repeated."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminTimeWidget,
)

from operators.admin.changes import Change
from operators.tenancy.money_permissions import check_user_can_export
from sales.exports.jobs.actions import (
    cancel_export,
    end_schedule,
    repeat_export,
    schedule_export,
)
from sales.exports.jobs.states import Rhythm
from sales.models import Export, ExportSchedule
from sales.tasks import run_export


class ScheduleForm(forms.Form):
    """How often, and when."""

    name = forms.CharField(max_length=100, widget=UnfoldAdminTextInputWidget)
    rhythm = forms.ChoiceField(
        label="How often",
        choices=Rhythm.choices,
        widget=UnfoldAdminSelectWidget,
        help_text="Each time for the day, week or month that is just over.",
    )
    time = forms.TimeField(widget=UnfoldAdminTimeWidget, help_text="In the tenant's zone.")
    days_after = forms.IntegerField(
        label="Days to wait",
        min_value=0,
        max_value=27,
        initial=0,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="0: on the first day after the span; 2: on the third.",
    )


def show_new(
    page: Any, request: HttpRequest, row: Export, result: Export, *, back: str
) -> HttpResponse:
    """The page of the export that was asked for; a worker begins once it is stored."""
    run_export.delay_on_commit(export=result.pk)
    return redirect(page.page_of(result))


def show_schedule(
    page: Any, request: HttpRequest, row: Export, result: ExportSchedule, *, back: str
) -> HttpResponse:
    messages.success(request, SCHEDULE.done)
    return redirect("admin:sales_exportschedule_change", result.pk)


CANCEL = Change(
    act=cancel_export,
    title="Cancel",
    question="The worker stops, and what it has written is removed.",
    done="The export is cancelled.",
    allowed=check_user_can_export,
    offered=lambda export: export.is_open,
)
REPEAT = Change(
    act=repeat_export,
    title="Run again",
    question="The same rows are exported again, as they are now. A closed period gives the same "
    "file once more.",
    done="Asked for it again.",
    allowed=check_user_can_export,
    offered=lambda export: not export.is_open,
    answer=show_new,
    once=True,
)
SCHEDULE = Change(
    act=schedule_export,
    title="Repeat regularly",
    question="The same rows with the same filter, for each day, week or month once it is over. The "
    "files wait in the list of exports.",
    done="The export is repeated from now on.",
    allowed=check_user_can_export,
    form=ScheduleForm,
    answer=show_schedule,
    once=True,
)
END = Change(
    act=end_schedule,
    title="End",
    question="Nothing more is exported by this schedule. The files that there are stay.",
    done="The schedule has ended.",
    allowed=check_user_can_export,
    offered=lambda schedule: schedule.ended_at is None,
)
