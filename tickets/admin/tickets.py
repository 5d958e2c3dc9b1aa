"""Tickets, what was handed out of them, where they were scanned, and what happened to them."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import change_button
from operators.admin.events import EventInline
from operators.admin.scoping import TenantScopedAdmin
from operators.tenancy.permissions import user_can_look_into_tickets
from tickets.admin.handed_out import BarcodeInline, HandsetInline, LinkInline, WalletPassInline
from tickets.admin.scan_maps import map_of_scans
from tickets.admin.scans import ScanInline
from tickets.admin.searching import FoundByTicket
from tickets.admin.showing import SHOW_BARCODE
from tickets.admin.suspicions import SuspicionInline
from tickets.admin.ticket_acts import (
    ACTIVATE_TICKET,
    MAKE_LINK,
    MOVE_TICKET,
    USE_TICKET,
    VOID_TICKET,
)
from tickets.codecs.numbers import ticket_number
from tickets.models import Ticket, TicketEvent
from tickets.states import TicketState

MOST_ON_MAP = 500
TICKET_COLOURS = {
    TicketState.ISSUED.label: "info",
    TicketState.ACTIVE.label: "success",
    TicketState.VOIDED.label: "danger",
}


class TicketEventInline(EventInline):
    """What happened to the ticket."""

    model = TicketEvent
    may_look = staticmethod(user_can_look_into_tickets)


@admin.register(Ticket)
class TicketAdmin(FoundByTicket, TenantScopedAdmin):
    """Rights to travel."""

    ticket_column = "pk"
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
    search_help_text = "Ticket id or number, or product name"
    ordering = ["-issued_at"]
    fieldsets = [
        (None, {"fields": [("id", "state"), "number", ("label", "ticket_type"), "specimen"]}),
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
        ("Where it was scanned", {"fields": ["map"]}),
    ]
    readonly_fields = ["id", "number", "map"]
    inlines = [
        ScanInline,
        SuspicionInline,
        TicketEventInline,
        BarcodeInline,
        LinkInline,
        HandsetInline,
        WalletPassInline,
    ]
    actions_detail = ["show", "activate", "use", "make_link", "move", "void"]
    show = change_button(SHOW_BARCODE, icon="qr_code_2")
    activate = change_button(ACTIVATE_TICKET, icon="play_circle")
    use = change_button(USE_TICKET, icon="task_alt")
    make_link = change_button(MAKE_LINK, icon="link")
    move = change_button(MOVE_TICKET, icon="phonelink_ring")
    void = change_button(VOID_TICKET, icon="block", variant=ActionVariant.DANGER)

    @display(description="State", ordering="state", label=TICKET_COLOURS)
    def shown_state(self, ticket: Ticket) -> str:
        return ticket.get_state_display()

    @display(description="Number")
    def number(self, ticket: Ticket) -> str:
        """As it stands on paper and on screens, for people to read out."""
        return ticket_number(ticket.pk)

    @display(description="Map")
    def map(self, ticket: Ticket) -> str:
        newest = ticket.scans.select_related("device").order_by("-scanned_at")[:MOST_ON_MAP]
        return map_of_scans(newest, tenant=ticket.tenant)
