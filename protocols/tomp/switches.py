"""Members of queries that are true or false."""

from __future__ import annotations

from collections.abc import Mapping

from protocols.tomp.errors import Invalid

SWITCH = {"true": True, "false": False}


def read_switch(query: Mapping[str, str], name: str, *, default: bool) -> bool:
    """What the query says under this name. Invalid for another word."""
    asked = query.get(name)
    if asked is None:
        return default
    if asked.lower() not in SWITCH:
        raise Invalid(f"{name}: send true or false.")
    return SWITCH[asked.lower()]
