"""What waits for a payout, or for what a payout was for, as filters of lists."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from sales.models import PayoutLine
from sales.payouts.queries import in_no_payout
from sales.payouts.states import PayoutLineKind


def wait(lines: QuerySet[PayoutLine]) -> QuerySet[PayoutLine]:
    """Those that nothing of ours was found for."""
    return lines.filter(match=None).exclude(kind=PayoutLineKind.FEE)


class MatchFilter(admin.SimpleListFilter):
    """Whether something of ours was found for a line."""

    title = "match"
    parameter_name = "match"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Waiting"), ("matched", "Matched")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "waiting":
            return wait(queryset)
        return queryset.filter(match__isnull=False) if self.value() == "matched" else queryset


class PayoutFilter(admin.SimpleListFilter):
    """Whether a provider has paid out what it took."""

    title = "payout"
    parameter_name = "payout"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "In none yet"), ("matched", "In one")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "waiting":
            return in_no_payout(queryset)
        if self.value() == "matched":
            return queryset.filter(payout_match__isnull=False)
        return queryset
