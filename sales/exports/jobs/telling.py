"""How far an export has come, for everybody to see while its own transaction is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic

from django.db import connection

from sales.exports.jobs.models import Export
from sales.exports.jobs.states import ExportState
from sales.exports.writers.outlet import Told

SECONDS_BETWEEN = 1.0
NOTE = """
UPDATE sales_export SET done_rows = %(done)s, all_rows = %(all)s, alive_at = %(now)s
WHERE id = %(export)s AND attempts = %(attempt)s AND state = %(running)s
"""


class Progress:
    """Notes the progress of an attempt once a second, and stops it once nobody wants it any more.

    The connection is one of its own: the one of the thread is in a transaction that reads only.
    """

    def __init__(self, export: Export, clock: Callable[[], datetime]) -> None:
        self.export = export
        self.clock = clock
        self.link = connection.copy()
        self.next = 0.0

    def __call__(self, rows: int, all_rows: int) -> bool:
        now = monotonic()
        if now < self.next and rows < all_rows:
            return True
        self.next = now + SECONDS_BETWEEN
        with self.link.cursor() as cursor:
            cursor.execute(
                NOTE,
                {
                    "done": rows,
                    "all": all_rows,
                    "now": self.clock(),
                    "export": self.export.pk,
                    "attempt": self.export.attempts,
                    "running": ExportState.RUNNING,
                },
            )
            return cursor.rowcount == 1


@contextmanager
def progress_of(export: Export, clock: Callable[[], datetime]) -> Iterator[Told]:
    """Whom to tell, with the clock that says when; its connection ends with it."""
    progress = Progress(export, clock)
    try:
        yield progress
    finally:
        progress.link.close()
