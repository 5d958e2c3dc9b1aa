"""The buttons of tickets and of their inspection: who may press them, and what is then true."""

from __future__ import annotations

from typing import Any

from operators.models import Role
from tests.admin_button import BOSSES, CLERKS, Button, Form
from tests.factories.inspection import DeviceFactory, ScanFactory, SuspicionFactory
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import Shop
from tickets.actions.tickets import activate_tickets
from tickets.inspection.models import Device, Suspicion
from tickets.models import Ticket
from tickets.states import TicketState


def issued(shop: Shop) -> Ticket:
    """A ticket that waits to be activated."""
    return Ticket.objects.get(legs__booking=shop.sell())


def active(shop: Shop) -> Ticket:
    [ticket] = activate_tickets([issued(shop)], by=BY, at=NOW)
    return ticket


def suspected(shop: Shop) -> Suspicion:
    SuspicionFactory(scan=ScanFactory(ticket=active(shop)))
    return Suspicion.objects.get()


def has_a_link(ticket: Any) -> bool:
    return bool(ticket.links.open().exists())


TICKET_BUTTONS = [
    Button(
        "tickets_ticket_void",
        issued,
        CLERKS,
        lambda ticket: ticket.state == TicketState.VOIDED,
    ),
    Button(
        "tickets_ticket_activate",
        issued,
        CLERKS,
        lambda ticket: ticket.state == TicketState.ACTIVE,
    ),
    Button(
        "tickets_ticket_use",
        active,
        CLERKS,
        lambda ticket: ticket.state == TicketState.USED,
    ),
    Button(
        "tickets_ticket_show",
        active,
        CLERKS,
        lambda ticket: ticket.barcodes.filter(handed_out_at=NOW).exists(),
    ),
    Button("tickets_ticket_make_link", issued, CLERKS, has_a_link),
    Button("tickets_ticket_move", issued, CLERKS, has_a_link),
    Button(
        "tickets_device_stop",
        lambda shop: DeviceFactory(tenant=shop.tenant),
        BOSSES,
        lambda device: device.stopped_at == NOW,
    ),
    Button(
        "tickets_suspicion_settle",
        suspected,
        {Role.ADMINISTRATOR, Role.SUPPORT},
        lambda suspicion: suspicion.settled_at == NOW,
        {"note": "Two inspectors in one tram."},
    ),
]

INSPECTION_FORMS = {
    Device: Form(BOSSES, {"name": "Changed"}, lambda _rows: {"name": "New"}, gone=False)
}
