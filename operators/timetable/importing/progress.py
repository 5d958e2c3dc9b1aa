"""How far an import has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One sign of life. `done` and `total` count bytes of `file` while it is read, else rows."""

    step: str
    file: str = ""
    rows: int = 0
    done: int = 0
    total: int = 0


Listener = Callable[[Progress], None]
