"""Schemas of two API descriptions, compared: what is asked must not narrow, what is told not widen.

Of JSON Schema it knows what our descriptions say (OpenAPI 3.0). A keyword that it does not know and
that has changed counts as a difference, so that nothing passes unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

Node = dict[str, Any]

WORDS = frozenset({"title", "description", "example", "examples", "deprecated", "externalDocs"})
"""What people read; it binds nobody."""
LEAST = frozenset({"minimum", "minLength", "minItems", "minProperties"})
MOST = frozenset({"maximum", "maxLength", "maxItems", "maxProperties"})
CHOICES = frozenset({"oneOf", "anyOf"})
WRAPPING = WORDS | {"allOf", "nullable"}
WALKED = frozenset(
    {"properties", "required", "additionalProperties", "items", "enum", "nullable", "pattern"}
)


class Side(Enum):
    """Who says it: clients, who go on saying what they said, or we, whom they go on reading."""

    ASKED = "asked"
    TOLD = "told"


class Schemas:
    """The schemas of two documents."""

    def __init__(self, old: Node, new: Node) -> None:
        self.old = old.get("components", {}).get("schemas", {})
        self.new = new.get("components", {}).get("schemas", {})
        self._open: set[tuple[int, int, Side]] = set()
        self._emptied: dict[int, Node] = {}

    def compare(self, where: str, old: Node, new: Node, side: Side) -> Iterator[str]:
        """Each thing about `new` that breaks who relies on `old`."""
        old, new = self._whole(old, self.old), self._whole(new, self.new)
        pair = (id(old), id(new), side)
        if pair in self._open:
            # A schema that contains itself is compared once on each way down.
            return
        self._open.add(pair)
        try:
            yield from self._compare(where, old, new, side)
        finally:
            self._open.discard(pair)

    def _whole(self, schema: Node, known: dict[str, Node]) -> Node:
        """The schema behind a reference; a single one in `allOf` may have words beside it."""
        while True:
            if "$ref" in schema:
                schema = known[schema["$ref"].rpartition("/")[2]]
            elif len(schema.get("allOf", ())) == 1 and set(schema) <= WRAPPING:
                inner = self._whole(schema["allOf"][0], known)
                if not schema.get("nullable"):
                    return inner
                # The same object each time, by which it is known again.
                return self._emptied.setdefault(id(schema), {**inner, "nullable": True})
            else:
                return schema

    def _compare(self, where: str, old: Node, new: Node, side: Side) -> Iterator[str]:
        yield from _of_values(where, old, new, side)
        yield from self._of_members(where, old, new, side)
        if "items" in old and "items" in new:
            yield from self.compare(f"{where}[]", old["items"], new["items"], side)
        for name in sorted(CHOICES & (set(old) | set(new))):
            yield from self._of_choices(where, old.get(name), new.get(name), side)
        known = WORDS | LEAST | MOST | CHOICES | WALKED
        for name in sorted((set(old) | set(new)) - known):
            if name == "default" and (side is Side.TOLD or "default" not in old):
                continue
            if old.get(name) != new.get(name):
                yield f"{where}: {name} was {_said(old, name)}, is {_said(new, name)}"

    def _of_members(self, where: str, old: Node, new: Node, side: Side) -> Iterator[str]:
        known, told = old.get("properties", {}), new.get("properties", {})
        for name, schema in known.items():
            if name not in told:
                yield f"{where}.{name}: is gone"
                continue
            yield from self.compare(f"{where}.{name}", schema, told[name], side)
        needed, before = set(new.get("required", ())), set(old.get("required", ()))
        if side is Side.ASKED:
            for name in sorted(needed - before):
                yield f"{where}.{name}: {'has become' if name in known else 'is new and'} required"
        else:
            for name in sorted((before - needed) & set(told)):
                yield f"{where}.{name}: may be missing now"
        yield from self._of_others(where, old, new, side)

    def _of_others(self, where: str, old: Node, new: Node, side: Side) -> Iterator[str]:
        """Members that have no name in the schema."""
        before, now = (one.get("additionalProperties", True) for one in (old, new))
        if side is Side.ASKED and before is not False and now is False:
            yield f"{where}: takes no other members any more"
        if isinstance(before, dict) and isinstance(now, dict):
            yield from self.compare(f"{where}.*", before, now, side)

    def _of_choices(
        self, where: str, old: list[Node] | None, new: list[Node] | None, side: Side
    ) -> Iterator[str]:
        """One of several schemas: each that was asked is still there, none that is told is new."""
        if old is None or new is None:
            yield f"{where}: {'has' if old is None else 'has no longer'} several forms"
            return
        wanted, offered = (old, new) if side is Side.ASKED else (new, old)
        for number, form in enumerate(wanted):
            if not any(self._fits(form, other, side) for other in offered):
                told = "is gone" if side is Side.ASKED else "is new"
                yield f"{where}: form {number + 1} of {len(wanted)} {told}"

    def _fits(self, form: Node, other: Node, side: Side) -> bool:
        old, new = (form, other) if side is Side.ASKED else (other, form)
        return not list(self.compare("", old, new, side))


def _of_values(where: str, old: Node, new: Node, side: Side) -> Iterator[str]:
    narrow, wide = (new, old) if side is Side.ASKED else (old, new)
    if wide.get("nullable") and not narrow.get("nullable"):
        yield f"{where}: may {'not be' if side is Side.ASKED else 'be'} null now"
    yield from _of_words(where, old, new, side)
    if old.get("pattern") != new.get("pattern") and "pattern" in narrow:
        yield f"{where}: the pattern was {_said(old, 'pattern')}, is {_said(new, 'pattern')}"
    for name in sorted((LEAST | MOST) & set(narrow)):
        tighter = (
            name not in wide
            or (name in MOST and narrow[name] < wide[name])
            or (name in LEAST and narrow[name] > wide[name])
        )
        if tighter:
            yield f"{where}: {name} was {_said(old, name)}, is {_said(new, name)}"


def _of_words(where: str, old: Node, new: Node, side: Side) -> Iterator[str]:
    """The words of a list. Answers may have new ones: a client passes over what it does not
    know."""
    if "enum" not in old:
        if "enum" in new and side is Side.ASKED:
            yield f"{where}: takes certain words only"
        return
    if "enum" not in new:
        if side is Side.TOLD:
            yield f"{where}: may be any word now"
        return
    for word in old["enum"]:
        if word not in new["enum"]:
            yield f"{where}: the word {word} is gone"


def _said(schema: Node, name: str) -> str:
    return str(schema[name]) if name in schema else "not said"
