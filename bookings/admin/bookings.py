"""Bookings: looked into, and cancelled where their product allows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from unfold.decorators import display
from unfold.enums import ActionVariant

from bookings.actions.booking import cancel_booking
from bookings.actions.previews import preview_cancellation
from bookings.admin.answers import AnswerButtons, WaitsForAnswer
from bookings.admin.charges import CHARGE_PARTNER
from bookings.admin.messages import WRITE_TO_PARTNER, MessageInline, SubscriptionInline
from bookings.admin.rides import describe_ride
from bookings.models import Booking, BookingEvent, Leg, Rental, TaxiRide
from bookings.states import CLOSED, BookingKind, BookingState
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

PRICED_AT_THE_END = (BookingKind.RENTAL, BookingKind.TAXI)
BOOKING_COLOURS = {
    BookingState.PENDING.label: "info",
    BookingState.CONDITIONAL_CONFIRMED.label: "warning",
    BookingState.REJECTED.label: "danger",
    BookingState.CONFIRMED.label: "success",
    BookingState.STARTED.label: "success",
    BookingState.CANCELLED.label: "danger",
    BookingState.EXPIRED.label: "warning",
}


def words_of_cancellation(booking: Booking, *, by: Actor, at: datetime) -> dict[str, str]:
    """What cancelling comes to, for the page that asks."""
    preview = preview_cancellation(booking, by=by, at=at)
    if preview is None:
        return {"Nothing was sold yet": "The hold is released; no money is given back."}
    return {
        "Paid": str(preview.paid),
        "Kept as a fee": str(preview.kept),
        "Given back": str(preview.given_back),
        "Tickets that end": str(preview.tickets),
    }


CANCEL_BOOKING = Change(
    act=cancel_booking,
    title="Cancel booking",
    question="A hold is released. A sold booking is cancelled by the rule of its product: its "
    "tickets are void, and what was paid is credited less the product's fee. This cannot be "
    "undone.",
    done="The booking is called off.",
    allowed=check_user_can_change_bookings,
    offered=lambda booking: booking.state not in CLOSED and booking.kind == BookingKind.JOURNEY,
    preview=words_of_cancellation,
)


class LegInline(ScopedInline):
    """The rides, each with the ticket that covers it."""

    model = Leg
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["sequence", "shown_ride", "state", "departs_at", "arrives_at", "ticket", "ticket_is"]
    readonly_fields = ["shown_ride", "ticket_is"]
    ordering = ["sequence"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("ticket", "rental", "taxi_ride")

    @display(description="Ride")
    def shown_ride(self, leg: Leg) -> str:
        return describe_ride(leg)

    @display(description="Ticket is")
    def ticket_is(self, leg: Leg) -> str:
        return leg.ticket.get_state_display() if leg.ticket else ""


class BookingEventInline(EventInline):
    """What happened to the booking and its legs."""

    model = BookingEvent
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["moment", "name", "leg", "actor", "told"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("leg")


@admin.register(Booking)
class BookingAdmin(AnswerButtons, TenantScopedAdmin):
    """Journeys that are held or sold, and rentals of vehicles."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = [
        "reference",
        "shown_state",
        "channel",
        "customer",
        "departure",
        "price",
        "order",
        "booked_at",
    ]
    list_select_related = ["tenant", "channel", "customer", "order", "offer"]
    list_filter = [WaitsForAnswer, "kind", "state", "channel", "booked_at"]
    search_fields = ["=reference", "=order__code", "customer__external_id", "=legs__reference"]
    search_help_text = "Booking or leg id, order code, customer id"
    ordering = ["-pk"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("reference", "state"),
                    ("channel", "customer"),
                    ("order", "media"),
                    ("kind", "vehicle"),
                    ("callback_address", "cancel_origin"),
                ]
            },
        ),
        (
            "When",
            {
                "fields": [
                    ("booked_at", "held_until", "extensions"),
                    "answer_until",
                    ("confirmed_at", "started_at"),
                    "closed_at",
                ]
            },
        ),
    ]
    readonly_fields = ["reference", "vehicle"]
    inlines = [LegInline, MessageInline, SubscriptionInline, BookingEventInline]
    actions_detail = ["approve", "deny", "write_to_partner", "charge", "cancel"]
    charge = change_button(CHARGE_PARTNER, icon="receipt_long")
    write_to_partner = change_button(WRITE_TO_PARTNER, icon="mail")
    cancel = change_button(CANCEL_BOOKING, icon="cancel", variant=ActionVariant.DANGER)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Bookings with the departure of their first leg."""
        first = Leg.objects.filter(booking=OuterRef("pk")).order_by("departs_at")
        departs_at = Subquery(first.values("departs_at")[:1])
        return super().get_queryset(request).annotate(departs_at=departs_at)

    @display(description="Departure")
    def departure(self, booking: Any) -> Any:
        return booking.departs_at

    @display(description="Vehicle")
    def vehicle(self, booking: Booking) -> str:
        """A rental or a taxi has a page of its own, where it is ended or cancelled."""
        kinds: Mapping[str, type[Rental | TaxiRide]] = {
            BookingKind.RENTAL: Rental,
            BookingKind.TAXI: TaxiRide,
        }
        kind = kinds.get(booking.kind)
        found = kind.objects.filter(leg__booking=booking).first() if kind else None
        return row_link(found, linked=True) if found else "None"

    @display(description="Price", ordering="offer__amount")
    def price(self, booking: Booking) -> str:
        """Of a rental or a taxi, its final price; before its end what was offered."""
        if booking.kind in PRICED_AT_THE_END and booking.order is not None:
            return str(Money(booking.order.total_amount, booking.order.currency))
        return str(Money(booking.offer.amount, booking.offer.currency))

    @display(description="State", ordering="state", label=BOOKING_COLOURS)
    def shown_state(self, booking: Booking) -> str:
        return booking.get_state_display()
