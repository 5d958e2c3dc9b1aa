"""Legs: looked into, and started for a traveller who cannot."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display
from unfold.enums import ActionVariant

from bookings.actions.leg import start_leg
from bookings.admin.rides import describe_facts, describe_ride
from bookings.models import Leg, LegAncillary
from bookings.states import RIDING, WAITING_LEGS, BookingKind, LegState
from operators.admin.changes import Change, change_button
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.permissions import (
    check_user_can_change_bookings,
    user_can_look_into_bookings,
)

LEG_COLOURS = {
    LegState.PREPARING.label: "info",
    LegState.IN_USE.label: "success",
    LegState.FINISHING.label: "warning",
    LegState.CANCELLED.label: "danger",
}

START_LEG = Change(
    act=start_leg,
    title="Start leg",
    question="The tickets of this leg become active and their validity begins now; so does every "
    "leg that the same tickets cover. This cannot be undone.",
    done="The leg is in use.",
    allowed=check_user_can_change_bookings,
    offered=lambda leg: (
        leg.state in WAITING_LEGS
        and leg.booking.state in RIDING
        and leg.booking.kind == BookingKind.JOURNEY
    ),
)


class LegAncillaryInline(ScopedInline):
    """What was added to the leg."""

    model = LegAncillary
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["category", "number", "name", "added_at"]
    ordering = ["category", "number"]


@admin.register(Leg)
class LegAdmin(TenantScopedAdmin):
    """Rides of travellers, and uses of vehicles."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = ["reference", "booking", "shown_state", "shown_ride", "departs_at"]
    list_select_related = ["booking__tenant", "ticket", "rental", "taxi_ride"]
    list_filter = ["state", "booking__channel", "departs_at"]
    search_fields = ["=reference", "=booking__reference"]
    search_help_text = "Leg or booking id"
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": [("reference", "state"), ("booking", "sequence")]}),
        ("Who and where", {"fields": ["shown_ride", "ticket", "traveller_references"]}),
        (
            "When",
            {"fields": [("departs_at", "arrives_at"), ("prepared_at", "started_at", "closed_at")]},
        ),
        ("As it was sold", {"fields": ["sold_ride"], "classes": ["collapse"]}),
    ]
    readonly_fields = ["reference", "shown_ride", "sold_ride"]
    inlines = [LegAncillaryInline]
    actions_detail = ["start"]
    start = change_button(START_LEG, icon="play_circle", variant=ActionVariant.PRIMARY)

    @display(description="State", ordering="state", label=LEG_COLOURS)
    def shown_state(self, leg: Leg) -> str:
        return leg.get_state_display()

    @display(description="Ride")
    def shown_ride(self, leg: Leg) -> str:
        return describe_ride(leg)

    @display(description="Ride")
    def sold_ride(self, leg: Leg) -> str:
        return describe_facts(leg)
