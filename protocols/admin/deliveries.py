"""Calls to partners: what waits, what was answered, and what was given up."""

from __future__ import annotations

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import Change, change_button
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.admin.zones import to_the_second
from operators.tenancy.permissions import (
    check_user_can_change_bookings,
    user_can_look_into_callbacks,
)
from protocols.deliveries.acts import give_up_delivery, send_again
from protocols.models import Delivery, DeliveryAttempt, DeliveryState

DELIVERY_COLOURS = {
    DeliveryState.WAITING.label: "info",
    DeliveryState.DELIVERED.label: "success",
    DeliveryState.GIVEN_UP.label: "danger",
    DeliveryState.CANCELLED.label: "warning",
}

SEND_AGAIN = Change(
    act=send_again,
    title="Send again",
    question="The partner is sent the same call once more, under the same id, so that it knows a "
    "repetition.",
    done="The call waits to be sent.",
    allowed=check_user_can_change_bookings,
    offered=lambda delivery: delivery.state != DeliveryState.WAITING,
)
GIVE_UP = Change(
    act=give_up_delivery,
    title="Give up",
    question="The partner is not sent this call any more; the next one of its booking follows. It "
    "can be sent again later.",
    done="The call is given up.",
    allowed=check_user_can_change_bookings,
    offered=lambda delivery: delivery.state == DeliveryState.WAITING,
)


class AttemptInline(ScopedInline):
    """Each try, the last one first."""

    model = DeliveryAttempt
    may_look = staticmethod(user_can_look_into_callbacks)
    fields = ["number", "moment", "status", "error", "milliseconds"]
    readonly_fields = ["moment"]
    ordering = ["-number"]
    per_page = 20
    verbose_name_plural = "Tries"

    @display(description="When")
    def moment(self, tried: DeliveryAttempt) -> str:
        return to_the_second(tried.tried_at)


class DeliveryInline(ScopedInline):
    """What the partner is told of a booking, the latest first."""

    model = Delivery
    may_look = staticmethod(user_can_look_into_callbacks)
    fields = ["method", "path", "state", "attempts", "next_try_at", "last_error", "ended_at"]
    ordering = ["-pk"]
    per_page = 20
    tab = True
    show_change_link = True
    verbose_name_plural = "Calls to the partner"


@admin.register(Delivery)
class DeliveryAdmin(TenantScopedAdmin):
    """Calls to partners, the latest first."""

    may_look = staticmethod(user_can_look_into_callbacks)
    list_display = [
        "shown_call",
        "shown_state",
        "booking",
        "endpoint",
        "attempts",
        "next_try_at",
        "last_error",
        "created_at",
    ]
    list_select_related = ["tenant", "booking", "endpoint"]
    list_filter = ["state", "endpoint", "endpoint__channel", "created_at"]
    search_fields = ["=booking__reference", "=reference", "path"]
    search_help_text = "Booking id, webhook id, or part of the path"
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": [("shown_call", "shown_state"), ("booking", "endpoint"), "reference"]}),
        ("What is told", {"fields": ["address", "shown_body"]}),
        (
            "How it goes",
            {
                "fields": [
                    ("attempts", "refusals"),
                    ("last_status", "last_error"),
                    ("created_at", "next_try_at", "give_up_at"),
                    ("claimed_until", "ended_at"),
                ]
            },
        ),
    ]
    readonly_fields = ["shown_call", "shown_state", "reference", "shown_body"]
    inlines = [AttemptInline]
    actions_detail = ["send_again", "give_up"]
    send_again = change_button(SEND_AGAIN, icon="redo")
    give_up = change_button(GIVE_UP, icon="cancel", variant=ActionVariant.DANGER)

    @display(description="Call", ordering="path")
    def shown_call(self, delivery: Delivery) -> str:
        return str(delivery)

    @display(description="State", ordering="state", label=DELIVERY_COLOURS)
    def shown_state(self, delivery: Delivery) -> str:
        return delivery.get_state_display()

    @display(description="Body")
    def shown_body(self, delivery: Delivery) -> SafeString:
        text = json.dumps(delivery.body, indent=2, ensure_ascii=False)
        return format_html('<pre class="whitespace-pre-wrap">{}</pre>', text)
