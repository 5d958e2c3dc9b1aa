"""Products, and the passengers that they are for."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from operators.admin.forms import TenantForm
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import user_can_look_into_selling, user_can_set_up_selling
from sales.admin.ancillaries import AncillaryInline
from sales.admin.fares import CategoryLimitInline, FareInline
from sales.admin.rentals import plan_table
from sales.catalogue.products import LONGEST_ANSWER
from sales.catalogue.states import Cancellation
from sales.models import PassengerCategory, Product
from tickets.states import ValidityKind

NUMBERS = range(1, 2**32)
OF_TICKETS = [
    "ticket_type",
    "is_group_ticket",
    "is_supplement",
    "fare_class",
    "validity",
    "valid_minutes",
    "valid_from_date",
    "valid_until_date",
    "cancellation_fee",
    "confirm_minutes",
]
"""What rentals, and what is resold, do not have."""
SALE_RULES = ["confirm_minutes", "cancellation", "cancellation_fee"]
FIELDS_OF_VALIDITY = {
    ValidityKind.DURATION: ["valid_minutes"],
    ValidityKind.CALENDAR_DAY: [],
    ValidityKind.FIXED_DATES: ["valid_from_date", "valid_until_date"],
}


class PassengerCategoryForm(TenantForm):
    """A category; a tenant has one default."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        youngest, oldest = cleaned.get("min_age"), cleaned.get("max_age")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("max_age", "Write an age that is not below the youngest.")
        tenant_id = getattr(cleaned.get("tenant"), "pk", self.instance.tenant_id)
        if cleaned.get("is_default") and tenant_id:
            others = PassengerCategory.objects.filter(tenant=tenant_id, is_default=True)
            if others.exclude(pk=self.instance.pk).exists():
                self.add_error("is_default", "Another category is the default; clear that first.")
        return cleaned


