"""A booking that a partner sends back: what it changes, and that it leaves the rest as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from protocols.tomp.errors import Invalid
from protocols.tomp.forms import WishedForm
from sales.orders.customers import CustomerFacts

FIXED = ("id", "state", "from", "to", "pricing", "legs")
CHANGEABLE_OF_LEG = (
    "ticket",
    "assetAccessData",
    "allAssetAccessData",
    "travelerReferenceNumbers",
)
"""A ticket in the body is that of an earlier moment; it tells nothing."""


@dataclass(frozen=True, slots=True)
class BookingChange:
    """A `booking` of a request, understood; `body` is how it was sent."""

    customer: CustomerFacts | None
    form: WishedForm
    legs: Sequence[Mapping[str, Any]]
    body: Mapping[str, Any]

    def check_against(self, known: Mapping[str, Any]) -> None:
        """Invalid with each member that is not as we tell it and cannot be changed so."""
        changed = [
            path
            for member in FIXED
            for path in _differences(self.body.get(member), known[member], member)
        ]
        if changed:
            raise Invalid(
                f"{', '.join(changed)}: this cannot be changed here; send it as it is, or leave "
                "it out. The state changes with POST /bookings/{id}/events."
            )

    def travellers(self, known: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """The references of travellers by the ids of their legs."""
        return {
            ours["id"]: tuple(told["travelerReferenceNumbers"])
            for told, ours in zip(self.legs, known["legs"], strict=False)
            if "travelerReferenceNumbers" in told
        }


def _differences(told: Any, known: Any, path: str) -> Iterator[str]:
    """Where it differs. What was left out or is not told by us does not count."""
    if told is None:
        return
    if isinstance(told, Mapping) and isinstance(known, Mapping):
        for name in [name for name in told if name in known and name not in CHANGEABLE_OF_LEG]:
            yield from _differences(told[name], known[name], f"{path}.{name}")
    elif isinstance(told, list) and isinstance(known, list) and len(told) == len(known):
        for place, (one, other) in enumerate(zip(told, known, strict=True)):
            yield from _differences(one, other, f"{path}.{place}")
    elif not _is_same(told, known):
        yield path


def _is_same(told: Any, known: Any) -> bool:
    if isinstance(told, str) and isinstance(known, str):
        return told == known or (_moment(told) is not None and _moment(told) == _moment(known))
    return told == known and isinstance(told, bool) == isinstance(known, bool)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
