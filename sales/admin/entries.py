"""What is on sale where, and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.http import HttpRequest
from django.utils import timezone
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSplitDateTimeWidget

from operators.admin.forms import TenantForm
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.zones import check_year, to_the_minute
from operators.tenancy.permissions import user_can_look_into_selling, user_can_set_up_selling
from sales.models import CatalogueEntry

WHEN_COLOURS = {"On sale": "success", "Planned": "info"}


class CatalogueEntryForm(TenantForm):
    """An entry, with its period as two moments in the zone of the page."""

    filled_in = ("tenant", "single_product", "period")

    starts_at = forms.SplitDateTimeField(
        label="On sale from", widget=UnfoldAdminSplitDateTimeWidget, validators=[check_year]
    )
    ends_at = forms.SplitDateTimeField(
        label="Until",
        required=False,
        widget=UnfoldAdminSplitDateTimeWidget,
        validators=[check_year],
        help_text="The first moment that it is no longer on sale; empty for no end.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.period is not None:
            self.initial.setdefault("starts_at", self.instance.period.lower)
            self.initial.setdefault("ends_at", self.instance.period.upper)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "Write a moment after the start.")
        elif starts_at and "ends_at" not in self.errors:
            self.instance.period = DateTimeTZRange(starts_at, ends_at)
        if channel := cleaned.get("channel"):
            self.instance.single_product = channel.single_product
            self._name_what_is_in_the_way(cleaned)
        return cleaned

    def _name_what_is_in_the_way(self, cleaned: dict[str, Any]) -> None:
        """Refuse an overlap by its name; the database only knows that there is one."""
        if not cleaned.get("starts_at") or self.errors or not cleaned.get("product"):
            return
        there = CatalogueEntry.objects.filter(
            channel=cleaned["channel"], period__overlap=self.instance.period
        ).exclude(pk=self.instance.pk)
        if not cleaned["channel"].single_product:
            there = there.filter(product=cleaned["product"])
        other = there.select_related("product", "channel").order_by("period").first()
        if other is not None:
            self.add_error("starts_at", overlap_sentence(other))

    def _get_validation_exclusions(self) -> set[str]:
        unknown = {"starts_at": "period", "ends_at": "period", "channel": "single_product"}
        refused = {unknown[name] for name in self.errors if name in unknown}
        return super()._get_validation_exclusions() | refused


def overlap_sentence(other: CatalogueEntry) -> str:
    """Which entry is in the way, until when, and what to do."""
    begin, end = other.period.lower, other.period.upper
    until = f"until {to_the_minute(end)}" if end else "without an end"
    rule = "sells one product at a time" if other.single_product else "sells it already"
    return (
        f"{other.channel} {rule}: “{other.product}” is on sale there from "
        f"{to_the_minute(begin)} {until}. "
        "End that entry first, or choose another time."
    )


@admin.register(CatalogueEntry)
class CatalogueEntryAdmin(TenantScopedAdmin):
    """Products on sale in channels."""

    form = CatalogueEntryForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["product", "channel", "when", "starts_at", "ends_at"]
    list_select_related = ["tenant", "product", "channel"]
    list_filter = ["channel", "product"]
    search_fields = ["product__name", "channel__name"]
    ordering = ["-period"]
    fields = ["channel", "product", "starts_at", "ends_at"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """On sale from now on, unless the person says otherwise."""
        now = timezone.now().replace(second=0, microsecond=0)
        return {"starts_at": now, **super().get_changeform_initial_data(request)}

    @display(description="Now", label=WHEN_COLOURS)
    def when(self, entry: CatalogueEntry) -> str:
        now = timezone.now()
        if entry.period.lower > now:
            return "Planned"
        return "On sale" if entry.period.upper is None or entry.period.upper > now else "Over"

    @display(description="On sale from", ordering="period__startswith")
    def starts_at(self, entry: CatalogueEntry) -> Any:
        return entry.period.lower

    @display(description="Until", empty_value="no end", ordering="period__endswith")
    def ends_at(self, entry: CatalogueEntry) -> Any:
        return entry.period.upper
