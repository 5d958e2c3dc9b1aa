"""Runs of the verifier, and the places where the books do not add up. Nobody changes them."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import display

from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.money_permissions import user_can_read_books
from sales.models import VerifierFault, VerifierRun
from sales.verifier.invariants import INVARIANTS

CLEAN, FAULTY = "Adds up", "Faults"


class VerifierFaultInline(ScopedInline):
    """The places, as far as they were kept."""

    model = VerifierFault
    may_look = staticmethod(user_can_read_books)
    ordering = ["pk"]
    per_page = 25
    fields = ["invariant", "of_order", "order_version", "place", "expected", "found", "document"]
    readonly_fields = ["of_order"]
    verbose_name_plural = "Places of faults"

    @display(description="Order")
    def of_order(self, fault: VerifierFault) -> str | SafeString:
        """Leads to the order by its code."""
        if not fault.order_code:
            return "-"
        address = f"{reverse('admin:sales_order_changelist')}?q={fault.order_code}"
        return format_html('<a href="{}" class="text-link">{}</a>', address, fault.order_code)


@admin.register(VerifierRun)
class VerifierRunAdmin(TenantScopedAdmin):
    """When the books were verified, and whether they added up."""

    may_look = staticmethod(user_can_read_books)
    list_display = [
        "started_at",
        "verdict",
        "fault_count",
        "order_count",
        "organisation",
        "seconds",
    ]
    list_select_related = ["tenant", "organisation"]
    list_filter = ["organisation", "started_at"]
    search_fields = ["faults__order_code"]
    search_help_text = "Code of an order with a fault"
    ordering = ["-pk"]
    fields = [
        "started_at", "started_by", "organisation", "order_count", "seconds", "fault_count",
        "by_invariant",
    ]  # fmt: skip
    readonly_fields = ["by_invariant"]
    inlines = [VerifierFaultInline]

    @display(description="Verdict", label={CLEAN: "success", FAULTY: "danger"})
    def verdict(self, run: VerifierRun) -> str:
        return FAULTY if run.fault_count else CLEAN

    @display(description="What was tried")
    def by_invariant(self, run: VerifierRun) -> SafeString:
        """Each invariant with the number of its faults."""
        rows = (
            (name, invariant.title, run.counts.get(name, 0))
            for name, invariant in INVARIANTS.items()
        )
        lines = format_html_join("", "<li>{} {} <strong>{}</strong></li>", rows)
        return format_html("<ul>{}</ul>", lines)
