"""What the tables of a rail ticket are written with: groups of members, and two odd types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tickets.codecs.uic.bits import BitReader, BitsWrong, BitWriter
from tickets.codecs.uic.per import AsnType, Member, Record

# Far more than a route has, far less than Python can stack.
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Later:
    """A type that is defined further down, for those that contain themselves."""

    find: Callable[[], AsnType]

    def read(self, bits: BitReader) -> Any:
        bits.depth += 1
        if bits.depth > DEEPEST:
            raise BitsWrong(f"A type stands inside itself more than {DEEPEST} times.")
        value = self.find().read(bits)
        bits.depth -= 1
        return value

    def write(self, bits: BitWriter, value: Any) -> None:
        self.find().write(bits, value)


class Unread:
    """An alternative that we know by its name alone; what stands behind it cannot be read."""

    def read(self, bits: BitReader) -> Any:
        raise NotForUs

    def write(self, bits: BitWriter, value: Any) -> None:
        raise ValueError("We do not write such documents.")


class NotForUs(Exception):
    """The content is of a kind that we leave to others."""


def always(**types: AsnType) -> list[Member]:
    """Members that are always there."""
    return [Member(name, kind) for name, kind in types.items()]


def optional(**types: AsnType) -> list[Member]:
    """Members that may be missing."""
    return [Member(name, kind, optional=True) for name, kind in types.items()]


def usually(default: Any, **types: AsnType) -> list[Member]:
    """Members that mean `default` where they are missing."""
    return [Member(name, kind, optional=True, default=default) for name, kind in types.items()]


def record(*groups: Sequence[Member], extensible: bool = True) -> Record:
    """A SEQUENCE of groups of members."""
    return Record([member for group in groups for member in group], extensible)
