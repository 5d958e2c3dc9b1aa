"""The fares of a product and whom it is sold to, on the product's page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from operators.admin.forms import TenantForm, TenantInlineFormSet
from operators.admin.scoping import ScopedInline
from operators.tenancy.permissions import user_can_look_into_selling, user_can_set_up_selling
from sales.admin.periods import PeriodColumns, PeriodForm
from sales.catalogue.fares import LARGEST_GROUP
from sales.catalogue.states import FareBasis
from sales.models import CategoryLimit, Fare

NEEDED = {
    FareBasis.ZONES: {"max_zones": "Write the number of zones that this price covers."},
    FareBasis.AREAS: {
        "origin_area": "Choose the area where the trip begins.",
        "destination_area": "Choose the area where the trip ends.",
    },
}
USED = {
    FareBasis.FLAT: set(),
    FareBasis.ZONES: {"max_zones"},
    FareBasis.AREAS: {"origin_area", "destination_area", "both_ways"},
    FareBasis.DISTANCE: {"max_km", "per_km"},
}
OF_A_BASIS = ("max_zones", "max_km", "per_km", "origin_area", "destination_area", "both_ways")
RENTALS_HAVE_NONE = "A rental has no fares: the pricing plans of the fleet tell its price."
RESOLD_HAVE_NONE = "What is resold has no fares: its supplier tells the price."
CONDITIONS = ("category", "group_size", "basis", "time_band", *OF_A_BASIS[:2], *OF_A_BASIS[3:5])
"""Two fares with the same conditions must be for different days."""


class FareForm(PeriodForm):
    """A fare, in the tenant's currency, with what its basis needs and nothing else."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.tenant_id:
            self.instance.currency = self.instance.tenant.currency
        if cleaned.get("basis"):
            self._check_basis(cleaned, FareBasis(cleaned["basis"]))
        self._check_group(cleaned)
        for name in ("amount", "per_km"):
            if (cleaned.get(name) or 0) < 0:
                self.add_error(name, "Write 0 or more.")
        return cleaned

    def _check_basis(self, cleaned: dict[str, Any], basis: FareBasis) -> None:
        for name, words in NEEDED.get(basis, {}).items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        for name in OF_A_BASIS:
            if name not in USED[basis] and cleaned.get(name) not in (None, False):
                self.add_error(name, _unused(name, basis))
        if cleaned.get("max_km") == 0:
            self.add_error("max_km", "Write 1 or more, or nothing for any distance.")

    def _check_group(self, cleaned: dict[str, Any]) -> None:
        size = cleaned.get("group_size")
        if size is None:
            return
        if not 2 <= size <= LARGEST_GROUP:
            self.add_error("group_size", f"Write 2 to {LARGEST_GROUP}.")
        if cleaned.get("category"):
            self.add_error("category", "The price of a group is for all; leave this empty.")


class FareFormSet(TenantInlineFormSet):
    """The fares of one product: one at a time for the same passengers and the same trips."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.tenant = self.instance.tenant
        form.instance.currency = self.instance.tenant.currency
        return super().save_new(form, commit)

    def clean(self) -> None:
        super().clean()
        wanted = [form for form in self.forms if getattr(form, "cleaned_data", {}).get("basis")]
        if wanted and self.instance.fleet_id:
            raise ValidationError(RENTALS_HAVE_NONE)
        if wanted and self.instance.supplier_id:
            raise ValidationError(RESOLD_HAVE_NONE)
        seen: dict[tuple[Any, ...], list[DateRange]] = {}
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if not cleaned.get("basis") or cleaned.get("DELETE"):
                continue
            conditions = tuple(cleaned.get(name) for name in CONDITIONS)
            period = form.instance.period
            if any(_overlap(period, other) for other in seen.get(conditions, [])):
                form.add_error("category", "There is a fare like this already.")
            seen.setdefault(conditions, []).append(period)


class FareInline(PeriodColumns, ScopedInline):
    """What the product costs for a whole trip."""

    model = Fare
    form = FareForm
    formset = FareFormSet
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    fields = [
        "category",
        "group_size",
        "basis",
        "amount",
        "paid_in",
        "per_km",
        "max_zones",
        "max_km",
        "origin_area",
        "destination_area",
        "both_ways",
        "time_band",
        "first_day",
        "end_day",
    ]
    readonly_fields = ["paid_in"]
    ordering = ["category", "basis", "max_zones", "max_km", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        named = ("product", "category", "tenant", "origin_area", "destination_area", "time_band")
        return rows.select_related(*named)

    @display(description="Currency")
    def paid_in(self, fare: Fare) -> str:
        if fare.currency:
            return fare.currency
        return fare.tenant.currency if fare.tenant_id else ""


class LimitFormSet(TenantInlineFormSet):
    """The limits of one product, in its tenant."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.tenant = self.instance.tenant
        return super().save_new(form, commit)


class CategoryLimitInline(ScopedInline):
    """How many of a category may travel on one sale; 0: the product is not for them."""

    model = CategoryLimit
    form = TenantForm
    formset = LimitFormSet
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    fields = ["category", "most"]
    ordering = ["category"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("product", "category", "tenant")


def _unused(name: str, basis: FareBasis) -> str:
    if basis == FareBasis.FLAT and name == "max_zones":
        return "A flat fare has no zones; leave this empty."
    return "This basis does not use it; leave this empty."


def _overlap(one: DateRange, other: DateRange) -> bool:
    """Whether both hold on some day; an end that is open is none."""
    return (one.upper is None or other.lower is None or other.lower < one.upper) and (
        other.upper is None or one.lower is None or one.lower < other.upper
    )
