"""Rows of bits: what unaligned PER is written in (ITU-T X.691)."""

from __future__ import annotations

from typing import Self

OCTET = 8
SHORT_LENGTH = 0x80
LONG_LENGTH = 0x4000
LONG_MARK = 0x8000
IA5_BITS = 7
IA5_LAST = 0x7F


class BitsWrong(ValueError):
    """The bits end too early, go on too long, or say something that the rules do not allow."""


class BitWriter:
    """Bits put one behind the other."""

    def __init__(self) -> None:
        self._bits = 0
        self.size = 0

    def put(self, value: int, size: int) -> None:
        """Append a number from 0 to 2^size - 1."""
        self._bits = self._bits << size | value
        self.size += size

    def put_length(self, length: int) -> None:
        """A length determinant; ValueError from 16384 on, which nothing in a barcode reaches."""
        if length < SHORT_LENGTH:
            self.put(length, OCTET)
        elif length < LONG_LENGTH:
            self.put(length | LONG_MARK, 2 * OCTET)
        else:
            raise ValueError(f"{length} items do not fit into a barcode.")

    def put_octets(self, octets: bytes) -> None:
        """Octets behind their length."""
        self.put_length(len(octets))
        self.put(int.from_bytes(octets, "big"), OCTET * len(octets))

    def put_ia5(self, text: str) -> None:
        """Seven bits for each character, without a length; UnicodeEncodeError if not ASCII."""
        bits = 0
        for character in text.encode("ascii"):
            bits = bits << IA5_BITS | character
        self.put(bits, IA5_BITS * len(text))

    def extend(self, other: Self) -> None:
        """Append all the bits of another row."""
        self.put(other._bits, other.size)

    def octets(self) -> bytes:
        """A complete encoding: whole octets, padded with zeros, one at least."""
        count = max(-(-self.size // OCTET), 1)
        return (self._bits << (OCTET * count - self.size)).to_bytes(count, "big")


class BitReader:
    """Bits taken one after the other. BitsWrong from each method if there are too few."""

    def __init__(self, octets: bytes) -> None:
        self._bits = int.from_bytes(octets, "big")
        self._size = self._left = OCTET * len(octets)
        self.depth = 0
        """How many types that contain themselves are being read, one inside the other."""

    @property
    def at(self) -> int:
        """How many bits were taken."""
        return self._size - self._left

    def take(self, size: int) -> int:
        """The next bits as a number."""
        self._left -= size
        if self._left < 0:
            raise BitsWrong("The bits end too early.")
        return self._bits >> self._left & ((1 << size) - 1)

    def take_length(self) -> int:
        """A length determinant, in the shortest form."""
        first = self.take(OCTET)
        if first < SHORT_LENGTH:
            return first
        length = (first << OCTET | self.take(OCTET)) ^ LONG_MARK
        if not SHORT_LENGTH <= length < LONG_LENGTH:
            raise BitsWrong("A length is not in its shortest form.")
        return length

    def take_octets(self) -> bytes:
        """Octets behind their length."""
        length = self.take_length()
        return self.take(OCTET * length).to_bytes(length, "big")

    def take_ia5(self, length: int) -> str:
        """Characters of seven bits."""
        bits = self.take(IA5_BITS * length)
        last = IA5_BITS * (length - 1)
        return bytes(bits >> shift & IA5_LAST for shift in range(last, -1, -IA5_BITS)).decode()

    def copy(self, start: int, end: int) -> bytes:
        """Bits that were taken already, as a complete encoding of their own."""
        row = BitWriter()
        row.put(self._bits >> (self._size - end) & ((1 << (end - start)) - 1), end - start)
        return row.octets()

    def finish(self) -> None:
        """BitsWrong unless all that is left is less than an octet of zeros."""
        if self._left >= OCTET and self._size > OCTET:
            raise BitsWrong("Octets follow behind the end.")
        if self.take(self._left):
            raise BitsWrong("A bit of the padding is set.")
