"""A period of days as two fields of a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from unfold.decorators import display
from unfold.widgets import UnfoldAdminDateWidget

from operators.admin.forms import TenantForm


class PeriodForm(TenantForm):
    """A row that holds on days from a first one until an end; both may be left open."""

    filled_in: tuple[str, ...] = ("tenant", "period")

    first_day = forms.DateField(
        required=False, widget=UnfoldAdminDateWidget, help_text="Empty: from ever."
    )
    end_day = forms.DateField(
        label="Until",
        required=False,
        widget=UnfoldAdminDateWidget,
        help_text="The first day on which it no longer holds; empty: for ever.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("first_day", self.instance.period.lower)
        self.initial.setdefault("end_day", self.instance.period.upper)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, end = cleaned.get("first_day"), cleaned.get("end_day")
        if first and end and end <= first:
            self.add_error("end_day", "Write a day after the first one.")
        elif not {"first_day", "end_day"} & self.errors.keys():
            self.instance.period = DateRange(first, end)
        return cleaned


class PeriodColumns:
    """The two days for people who may only look."""

    @display(description="First day")
    def first_day(self, row: Any) -> Any:
        return row.period.lower or "from ever"

    @display(description="Until")
    def end_day(self, row: Any) -> Any:
        return row.period.upper or "for ever"
