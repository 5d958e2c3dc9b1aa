"""What people write on an order."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.orders.changes import open_order
from sales.orders.errors import LineUnknown
from sales.orders.models import Order, OrderNote
from sales.orders.states import NoteType, OrderEventName


@transaction.atomic
def add_note(
    order: Order,
    text: str,
    *,
    type: NoteType = NoteType.GENERAL,  # noqa: A002 - the word of the model
    line: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> OrderNote:
    """Write a note on any order, or on one of its lines; notes stay as they were written.

    The order itself does not change. LineUnknown.
    """
    change = open_order(order, by=by, at=at)
    if line is not None and all(known.reference != line for known in change.lines):
        raise LineUnknown
    note = OrderNote.objects.create(
        order=change.order,
        line_reference=line,
        type=type,
        text=text,
        written_by=str(by),
        written_at=at,
    )
    change.note(OrderEventName.NOTE_ADDED, note=str(note.reference), type=note.type)
    change.store_events()
    return note
