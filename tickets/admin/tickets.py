"""Tickets, what their barcodes showed, and what happened to them."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import Change, change_button
from operators.admin.events import EventInline
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.admin.zones import to_the_second
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import check_user_can_change_tickets, user_can_look_into_tickets
from tickets.actions.tickets import void_tickets
from tickets.models import Barcode, Ticket, TicketEvent
from tickets.models.ticket import OPEN
from tickets.states import TicketState

TICKET_COLOURS = {
    TicketState.ISSUED.label: "info",
    TicketState.ACTIVE.label: "success",
    TicketState.VOIDED.label: "danger",
}


def void_ticket(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """Take one ticket back."""
    [voided] = void_tickets([ticket], by=by, at=at)
    return voided


VOID_TICKET = Change(
    act=void_ticket,
    title="Void ticket",
    question="The ticket is taken back: it is never shown again and inspectors refuse it. No "
    "money is given back by this; cancel the booking for that, before or "
    "after. This cannot be undone.",
    done="The ticket is void.",
    allowed=check_user_can_change_tickets,
    offered=lambda ticket: ticket.state in OPEN,
)


class BarcodeInline(ScopedInline):
    """The windows that were shown. The payload stays out: whoever has it can travel."""

    model = Barcode
    may_look = staticmethod(user_can_look_into_tickets)
    fields = ["starts", "ends", "dies", "key", "handed_out"]
    readonly_fields = ["starts", "ends", "dies", "handed_out"]
    ordering = ["-starts_at"]
    per_page = 20
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Barcode]:
        return super().get_queryset(request).select_related("key").defer("payload")

    @display(description="Shown from")
    def starts(self, barcode: Barcode) -> str:
        return to_the_second(barcode.starts_at)

    @display(description="Until")
    def ends(self, barcode: Barcode) -> str:
        return to_the_second(barcode.ends_at)

    @display(description="Refused from")
    def dies(self, barcode: Barcode) -> str:
        return to_the_second(barcode.dies_at)

    @display(description="Handed out")
    def handed_out(self, barcode: Barcode) -> str:
        return to_the_second(barcode.handed_out_at) or "made ahead"


class TicketEventInline(EventInline):
    """What happened to the ticket."""

    model = TicketEvent
    may_look = staticmethod(user_can_look_into_tickets)


@admin.register(Ticket)
class TicketAdmin(TenantScopedAdmin):
    """Rights to travel."""

    may_look = staticmethod(user_can_look_into_tickets)
    list_display = [
        "id",
        "label",
        "shown_state",
        "ticket_type",
        "passengers",
        "valid_from",
        "valid_until",
    ]
    list_select_related = ["tenant", "ticket_type"]
    list_filter = ["state", "ticket_type", "specimen", "issued_at"]
    search_fields = ["id", "label"]
    search_help_text = "Ticket id or product name"
    ordering = ["-issued_at"]
    fieldsets = [
        (None, {"fields": [("id", "state"), ("label", "ticket_type"), "specimen"]}),
        ("What it allows", {"fields": [("product_number", "passengers"), "zones"]}),
        (
            "Validity",
            {
                "fields": [
                    ("validity", "valid_minutes"),
                    ("travels_at", "boarding_minutes"),
                    ("valid_from", "valid_until"),
                ]
            },
        ),
        (
            "Its life",
            {
                "fields": [
                    ("issued_at", "activation", "activate_until"),
                    ("activated_at", "used_at"),
                    "closed_at",
                ]
            },
        ),
    ]
    readonly_fields = ["id"]
    inlines = [TicketEventInline, BarcodeInline]
    actions_detail = ["void"]
    void = change_button(VOID_TICKET, icon="block", variant=ActionVariant.DANGER)

    @display(description="State", ordering="state", label=TICKET_COLOURS)
    def shown_state(self, ticket: Ticket) -> str:
        return ticket.get_state_display()
