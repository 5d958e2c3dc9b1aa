"""Pricing plans with their parts, and what they say in words."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html_join
from unfold.decorators import display

from operators.admin.fleet.forms import FleetRowAdmin, PartOfRowFormSet
from operators.admin.scoping import ScopedInline
from operators.fleet.models import AssetType, PlanPart, PricingPlan
from operators.fleet.wording import words_of_plan
from operators.tenancy.permissions import user_can_look_into_fleets, user_can_set_up_fleets


class PlanPartInline(ScopedInline):
    """What is added up to the price of a rental."""

    model = PlanPart
    formset = PartOfRowFormSet
    may_look = staticmethod(user_can_look_into_fleets)
    may_change = staticmethod(user_can_set_up_fleets)
    fields = [
        "sequence",
        "name",
        "type",
        "kind",
        "amount",
        "units",
        "unit",
        "use",
        "scale_from",
        "scale_to",
        "scale_unit",
        "minimum",
        "maximum",
    ]
    ordering = ["sequence"]
    min_num = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(PricingPlan)
class PricingPlanAdmin(FleetRowAdmin):
    """What it costs to use a vehicle; a rental that has begun keeps the plan that it began with."""

    list_display = ["name", "plan_id", "fleet", "currency", "region"]
    list_select_related = ["tenant", "fleet", "region"]
    list_filter = ["fleet", "currency"]
    search_fields = ["name", "plan_id", "description"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["fleet", "name", "plan_id", "description", "url", "region"]}),
        ("Money", {"fields": ["currency", "tax_included", "is_taxable"]}),
        ("In words", {"fields": ["in_words"]}),
    ]
    readonly_fields = ["in_words"]
    inlines = [PlanPartInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    @display(description="What it costs")
    def in_words(self, plan: PricingPlan) -> str:
        if plan._state.adding:
            return "Save the plan to read it in words."
        return format_html_join(
            "", "<div>{}</div>", ((sentence,) for sentence in words_of_plan(plan.terms()))
        )


@admin.register(AssetType)
class AssetTypeAdmin(FleetRowAdmin):
    """Kinds of vehicles."""

    list_display = ["name", "type_id", "asset_class", "asset_sub_class", "fleet", "default_plan"]
    list_select_related = ["tenant", "fleet", "default_plan"]
    list_filter = ["fleet", "asset_class", "propulsion"]
    search_fields = ["name", "type_id", "brand", "model"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["fleet", "name", "type_id", "default_plan"]}),
        (
            "What it is",
            {"fields": ["asset_class", "asset_sub_class", "propulsion", "brand", "model"]},
        ),
        ("What it can", {"fields": ["max_range_metres", "riders"]}),
    ]
