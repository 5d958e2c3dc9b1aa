"""The types of ASN.1 that rail tickets are made of, in canonical unaligned PER (ITU-T X.691).

Each type reads itself from a row of bits and writes itself to one. Values are what a JSON reader
would expect: dictionaries of the members that are there, lists, names of enumerations, and for a
CHOICE a pair of name and value. Members that equal their default are left out when written, and
are filled in when read. BitsWrong when reading, ValueError when writing, for what is not allowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tickets.codecs.uic.bits import OCTET, BitReader, BitsWrong, BitWriter

LARGEST_NUMBER_OCTETS = 8
SMALL_NUMBER_BITS = 6


class AsnType(Protocol):
    """Something that stands in a row of bits."""

    def read(self, bits: BitReader) -> Any: ...

    def write(self, bits: BitWriter, value: Any) -> None: ...


class Boolean:
    """BOOLEAN."""

    def read(self, bits: BitReader) -> bool:
        return bits.take(1) == 1

    def write(self, bits: BitWriter, value: Any) -> None:
        if not isinstance(value, bool):
            raise ValueError(f"{value!r} is neither true nor false.")  # noqa: TRY004 - not ours
        bits.put(value, 1)


class Number:
    """INTEGER without bounds; in the least octets, eight at most."""

    def read(self, bits: BitReader) -> int:
        octets = bits.take_octets()
        number = int.from_bytes(octets, "big", signed=True)
        if len(octets) > LARGEST_NUMBER_OCTETS or octets != _least_octets(number):
            raise BitsWrong("A number is not in its shortest form.")
        return number

    def write(self, bits: BitWriter, value: Any) -> None:
        octets = _least_octets(value)
        if len(octets) > LARGEST_NUMBER_OCTETS:
            raise ValueError(f"{value} does not fit into 64 bits.")
        bits.put_octets(octets)


@dataclass(frozen=True, slots=True)
class Range:
    """INTEGER with both bounds."""

    least: int
    most: int

    def read(self, bits: BitReader) -> int:
        value = self.least + bits.take(_width(self.most - self.least))
        if value > self.most:
            raise BitsWrong(f"{value} is larger than {self.most}.")
        return value

    def write(self, bits: BitWriter, value: Any) -> None:
        if not self.least <= value <= self.most:
            raise ValueError(f"{value} is not between {self.least} and {self.most}.")
        bits.put(value - self.least, _width(self.most - self.least))


@dataclass(frozen=True, slots=True)
class Enumerated:
    """ENUMERATED; one with a place for more names reads those that we do not know as None."""

    names: Sequence[str]
    extensible: bool = False

    def read(self, bits: BitReader) -> str | None:
        if self.extensible and bits.take(1):
            _take_small_number(bits)
            return None
        index = bits.take(_width(len(self.names) - 1))
        if index >= len(self.names):
            raise BitsWrong(f"There is no name with the number {index}.")
        return self.names[index]

    def write(self, bits: BitWriter, value: Any) -> None:
        if value not in self.names:
            raise ValueError(f"{value!r} is none of {', '.join(self.names)}.")
        bits.put(self.names.index(value), _width(len(self.names) - 1) + self.extensible)


@dataclass(frozen=True, slots=True)
class Ia5String:
    """IA5String, of any length unless it has a least and a most one."""

    size: Range | None = None

    def read(self, bits: BitReader) -> str:
        return bits.take_ia5(bits.take_length() if self.size is None else self.size.read(bits))

    def write(self, bits: BitWriter, value: Any) -> None:
        if self.size is None:
            bits.put_length(len(value))
        else:
            self.size.write(bits, len(value))
        bits.put_ia5(value)


class Utf8String:
    """UTF8String."""

    def read(self, bits: BitReader) -> str:
        try:
            return bits.take_octets().decode()
        except UnicodeDecodeError as wrong:
            raise BitsWrong("A text is not in UTF-8.") from wrong

    def write(self, bits: BitWriter, value: Any) -> None:
        bits.put_octets(value.encode())


class OctetString:
    """OCTET STRING."""

    def read(self, bits: BitReader) -> bytes:
        return bits.take_octets()

    def write(self, bits: BitWriter, value: Any) -> None:
        bits.put_octets(value)


@dataclass(frozen=True, slots=True)
class ListOf:
    """SEQUENCE OF."""

    item: AsnType

    def read(self, bits: BitReader) -> list[Any]:
        return [self.item.read(bits) for _ in range(bits.take_length())]

    def write(self, bits: BitWriter, value: Any) -> None:
        bits.put_length(len(value))
        for item in value:
            self.item.write(bits, item)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a SEQUENCE; one with a default is optional."""

    name: str
    type: AsnType
    optional: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Record:
    """SEQUENCE. Members that were added after our version are skipped when read."""

    members: Sequence[Member]
    extensible: bool = False
    optional_members: int = field(init=False)

    def __post_init__(self) -> None:
        count = sum(member.optional for member in self.members)
        object.__setattr__(self, "optional_members", count)

    def read(self, bits: BitReader) -> dict[str, Any]:
        extended = self.extensible and bits.take(1)
        left = self.optional_members
        present = bits.take(left)
        value = {}
        for member in self.members:
            if member.optional:
                left -= 1
                if not present >> left & 1:
                    if member.default is not None:
                        value[member.name] = member.default
                    continue
            value[member.name] = member.type.read(bits)
        if extended:
            _skip_additions(bits)
        return value

    def write(self, bits: BitWriter, value: Mapping[str, Any]) -> None:
        if unknown := value.keys() - {member.name for member in self.members}:
            raise ValueError(f"There is no {', '.join(sorted(unknown))} here.")
        bits.put(0, self.extensible)
        for member in self.members:
            if member.optional:
                bits.put(_is_written(member, value), 1)
        for member in self.members:
            if member.optional and not _is_written(member, value):
                continue
            if member.name not in value:
                raise ValueError(f"{member.name} is missing.")
            member.type.write(bits, value[member.name])


