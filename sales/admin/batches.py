"""Under which numbers the accountants know the books."""

from __future__ import annotations

from django.contrib import admin

from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.money_permissions import (
    user_can_close_periods,
    user_can_read_books,
)
from sales.models import BatchAccount, BatchTerms


class BatchAccountInline(ScopedInline):
    """The number of each account, of VAT for each rate if they like."""

    model = BatchAccount
    may_look = staticmethod(user_can_read_books)
    may_change = staticmethod(user_can_close_periods)
    fields = ["account", "vat_rate", "number"]
    ordering = ["account", "vat_rate"]
    extra = 0
    verbose_name_plural = "Account numbers"


@admin.register(BatchTerms)
class BatchTermsAdmin(TenantScopedAdmin):
    """What an accounting batch says that the books do not know; whoever closes periods says it."""

    may_look = staticmethod(user_can_read_books)
    may_change = staticmethod(user_can_close_periods)
    list_display = ["ledger", "adviser_number", "client_number", "clearing_number"]
    list_select_related = ["tenant", "ledger__organisation"]
    search_fields = ["ledger__organisation__name", "adviser_number", "client_number"]
    ordering = ["ledger__organisation__name"]
    fields = [
        "ledger",
        ("adviser_number", "client_number"),
        ("account_digits", "first_month"),
        "clearing_number",
    ]
    inlines = [BatchAccountInline]