class ProductForm(TenantForm):
    """A product, with the fields that its kind of validity needs and no others; a rental of a
    fleet's vehicles has none of them, nor has what a supplier sells."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "cancellation_fee" in self.fields:
            tenant = self.instance.tenant if self.instance.tenant_id else None
            currency = tenant.currency if tenant else "the currency of the tenant"
            self.fields["cancellation_fee"].help_text = f"In {currency}."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("fleet"):
            self._check_rental(cleaned)
        elif cleaned.get("supplier"):
            self._check_resold(cleaned)
        elif not self.errors.keys() & {"ticket_type", "fleet", "supplier"}:
            self._check_tickets(cleaned)
        if cleaned.get("number") is not None and cleaned["number"] not in NUMBERS:
            self.add_error("number", f"Write a number from 1 to {NUMBERS[-1]}.")
        self._check_answer(cleaned)
        if (cleaned.get("cancellation_fee") or 0) < 0:
            self.add_error("cancellation_fee", "Write 0 or more.")
        return cleaned

    def _check_tickets(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("ticket_type"):
            self.add_error("ticket_type", "Choose a ticket type; or, for rentals, a fleet.")
        if not cleaned.get("validity") and "validity" not in self.errors:
            self.add_error("validity", "Say how long its tickets are valid.")
        self._check_validity(cleaned)

    def _check_resold(self, cleaned: dict[str, Any]) -> None:
        for name in OF_TICKETS:
            if cleaned.get(name):
                self.add_error(name, "The supplier says this; leave it empty.")
        if cleaned.get("cancellation") not in (None, Cancellation.NEVER):
            self.add_error("cancellation", "The supplier says this; choose Never.")
        supplier, operator = cleaned["supplier"], cleaned.get("operator")
        if operator is not None and supplier.operator_id != operator.pk:
            text = f"The supplier sells for {supplier.operator}; choose that one."
            self.add_error("operator", text)

    def _check_rental(self, cleaned: dict[str, Any]) -> None:
        for name in (*OF_TICKETS, "supplier"):
            if cleaned.get(name):
                self.add_error(name, "A rental has no tickets; leave this empty.")
        if cleaned.get("cancellation") not in (None, Cancellation.NEVER):
            self.add_error("cancellation", "A rental is never given back by a rule; choose Never.")
        fleet, operator = cleaned["fleet"], cleaned.get("operator")
        if operator is not None and fleet.operator_id != operator.pk:
            self.add_error("operator", f"The fleet is run by {fleet.operator}; choose that one.")

    def _check_answer(self, cleaned: dict[str, Any]) -> None:
        minutes = cleaned.get("confirm_minutes")
        if minutes is None:
            return
        if not 1 <= minutes <= LONGEST_ANSWER:
            self.add_error("confirm_minutes", f"Write 1 to {LONGEST_ANSWER}, which is a week.")
        if cleaned.get("is_supplement"):
            self.add_error("confirm_minutes", "A supplement is sold at once; leave this empty.")

    def _check_validity(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get("validity")
        if not kind:
            return
        for name in ("valid_minutes", "valid_from_date", "valid_until_date"):
            wanted = name in FIELDS_OF_VALIDITY[kind]
            if wanted and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, "This kind of validity needs it.")
            elif not wanted and cleaned.get(name) is not None:
                self.add_error(name, "Leave this empty for this kind of validity.")
        first, end = cleaned.get("valid_from_date"), cleaned.get("valid_until_date")
        if first and end and end <= first:
            self.add_error("valid_until_date", "Write a day after the first one.")


@admin.register(PassengerCategory)
class PassengerCategoryAdmin(TenantScopedAdmin):
    """Adults, children and whoever else has fares of their own."""

    form = PassengerCategoryForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "code", "min_age", "max_age", "is_default", "travels_free"]
    list_select_related = ["tenant"]
    search_fields = ["name", "code"]
    ordering = ["name"]
    fields = ["name", "code", ("min_age", "max_age"), "is_default", "travels_free"]


@admin.register(Product)
class ProductAdmin(TenantScopedAdmin):
    """What is sold."""

    form = ProductForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "code", "number", "operator", "shown_as", "validity_kind"]
    list_select_related = ["tenant", "operator", "ticket_type", "fleet", "supplier"]
    list_filter = ["operator", "ticket_type", "fleet", "supplier", "validity"]
    search_fields = ["name", "code", "number"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "code", "number", "description"]}),
        (
            "What it is",
            {
                "fields": [
                    "operator",
                    ("ticket_type", "fleet", "supplier"),
                    "fare_class",
                    ("is_group_ticket", "is_supplement", "is_transferable"),
                    ("vat_rate", "vat_code"),
                ]
            },
        ),
        (
            "Validity",
            {
                "fields": [
                    "validity",
                    "valid_minutes",
                    ("valid_from_date", "valid_until_date"),
                    ("boarding_minutes", "activation_days"),
                ]
            },
        ),
        ("Sale and cancellation", {"fields": SALE_RULES}),
    ]
    inlines = [FareInline, CategoryLimitInline, AncillaryInline]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """A rental has no fares; its page tells the pricing plans of the fleet instead."""
        has_no_fares = obj is not None and (obj.fleet_id or obj.supplier_id)
        return [] if has_no_fares else list(self.inlines)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or not obj.fleet_id:
            return super().get_fieldsets(request, obj)
        return [*super().get_fieldsets(request, obj), ("Price", {"fields": ["pricing_plans"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "pricing_plans"] if obj is not None and obj.fleet_id else fields

    @display(description="Pricing plans of the fleet")
    def pricing_plans(self, product: Product) -> str:
        return plan_table(product)

    @display(description="Shown as", ordering="ticket_type")
    def shown_as(self, product: Product) -> str:
        return str(product.fleet or product.supplier or product.ticket_type)

    @display(description="Validity", ordering="validity")
    def validity_kind(self, product: Product) -> str:
        return product.get_validity_display()
