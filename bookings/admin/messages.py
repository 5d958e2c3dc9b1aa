"""Messages about bookings: read, and written to the partner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget
from unfold.widgets import UnfoldAdminTextareaWidget as TextArea

from bookings.actions.messages import send_message
from bookings.models import BookingMessage, Subscription
from bookings.models.message import LONGEST_TEXT, MOST_MINUTES
from bookings.states import GIVEN_UP, MessageDirection, MessageKind
from operators.admin.changes import Change
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.admin.zones import to_the_second
from operators.tenancy.permissions import (
    check_user_can_change_bookings,
    user_can_look_into_bookings,
)

DIRECTION_COLOURS = {
    MessageDirection.FROM_PARTNER.label: "info",
    MessageDirection.TO_PARTNER.label: "success",
}


class MessageForm(forms.Form):
    """What is written to the partner."""

    kind = forms.TypedChoiceField(
        choices=MessageKind.choices, coerce=MessageKind, widget=UnfoldAdminSelectWidget
    )
    minutes = forms.IntegerField(
        min_value=0,
        max_value=MOST_MINUTES,
        required=False,
        help_text="Until the vehicle arrives; needed for that kind.",
        widget=UnfoldAdminIntegerFieldWidget,
    )
    text = forms.CharField(max_length=LONGEST_TEXT, required=False, widget=TextArea)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("kind") == MessageKind.ARRIVAL and told.get("minutes") is None:
            self.add_error("minutes", "Say how many minutes it takes until the vehicle arrives.")
        return told


WRITE_TO_PARTNER = Change(
    act=send_message,
    title="Write to partner",
    question="The partner that made this booking finds the message with the booking. It cannot be "
    "changed or taken back.",
    done="The message is with the booking.",
    allowed=check_user_can_change_bookings,
    offered=lambda booking: booking.state not in GIVEN_UP,
    form=MessageForm,
    once=True,
)


class MessageInline(ScopedInline):
    """What the partner and we told each other about the booking."""

    model = BookingMessage
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["moment", "direction", "kind", "minutes", "text", "actor"]
    readonly_fields = ["moment"]
    ordering = ["-id"]
    per_page = 20
    tab = True
    verbose_name_plural = "Messages"

    @display(description="When")
    def moment(self, message: BookingMessage) -> str:
        return to_the_second(message.sent_at)


class SubscriptionInline(ScopedInline):
    """That the partner wants to hear of changes."""

    model = Subscription
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["subscribed_at", "address", "actor"]
    tab = True
    verbose_name_plural = "Subscription"


@admin.register(BookingMessage)
class BookingMessageAdmin(TenantScopedAdmin):
    """Messages about all bookings, the latest first."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = ["shown_message", "shown_direction", "booking", "text", "sent_at"]
    list_select_related = ["booking__tenant", "booking__channel"]
    list_filter = ["direction", "kind", "booking__channel", "sent_at"]
    search_fields = ["=booking__reference"]
    search_help_text = "Booking id"
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": ["booking", ("direction", "actor"), "sent_at"]}),
        ("What was told", {"fields": [("kind", "minutes"), "text"]}),
    ]

    @display(description="Message", ordering="kind")
    def shown_message(self, message: BookingMessage) -> str:
        if message.minutes is None:
            return message.get_kind_display()
        return f"{message.get_kind_display()}: {message.minutes}"

    @display(description="Sent", ordering="direction", label=DIRECTION_COLOURS)
    def shown_direction(self, message: BookingMessage) -> str:
        return message.get_direction_display()
