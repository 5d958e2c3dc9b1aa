"""Barcodes that died and that no sweep has marked yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from tickets.models import Barcode, Ticket

WINDOW, OVERLAP = timedelta(seconds=30), timedelta(seconds=15)
TICKETS = 2000
"""On display at once, as they would be in a busy hour."""
ROWS_AT_ONCE = 10_000
COPY = """
COPY tickets_barcode
    (ticket_id, key_id, format, starts_at, ends_at, dies_at, payload, handed_out_at)
FROM STDIN
"""


def load_dead_barcodes(count: int, *, model: Barcode, at: datetime) -> None:
    """Write so many barcodes, window after window of the same tickets, the last one dead by then.

    Payload and key are the model's. The table must have none of these windows yet.
    """
    tickets = list(Ticket.objects.order_by("issued_at", "pk").values_list("pk", flat=True))
    lines = dead_lines(count, tickets[:TICKETS], model, at)
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(COPY) as copy:
        block: list[str] = []
        for line in lines:
            block.append(line)
            if len(block) == ROWS_AT_ONCE:
                copy.write("".join(block))
                block.clear()
        copy.write("".join(block))


def dead_lines(count: int, tickets: list[UUID], model: Barcode, at: datetime) -> Iterator[str]:
    windows = -(-count // len(tickets))
    first = at - OVERLAP - windows * WINDOW
    # COPY reads a backslash only where there are two.
    payload = rf"\\x{model.octets.hex()}"
    for place in range(count):
        window, ticket = divmod(place, len(tickets))
        starts_at = first + window * WINDOW
        ends_at = starts_at + WINDOW
        yield (
            f"{tickets[ticket]}\t{model.key_id}\t{model.format}\t{starts_at.isoformat()}\t"
            f"{ends_at.isoformat()}\t{(ends_at + OVERLAP).isoformat()}\t{payload}\t"
            f"{starts_at.isoformat()}\n"
        )
