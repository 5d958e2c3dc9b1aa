"""Choosing when a ticket becomes valid, before it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from operators.tenancy.actors import Actor
from tickets.actions.payloads import check_fits
from tickets.actions.tickets import lock_tickets, record_tickets
from tickets.errors import BarcodeAlive, TicketBegun, ValidityUnfit
from tickets.models import Barcode, Ticket, WalletPass
from tickets.models.ticket import OPEN
from tickets.states import Activation, TicketEventName, TicketState, ValidityKind

GRACE = timedelta(minutes=1)
"""A start that lies so little behind is meant as now."""
CHANGED = ["state", "activated_at", "valid_from", "valid_until"]


@transaction.atomic
def start_tickets(
    tickets: Sequence[Ticket], *, starts_at: datetime, by: Actor, at: datetime
) -> list[Ticket]:
    """Let tickets become valid at that moment, and stay so as long as their rule says; one that
    waits for its activation is active from now on.

    TicketBegun if one is valid already or closed. ValidityUnfit if one has fixed dates, or if the
    moment is over or too late to activate it. BarcodeAlive if a barcode that was shown could be
    used in the validity that it tells.
    """
    locked = lock_tickets(tickets)
    waiting = [ticket for ticket in locked if ticket.state == TicketState.ISSUED]
    moved = [ticket for ticket in locked if ticket.state != TicketState.ISSUED]
    for ticket in locked:
        _check(ticket, starts_at, at=at)
        window = ticket.validity_rule().window(
            activation=Activation.LATER, activated_at=starts_at, zone=ticket.tenant.zone
        )
        check_fits(ticket, window, at=at)
        if ticket.state == TicketState.ISSUED:
            ticket.activate(window=window, at=at)
        else:
            ticket.move(window)
    Ticket.objects.bulk_update(locked, CHANGED)
    # Those that were made ahead tell the old validity.
    Barcode.objects.filter(ticket__in=locked, handed_out_at=None).delete()
    record_tickets(waiting, TicketEventName.ACTIVATED, by=by, at=at)
    record_tickets(moved, TicketEventName.VALIDITY_MOVED, by=by, at=at)
    return locked


def _check(ticket: Ticket, starts_at: datetime, *, at: datetime) -> None:
    if ticket.state not in OPEN or ticket.is_over(at) or ticket.has_begun(at):
        raise TicketBegun
    is_fixed = ticket.validity == ValidityKind.FIXED_DATES
    if is_fixed or not at - GRACE <= starts_at < ticket.activate_until:
        raise ValidityUnfit
    if ticket.barcodes.filter(handed_out_at__isnull=False, dies_at__gt=at).exists():
        raise BarcodeAlive
    if WalletPass.objects.filter(ticket=ticket, values_until__gt=at).exists():
        raise BarcodeAlive
