"""Showing one ticket by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tickets.actions.barcodes import Showing, hand_out_barcodes
from tickets.models import Barcode, IssuerKey, Ticket
from tickets.states import KeyState


@transaction.atomic
def show_ticket(ticket: Ticket, *, at: datetime) -> tuple[Ticket, Barcode | None]:
    """The ticket as it is stored, and the barcode that it shows at that moment; none while it may
    not be shown.

    The row is locked, so that no barcode of an old validity is handed out when that was moved.
    Ticket.DoesNotExist; NoSigningKey if there is no active key.
    """
    rows = Ticket.objects.select_related("ticket_type", "tenant")
    locked = rows.select_for_update(of=("self",), no_key=True).get(pk=ticket.pk)
    if not locked.may_be_shown(at):
        return locked, None
    made = tuple(locked.barcodes.filter(starts_at__lte=at, ends_at__gt=at))
    key = IssuerKey.objects.filter(tenant=locked.tenant_id, state=KeyState.ACTIVE).first()
    return locked, hand_out_barcodes([Showing(locked, made=made, key=key)], at=at)[locked.pk]
