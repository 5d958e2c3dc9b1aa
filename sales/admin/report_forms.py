"""What a report is asked for by, in its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminSelectWidget

from operators.tenancy.models import Tenant
from sales.books.models import Ledger
from sales.reports.errors import ReportUnfit
from sales.reports.sales import Grouping
from sales.reports.spans import Span, Step

ISO = ["%Y-%m-%d"]
NOT_A_DAY = {"invalid": "Write a day such as 2026-03-02.", "required": "Write a day."}
NOT_ONE_OF = {"invalid_choice": "There is no '%(value)s' here; choose one of the list."}


class ReportForm(forms.Form):
    """Whose books. What the address does not say is as usual; what it says wrongly is refused."""

    ledger = forms.ModelChoiceField(
        Ledger.objects.none(),
        to_field_name="organisation__number",
        empty_label=None,
        widget=UnfoldAdminSelectWidget,
        error_messages={"invalid_choice": "You see no books of this number."},
    )

    def __init__(
        self, asked: Mapping[str, str], *, tenants: Sequence[Tenant], at: datetime
    ) -> None:
        ledgers = Ledger.objects.filter(tenant__in=tenants).select_related("tenant", "organisation")
        self.ledgers = list(ledgers.order_by("organisation__name", "pk"))
        super().__init__({**self.usual(self._today(asked, at)), **asked})
        choices = [(str(one.organisation.number), str(one)) for one in self.ledgers]
        field = self.fields["ledger"]
        field.queryset = ledgers  # type: ignore[attr-defined]
        field.widget.choices = choices

    def usual(self, today: date) -> dict[str, str]:
        """What is shown where the address says nothing."""
        return {"ledger": str(self.ledgers[0].organisation.number)} if self.ledgers else {}

    def _today(self, asked: Mapping[str, str], at: datetime) -> date:
        """In the zone of the ledger that is asked for."""
        number = asked.get("ledger")
        known = {str(one.organisation.number): one.tenant for one in self.ledgers}
        tenant = known.get(number or "", self.ledgers[0].tenant if self.ledgers else None)
        return at.astimezone(tenant.zone if tenant else UTC).date()


class DayForm(ReportForm):
    """One day."""

    day = forms.DateField(
        widget=UnfoldAdminDateWidget,
        input_formats=ISO,
        error_messages=NOT_A_DAY,
        help_text="What was open at its end.",
    )

    def usual(self, today: date) -> dict[str, str]:
        return {**super().usual(today), "day": str(today)}


class SpanForm(ReportForm):
    """Days, told in steps; this month where nothing else is said."""

    first_day = forms.DateField(
        widget=UnfoldAdminDateWidget, input_formats=ISO, error_messages=NOT_A_DAY
    )
    last_day = forms.DateField(
        widget=UnfoldAdminDateWidget,
        input_formats=ISO,
        error_messages=NOT_A_DAY,
        help_text="Included. Booking days, in the tenant's zone.",
    )
    step = forms.ChoiceField(
        label="Told in",
        choices=Step.choices,
        widget=UnfoldAdminSelectWidget,
        error_messages=NOT_ONE_OF,
    )

    def usual(self, today: date) -> dict[str, str]:
        days = {"first_day": str(today.replace(day=1)), "last_day": str(today)}
        return {**super().usual(today), **days, "step": Step.DAY.value}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                step = Step(cleaned["step"])
                cleaned["span"] = Span(cleaned["first_day"], cleaned["last_day"], step)
            except ReportUnfit as refusal:
                self.add_error("last_day", refusal.detail)
        return cleaned


class SalesForm(SpanForm):
    """The same, by what."""

    by = forms.ChoiceField(
        choices=Grouping.choices, widget=UnfoldAdminSelectWidget, error_messages=NOT_ONE_OF
    )

    def usual(self, today: date) -> dict[str, str]:
        return {**super().usual(today), "by": Grouping.CHANNEL.value}
