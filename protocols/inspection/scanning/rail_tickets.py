"""The tables of rail tickets in JSON, so that the page reads UIC barcodes by the very ones that
the server reads them by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tickets.codecs.uic.devices import DYNAMIC_CONTENT
from tickets.codecs.uic.documents import RAIL_TICKET
from tickets.codecs.uic.per import (
    AsnType,
    Choice,
    Enumerated,
    Ia5String,
    ListOf,
    Member,
    Range,
    Record,
)
from tickets.codecs.uic.tables import DEEPEST, Later


def tables_to_wire() -> dict[str, Any]:
    """`types`, in which types name each other by their place, and the places of the two that a
    barcode begins with."""
    told = Telling()
    places = {"railTicket": told.place(RAIL_TICKET), "dynamicContent": told.place(DYNAMIC_CONTENT)}
    return {"types": told.types, "deepest": DEEPEST, **places}


class Telling:
    """Types that were told already are told once; one of them contains itself."""

    def __init__(self) -> None:
        self.types: list[dict[str, Any]] = []
        self._places: dict[int, int] = {}

    def place(self, kind: AsnType) -> int:
        """Where that type stands, which is told first if it is new."""
        if id(kind) not in self._places:
            place = len(self.types)
            self._places[id(kind)] = place
            self.types.append({})
            self.types[place] = self._told(kind)
        return self._places[id(kind)]

    def _told(self, kind: AsnType) -> dict[str, Any]:
        told: dict[str, Any] = {"kind": type(kind).__name__}
        match kind:
            case Range(least, most):
                told |= {"least": least, "most": most}
            case Enumerated(names, extensible):
                told |= {"names": list(names), "extensible": extensible}
            case Ia5String(size) if size is not None:
                told |= {"size": self.place(size)}
            case ListOf(item):
                told |= {"item": self.place(item)}
            case Record(members, extensible):
                told |= {"members": self._members(members), "extensible": extensible}
            case Choice(alternatives, extensible):
                told |= {"alternatives": self._members(alternatives), "extensible": extensible}
            case Later(find):
                told |= {"item": self.place(find())}
        return told

    def _members(self, members: Sequence[Member]) -> list[dict[str, Any]]:
        return [
            {
                "name": member.name,
                "type": self.place(member.type),
                "optional": member.optional,
                "default": member.default,
            }
            for member in members
        ]
