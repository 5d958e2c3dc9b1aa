"""Purchases: what several bookings that were paid at once came to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display
from unfold.enums import ActionVariant

from bookings.actions.purchases import abandon_purchase
from bookings.actions.purchases.healing import heal_purchase
from bookings.admin.answers import ReasonForm
from bookings.models import Purchase, PurchaseEvent, PurchasePart
from bookings.states import UNBOUGHT, PurchaseState
from operators.admin.changes import Change, change_button
from operators.admin.events import EventInline
from operators.admin.plain import row_link
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import (
    check_user_can_change_bookings,
    user_can_look_into_bookings,
)
from sales.money import Money

COLOURS = {
    PurchaseState.HELD: "info",
    PurchaseState.PAYING: "info",
    PurchaseState.BUYING: "warning",
    PurchaseState.BOUGHT: "success",
    PurchaseState.FAILED: "danger",
}


def go_on(purchase: Purchase, *, by: Actor, at: datetime) -> Purchase:
    return heal_purchase(purchase, by=by, at=at)


ABANDON = Change(
    act=abandon_purchase,
    title="Abandon",
    question="All its bookings are released, and a card payment that was begun is cancelled.",
    done="Abandoned.",
    allowed=check_user_can_change_bookings,
    form=ReasonForm,
    offered=lambda purchase: purchase.state in UNBOUGHT,
)
GO_ON = Change(
    act=go_on,
    title="Go on now",
    question="What a timer would do is done now: what was begun to be bought is bought or undone, "
    "and money of what was not bought goes back.",
    done="Went on.",
    allowed=check_user_can_change_bookings,
    offered=lambda purchase: purchase.state == PurchaseState.BUYING or purchase.is_unsettled,
)


class PurchasePartInline(ScopedInline):
    """Its bookings."""

    model = PurchasePart
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["sequence", "place", "product", "link", "state", "price"]
    readonly_fields = ["product", "link", "state", "price"]
    ordering = ["sequence"]
    tab = True
    verbose_name_plural = "Parts"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("booking__offer__product")

    @display(description="Booking")
    def link(self, part: PurchasePart) -> str:
        return row_link(part.booking, linked=True)

    @display(description="Product")
    def product(self, part: PurchasePart) -> str:
        return str(part.booking.offer.product)

    @display(description="State")
    def state(self, part: PurchasePart) -> str:
        return str(part.booking.get_state_display())

    @display(description="As offered")
    def price(self, part: PurchasePart) -> str:
        return str(Money(part.booking.offer.amount, part.booking.offer.currency))


class PurchaseEventInline(EventInline):
    """What happened to it."""

    model = PurchaseEvent
    may_look = staticmethod(user_can_look_into_bookings)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("purchase")

    def currency_of(self, event: Any) -> str:
        return str(event.purchase.currency)


@admin.register(Purchase)
class PurchaseAdmin(TenantScopedAdmin):
    """Purchases, the latest first."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = ["reference", "shown_state", "way", "price", "channel", "customer", "held_at"]
    list_select_related = ["tenant", "channel", "customer"]
    list_filter = ["state", "way", "is_unsettled", "channel", "held_at"]
    search_fields = ["=reference", "=external_reference", "=parts__booking__reference"]
    search_help_text = "Reference, the partner's reference, or the reference of a booking"
    ordering = ["-pk"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("reference", "external_reference"),
                    ("shown_state", "reason"),
                    ("channel", "customer"),
                ]
            },
        ),
        ("Money", {"fields": [("price", "way"), ("order", "settled")]}),
        ("When", {"fields": [("held_at", "held_until"), ("asked_at", "closed_at")]}),
    ]
    readonly_fields = ["reference", "shown_state", "price", "settled"]
    inlines = [PurchasePartInline, PurchaseEventInline]
    actions_detail = ["go_on", "abandon"]
    go_on = change_button(GO_ON, icon="play_circle", variant=ActionVariant.PRIMARY)
    abandon = change_button(ABANDON, icon="cancel", variant=ActionVariant.DANGER)

    @display(description="State", label={state.label: colour for state, colour in COLOURS.items()})
    def shown_state(self, purchase: Purchase) -> str:
        return str(purchase.get_state_display())

    @display(description="Settled", boolean=True)
    def settled(self, purchase: Purchase) -> bool:
        return not purchase.is_unsettled

    @display(description="Charged now")
    def price(self, purchase: Purchase) -> str:
        return str(Money(purchase.amount, purchase.currency))
