"""Where the bytes of an export go: the file, counted and digested, while somebody is told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import BinaryIO

from sales.exports.errors import ExportStopped

BLOCK = 256 * 1024
ROWS_AT_ONCE = 5000
Told = Callable[[int, int], bool]
"""Is told how many rows are written and how many there will be; says whether to go on."""


class Outlet:
    """Writes to the file in big blocks. ExportStopped when whoever is told says so."""

    def __init__(self, file: BinaryIO, *, rows: int, told: Told) -> None:
        self.rows = 0
        self.size = 0
        self._all_rows = rows
        self._told = told
        self._file = file
        self._digest = hashlib.sha256()
        self._waiting: list[bytes] = []
        self._waiting_size = 0

    @property
    def digest(self) -> str:
        """SHA-256 of what went to the file, in hexadecimal digits."""
        return self._digest.hexdigest()

    def write(self, part: bytes) -> None:
        self._waiting.append(part)
        self._waiting_size += len(part)
        if self._waiting_size >= BLOCK:
            self.flush()

    def count_row(self) -> None:
        """One more row was written, or will be at once."""
        self.rows += 1
        if not self.rows % ROWS_AT_ONCE:
            self.tell()

    def tell(self) -> None:
        if not self._told(self.rows, self._all_rows):
            raise ExportStopped

    def flush(self) -> None:
        block = b"".join(self._waiting)
        self._waiting, self._waiting_size = [], 0
        self._file.write(block)
        self._digest.update(block)
        self.size += len(block)
