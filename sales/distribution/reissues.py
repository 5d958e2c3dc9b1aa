"""Telling travellers that a leaked key made their printed tickets worthless."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.distribution.wording import new_barcodes_subject, new_barcodes_text
from sales.letters.actions import Message, write_letter
from sales.letters.models import Letter
from sales.letters.states import Language, LetterKind
from sales.orders.fulfilments import Fulfilment
from sales.orders.models import Order
from tickets.models import Ticket, TicketEvent
from tickets.models.ticket import OPEN


@transaction.atomic
def tell_reissued(*, by: Actor, at: datetime, limit: int) -> int:
    """Write to whoever was sent tickets by e-mail whose barcodes were signed anew; returns how many
    tickets were looked at. Partners that show tickets themselves get the new barcode when they
    next ask."""
    events = list(TicketEvent.objects.untold_reissues().order_by("pk").lock_free()[:limit])
    sent = Fulfilment.objects.filter(
        ticket__in=[event.ticket_id for event in events], ticket__state__in=OPEN
    ).exclude(handed_out_to="")
    rows = sent.select_related("ticket", "line__order__seller", "line__order__tenant")
    letters: defaultdict[tuple[Order, str], dict[Ticket, None]] = defaultdict(dict)
    for row in rows.order_by("pk"):
        letters[row.line.order, row.handed_out_to][row.ticket] = None
    for (order, recipient), tickets in letters.items():
        _write(order, recipient, list(tickets), at=at)
    told = TicketEvent.objects.filter(pk__in=[event.pk for event in events])
    told.update(dispatched_at=at)
    return len(events)


def _write(order: Order, recipient: str, tickets: list[Ticket], *, at: datetime) -> None:
    before = Letter.objects.filter(order=order, recipient=recipient, kind=LetterKind.TICKETS)
    spoken = before.order_by("-pk").values_list("language", flat=True).first()
    language = Language(spoken or Language.ENGLISH)
    message = Message(
        recipient=recipient,
        language=language,
        subject=new_barcodes_subject(order, language),
        text=new_barcodes_text(order, tickets, language),
    )
    write_letter(order, message, order_version=order.version, kind=LetterKind.TICKETS, at=at)
