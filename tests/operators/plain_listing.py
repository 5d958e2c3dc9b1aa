"""The grammar of lists, evaluated in plain Python over the dicts that rows were made from."""

from __future__ import annotations

import operator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

ORDERING = {"gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le}
READ = {
    "number": int,
    "price": Decimal,
    "sent_at": lambda text: to_second(datetime.fromisoformat(text)),
    "fragile": {"true": True, "false": False}.get,
    "items.size": int,
}


def to_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def matches(parcel: dict[str, Any], pairs: list[tuple[str, str]]) -> bool:
    """Whether all conditions hold of the parcel, those on items of one and the same item."""
    own = [pair for pair in pairs if "." not in pair[0]]
    if not all(holds(values_of(parcel, name), name, text) for name, text in own):
        return False
    below = [pair for pair in pairs if pair not in own]
    # Without items it is as if there were one that says nothing.
    return any(item_matches(item, below) for item in parcel.get("items") or [{}])


def item_matches(item: dict[str, Any], pairs: list[tuple[str, str]]) -> bool:
    on_item = [(name, text) for name, text in pairs if name.count(".") == 1]
    on_mark = [(name, text) for name, text in pairs if name.count(".") == 2]
    return all(holds([item.get(name[6:])], name, text) for name, text in on_item) and any(
        all(holds([mark.get("word")], name, text) for name, text in on_mark)
        for mark in item.get("marks") or [{}]
    )


def values_of(parcel: dict[str, Any], name: str) -> list[Any]:
    if name == "people":
        return [parcel.get("label"), parcel.get("sender")]
    if name == "size":
        price = parcel.get("price")
        return [None if price is None else "BIG" if price >= 100 else "SMALL"]
    found = parcel.get(name)
    return [to_second(found) if isinstance(found, datetime) else found]


def holds(found: list[Any], name: str, text: str) -> bool:
    """Whether one condition holds of a field that has these values, None being none."""
    head, _, rest = text.partition(":")
    wanted = [read(name, part) for part in (rest.split(",") if head in ("in", "nin") else [rest])]
    present = [value for value in found if value is not None]
    if head in ORDERING:
        return any(ORDERING[head](value, wanted[0]) for value in present)
    return any(value in wanted for value in present) is (head in ("eq", "in"))


def read(name: str, text: str) -> Any:
    if name in ("reference", "box"):
        return text
    return READ.get(name, str)(text)
