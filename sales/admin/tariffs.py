"""What fares speak of, discounts, and the fares that a feed has brought."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.validators import validate_slug
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from operators.admin.forms import TenantForm
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.permissions import user_can_look_into_selling, user_can_set_up_selling
from sales.admin.fares import LimitFormSet
from sales.admin.periods import PeriodColumns, PeriodForm
from sales.catalogue.bands import WEEKDAYS
from sales.models import (
    Discount,
    FareArea,
    FareNetwork,
    RideFare,
    TimeBand,
    TimeSpan,
    TransferFare,
)
from sales.money import Money


class CodeForm(TenantForm):
    """A row with a code; one that an import has given, with its colon, stays as it is."""

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code != self.instance.code:
            validate_slug(code)
        return code


class FareAreaForm(CodeForm):
    """An area with a stop or a zone at least."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("stop_ids") and not cleaned.get("zone_ids") and not self.errors:
            self.add_error("stop_ids", "Name a stop here, or a zone below.")
        return cleaned


class TimeSpanForm(TenantForm):
    """Days and hours; days of the week, or single days, at least one."""

    weekdays = forms.TypedMultipleChoiceField(
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("weekdays") and not cleaned.get("added_dates"):
            self.add_error("weekdays", "Choose a day of the week, or write days that count.")
        first, last = cleaned.get("first_date"), cleaned.get("last_date")
        if first and last and last < first:
            self.add_error("last_date", "Write a day that is not before the first one.")
        return cleaned


class DiscountForm(PeriodForm):
    """A discount: a percentage, or an amount in the tenant's currency."""

    filled_in = ("tenant", "period", "currency")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        percent, amount = cleaned.get("percent"), cleaned.get("amount")
        is_written = not {"percent", "amount"} & self.errors.keys()
        if is_written and (percent is None) == (amount is None):
            self.add_error("percent", "Write either a percentage or an amount.")
        elif percent is not None and not 0 < percent <= 100:
            self.add_error("percent", "Write more than 0 and at most 100.")
        elif amount is not None and amount <= 0:
            self.add_error("amount", "Write more than 0.")
        if self.instance.tenant_id:
            has_amount = amount is not None
            self.instance.currency = self.instance.tenant.currency if has_amount else ""
        fewest, most = cleaned.get("min_travellers"), cleaned.get("max_travellers")
        if fewest == 0:
            self.add_error("min_travellers", "Write 1 or more.")
        if fewest and most is not None and most < fewest:
            self.add_error("max_travellers", "Write a number that is not below the smallest.")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        named = {"percent": "currency", "amount": "currency", "end_day": "period"}
        return super()._get_validation_exclusions() | {
            named[name] for name in self.errors if name in named
        }


class FarePlaceAdmin(TenantScopedAdmin):
    """Pages of the words that fares are written in."""

    form = CodeForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "code"]
    list_select_related = ["tenant"]
    search_fields = ["name", "code"]
    ordering = ["name", "code"]


@admin.register(FareArea)
class FareAreaAdmin(FarePlaceAdmin):
    """Stops that are one place to a fare."""

    form = FareAreaForm
    list_display = ["name", "code", "zones", "number_of_stops"]
    fields = ["name", "code", "stop_ids", "zone_ids"]

    @display(description="Zones")
    def zones(self, area: FareArea) -> str:
        return ", ".join(area.zone_ids)

    @display(description="Stops")
    def number_of_stops(self, area: FareArea) -> int:
        return len(area.stop_ids)


@admin.register(FareNetwork)
class FareNetworkAdmin(FarePlaceAdmin):
    """Lines that are one to a fare."""

    list_display = ["name", "code", "number_of_routes"]
    fields = ["name", "code", "route_ids"]

    @display(description="Lines")
    def number_of_routes(self, network: FareNetwork) -> int:
        return len(network.route_ids)


class TimeSpanInline(ScopedInline):
    """When the band holds, on the clock of the tenant."""

    model = TimeSpan
    form = TimeSpanForm
    formset = LimitFormSet
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    fields = [
        "weekdays",
        "starts_at",
        "ends_at",
        "first_date",
        "last_date",
        "added_dates",
        "removed_dates",
    ]
    ordering = ["starts_at", "pk"]


@admin.register(TimeBand)
class TimeBandAdmin(FarePlaceAdmin):
    """The peak, the night, and whatever else has prices of its own."""

    fields = ["name", "code"]
    inlines = [TimeSpanInline]


@admin.register(Discount)
class DiscountAdmin(PeriodColumns, TenantScopedAdmin):
    """What is taken off a price, from whom and when. The largest one counts; they do not add up."""

    form = DiscountForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "code", "off", "product", "category", "channel", "time_band"]
    list_select_related = ["tenant", "product", "category", "channel", "time_band"]
    list_filter = ["product", "channel", "time_band"]
    search_fields = ["name", "code"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "code", ("percent", "amount")]}),
        (
            "For whom and when; what is left empty does not matter",
            {
                "fields": [
                    ("product", "category"),
                    ("channel", "time_band"),
                    ("min_travellers", "max_travellers"),
                    ("first_day", "end_day"),
                ]
            },
        ),
    ]

    @display(description="Off")
    def off(self, discount: Discount) -> str:
        if discount.amount is not None:
            return str(Money(discount.amount, discount.currency))
        return f"{discount.percent} %"


class ImportedFareAdmin(TenantScopedAdmin):
    """Fares for rides, which only an import writes."""

    may_look = staticmethod(user_can_look_into_selling)
    list_filter = ["product"]
    ordering = ["pk"]

    @display(description="Price", ordering="amount")
    def price(self, fare: RideFare | TransferFare) -> str:
        return str(Money(fare.amount, fare.currency))


@admin.register(RideFare)
class RideFareAdmin(ImportedFareAdmin):
    """What a ride, or rides in a row, cost."""

    NAMED = ["product", "category", "network", "origin_area", "destination_area", "time_band"]
    list_display = ["name", *NAMED, "price"]
    list_select_related = ["tenant", *NAMED, "arrival_band"]
    search_fields = ["name", "leg_group"]
    fields = [
        ("product", "name"),
        ("category", "price"),
        ("network", "zones_passed"),
        ("origin_area", "destination_area"),
        ("time_band", "arrival_band"),
        ("leg_group", "priority"),
        ("max_transfers", "transfer_seconds"),
    ]
    readonly_fields = ["price"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.list_select_related)


@admin.register(TransferFare)
class TransferFareAdmin(ImportedFareAdmin):
    """What a change between two rides costs."""

    list_display = ["product", "category", "from_group", "to_group", "kind", "price"]
    list_select_related = ["tenant", "product", "category"]
    search_fields = ["name", "from_group", "to_group"]
    fields = [
        ("product", "name"),
        ("category", "price"),
        ("from_group", "to_group"),
        ("kind", "most"),
        ("limit_seconds", "limited"),
    ]
    readonly_fields = ["price"]
