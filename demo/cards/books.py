"""What the provider knows of each of its accounts."""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

Row = dict[str, Any]


class Refused(Exception):
    """The provider's refusal, in its own words."""

    def __init__(self, status: int, kind: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body: Row = {"error": {"type": kind, "message": message, **more}}


@dataclass
class Mishap:
    """What goes wrong with the next calls of that name.

    `broken`: it is not done, and the answer is 500. `refused`: it is not done, and the answer is
    400. `lost`: it is done, and nothing is answered. `late`: it is done, and answered after so many
    seconds.
    """

    call: str
    how: str
    times: int
    seconds: float = 0.0


@dataclass
class Answer:
    """What was answered under an idempotency key, and what had been asked; status 0 while it is
    being done."""

    asked: tuple[str, str]
    status: int = 0
    body: bytes = b""


@dataclass
class Account:
    """A shop with the provider. Whatever touches it holds its lock."""

    name: str
    lock: RLock = field(default_factory=RLock)
    rows: dict[str, Row] = field(default_factory=dict)
    """All that can be asked for, by id."""
    answers: dict[str, Answer] = field(default_factory=dict)
    charged: list[Row] = field(default_factory=list)
    repaid: list[Row] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    mishaps: list[Mishap] = field(default_factory=list)
    messages: list[Row] = field(default_factory=list)
    callback: str = ""
    """Where messages go; they are kept as well."""
    meanwhile: dict[str, Callable[[], object]] = field(default_factory=dict)
    """What somebody else does just before the next call of that name is done."""

    @property
    def callback_secret(self) -> str:
        return f"whsec_{self.name}"

    def find(self, kind: str, id: str) -> Row:  # noqa: A002  # the provider's word
        """The row, or the refusal that there is none."""
        row = self.rows.get(id)
        if row is None or row["object"] != kind:
            told = f"No such {kind}: '{id}'"
            raise Refused(404, "invalid_request_error", told, code="resource_missing", param="id")
        return row

    def keep(self, kind: str, prefix: str, **facts: Any) -> Row:
        """A new row."""
        row = {
            "id": f"{prefix}_{secrets.token_hex(12)}",
            "object": kind,
            "created": int(time.time()),
            "livemode": False,
            **facts,
        }
        self.rows[row["id"]] = row
        return row

    def listed(self, kind: str, path: str, **wanted: str) -> Row:
        """Rows of that kind with these facts, newest first."""
        found = [
            row
            for row in reversed(self.rows.values())
            if row["object"] == kind
            and all(row[name] == text for name, text in wanted.items() if text)
        ]
        return {"object": "list", "data": found, "has_more": False, "url": path}

    def mishap(self, call: str) -> Mishap | None:
        """What goes wrong with this call."""
        found = next((one for one in self.mishaps if one.call == call and one.times), None)
        if found:
            found.times -= 1
        return found
