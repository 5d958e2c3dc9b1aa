"""The gate of a ledger: many post at once; whoever closes a period waits until they are out.

It is an advisory lock, since those are handed out in the order in which they were asked for. A row
lets in everybody who may share it, past the one that waits to have it alone; where sales never
pause, a period could then never be closed.

Go through the gate before you lock the row of the ledger, and never the other way round.
"""

from __future__ import annotations

from django.db import connection

GATE = 730_335
"""The space of these locks; any number that no other lock uses."""
ENTER = f"pg_advisory_xact_lock_shared({GATE}, ledger_id::int)"


def enter_gate(ledger_id: int) -> None:
    """Keep the periods of the ledger as they are until the transaction ends."""
    _ask(f"SELECT {ENTER} FROM (SELECT %s AS ledger_id) AS asked", ledger_id)  # noqa: S608


def shut_gate(ledger_id: int) -> None:
    """Wait until nobody posts to the ledger any more; nobody can until the transaction ends."""
    _ask(f"SELECT pg_advisory_xact_lock({GATE}, %s)", ledger_id)


def _ask(statement: str, ledger_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [ledger_id])
