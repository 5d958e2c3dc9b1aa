"""Bodies of booking requests, read mildly: apps of several generations send an answer alone, the
whole option back, or something between (§6.2). Only ids, answers and quantities are taken; prices,
bounds and addresses that come back with them are passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from protocols.tripgo.errors import Unusable
from protocols.tripgo.fields import object_in, read_whole

MOST_OF_A_FARE = 99
MOST_ENTRIES = 200
OLD_NAME, NEW_NAME = "tickets", "fares"


@dataclass(frozen=True, slots=True)
class Told:
    """What a request says, not yet held against an offer."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    """By the id of the input field, as they came."""
    quantities: Mapping[str, int] | None = None
    """By the id of the fare, without those of which none is wanted; None if fares are not
    mentioned at all, so that what was preselected counts."""

    @property
    def facts(self) -> dict[str, Any]:
        """The same, fit for JSON."""
        return asdict(self)


def read_body(body: Any) -> Told:
    """What a body says; an empty one says nothing. Unusable if it, or a part that is read, has
    another form than any app sends."""
    told = object_in(body)
    return Told(answers=_answers(_entries(told, "input")), quantities=_quantities(told))


def _answers(entries: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Several choices come as `values`, anything else as `value`; forms of confirmations call the
    id `field`. Of one id the last entry counts."""
    told = {}
    for entry in entries:
        name = _id(entry, "input") or str(entry.get("field") or "")
        answer = entry.get("values")
        told[name] = entry.get("value") if answer is None else answer
    return told


def _quantities(body: Mapping[str, Any]) -> dict[str, int] | None:
    """By `fares`, or by `tickets` where an app knows no other name."""
    name = next((name for name in (NEW_NAME, OLD_NAME) if body.get(name) is not None), None)
    if name is None:
        return None
    told = {_id(entry, name): _quantity(entry.get("value"), name) for entry in _entries(body, name)}
    return {fare: count for fare, count in told.items() if count}


def _quantity(told: Any, name: str) -> int:
    if told is None or told == "":
        return 0
    count = read_whole(told)
    if count is None or not 0 <= count <= MOST_OF_A_FARE:
        raise Unusable(f"{name}.value", f"Send a whole number from 0 to {MOST_OF_A_FARE}.")
    return count


def _entries(body: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    told = body.get(name)
    if told is None:
        return []
    if not isinstance(told, list) or len(told) > MOST_ENTRIES:
        raise Unusable(name, f"Send a list of at most {MOST_ENTRIES} objects.")
    if not all(isinstance(entry, Mapping) for entry in told):
        raise Unusable(name, "Each entry of this list is an object with an id.")
    return told


def _id(entry: Mapping[str, Any], name: str) -> str:
    told = entry.get("id")
    if isinstance(told, str):
        return told
    if told is None and "field" in entry:
        return ""
    raise Unusable(f"{name}.id", "Send the id that was told.")
