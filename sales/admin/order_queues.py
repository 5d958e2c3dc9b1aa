"""Orders that wait for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from operators.models import Organisation, Tenant
from sales.models import Credit, Order
from sales.orders.states import OrderState
from sales.payments.states import CreditState

WITH_FAILED_CREDITS = Credit.objects.filter(state=CreditState.FAILED).values("order")
LEFT_WITH_MONEY = Q(expires_at=None, captured_amount__gt=F("credited_amount"))
"""Of drafts: money was captured, and no timer brings it on. One that is paid or changed at this
moment has its time, and has failed when that is over."""
QUEUES: dict[str, tuple[str, Q]] = {
    "failed": ("Paid, but could not be sold", Q(state=OrderState.DRAFT, failed=True)),
    "credits": (
        "With a credit that failed",
        Q(state=OrderState.DRAFT, pk__in=WITH_FAILED_CREDITS),
    ),
    "money": ("Drafts with money", Q(LEFT_WITH_MONEY, state=OrderState.DRAFT)),
}
"""Why an order waits, by the word in the address. A confirmed one owes nobody anything, whatever
became of its credits on the way."""
ALL = "all"


def in_queue(word: str) -> Q:
    """The condition of a queue, or of all of them together."""
    if word in QUEUES:
        return QUEUES[word][1]
    needed = Q()
    for _, condition in QUEUES.values():
        needed |= condition
    return needed


def waiting_for_people(tenants: Sequence[Tenant]) -> int:
    """How many orders wait; read by indexes alone, for a page that is opened often."""
    sellers = Organisation.objects.filter(tenant__in=tenants).values("pk")
    drafts = Order.objects.filter(
        Q(failed=True) | LEFT_WITH_MONEY,
        seller__in=sellers,
        state=OrderState.DRAFT,
    )
    credited = Credit.objects.filter(
        state=CreditState.FAILED, order__tenant__in=tenants, order__state=OrderState.DRAFT
    )
    found = drafts.values("pk").union(credited.values("order"))
    return found.count()


class NeedsPeople(SimpleListFilter):
    """The orders that nothing but a person brings on."""

    title = "who it waits for"
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(ALL, "People"), *((word, title) for word, (title, _) in QUEUES.items())]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Order]) -> QuerySet[Order] | None:
        word = self.value()
        return queryset.filter(in_queue(word)) if word else queryset