@dataclass(frozen=True, slots=True)
class Choice:
    """CHOICE; alternatives that were added after our version are read as a nameless None."""

    alternatives: Sequence[Member]
    extensible: bool = False

    def read(self, bits: BitReader) -> tuple[str | None, Any]:
        if self.extensible and bits.take(1):
            _take_small_number(bits)
            bits.take_octets()
            return None, None
        index = bits.take(_width(len(self.alternatives) - 1))
        if index >= len(self.alternatives):
            raise BitsWrong(f"There is no alternative with the number {index}.")
        alternative = self.alternatives[index]
        return alternative.name, alternative.type.read(bits)

    def write(self, bits: BitWriter, value: tuple[str, Any]) -> None:
        name, content = value
        for index, alternative in enumerate(self.alternatives):
            if alternative.name == name:
                bits.put(index, _width(len(self.alternatives) - 1) + self.extensible)
                alternative.type.write(bits, content)
                return
        raise ValueError(f"There is no alternative {name}.")


def _is_written(member: Member, value: Mapping[str, Any]) -> bool:
    return member.name in value and (member.default is None or value[member.name] != member.default)


def _take_small_number(bits: BitReader) -> int:
    if bits.take(1):
        return int.from_bytes(bits.take_octets(), "big")
    return bits.take(SMALL_NUMBER_BITS)


def _skip_additions(bits: BitReader) -> None:
    """Members of a later version: how many there may be, which are there, each in octets."""
    count = bits.take_length() if bits.take(1) else bits.take(SMALL_NUMBER_BITS) + 1
    for _ in range(bits.take(count).bit_count()):
        bits.take_octets()


def _width(span: int) -> int:
    return span.bit_length()


def _least_octets(number: int) -> bytes:
    magnitude = number if number >= 0 else ~number
    return number.to_bytes(magnitude.bit_length() // OCTET + 1, "big", signed=True)
