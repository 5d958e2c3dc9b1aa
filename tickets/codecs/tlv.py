"""The optional fields at the end of a compact token (barcode format §2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from tickets.codecs.reasons import BarcodeRefused, Reason

LONGEST = 255
LONGEST_LABEL = 60
LARGEST_ZONE = 0xFFFF
STOP_SEPARATOR = "\x1f"
FIRST_IGNORABLE = 128


class FieldType(IntEnum):
    """The types that we know; 4 to 127 must be understood, 128 to 255 may be ignored."""

    ZONES = 1
    STOPS = 2
    LABEL = 3


@dataclass(frozen=True, slots=True)
class OptionalFields:
    """Zones, from and to stop, and a label for the inspector."""

    zones: tuple[int, ...] = ()
    stops: tuple[str, str] | None = None
    label: str | None = None


def pack_fields(fields: OptionalFields) -> bytes:
    """The fields as ascending TLVs; ValueError names what does not fit."""
    values: list[tuple[FieldType, bytes]] = []
    if fields.zones:
        values.append((FieldType.ZONES, _pack_zones(fields.zones)))
    if fields.stops is not None:
        values.append((FieldType.STOPS, _pack_stops(fields.stops)))
    if fields.label is not None:
        values.append((FieldType.LABEL, _pack_label(fields.label)))
    size = sum(2 + len(value) for _, value in values)
    if size > LONGEST:
        raise ValueError(f"Zones, stops and label take {size} octets; {LONGEST} fit.")
    return b"".join(bytes((kind, len(value))) + value for kind, value in values)


def unpack_fields(octets: bytes) -> OptionalFields:
    """Read signed TLVs; BarcodeRefused if they break a rule or must be understood and are not."""
    values = _split(octets)
    if any(FieldType.LABEL < kind < FIRST_IGNORABLE for kind in values):
        raise BarcodeRefused(Reason.UNSUPPORTED_FORMAT)
    zones = values.get(FieldType.ZONES)
    stops = values.get(FieldType.STOPS)
    label = values.get(FieldType.LABEL)
    try:
        return OptionalFields(
            zones=() if zones is None else _unpack_zones(zones),
            stops=None if stops is None else _unpack_stops(stops),
            label=None if label is None else _unpack_label(label),
        )
    except ValueError as wrong:
        raise BarcodeRefused(Reason.MALFORMED) from wrong


def _split(octets: bytes) -> dict[int, bytes]:
    values: dict[int, bytes] = {}
    last = at = 0
    while at < len(octets):
        header = octets[at : at + 2]
        value = octets[at + 2 : at + 2 + header[-1]]
        if len(header) < 2 or len(value) < header[1] or header[0] <= last:
            raise BarcodeRefused(Reason.MALFORMED)
        last = header[0]
        values[last] = value
        at += 2 + len(value)
    return values


def _pack_zones(zones: tuple[int, ...]) -> bytes:
    if not all(0 <= zone <= LARGEST_ZONE for zone in zones):
        raise ValueError(f"Zones are numbers from 0 to {LARGEST_ZONE}.")
    _check_ascending(zones)
    return b"".join(zone.to_bytes(2, "big") for zone in zones)


def _unpack_zones(value: bytes) -> tuple[int, ...]:
    if not value or len(value) % 2:
        raise ValueError("Zones have two octets each.")
    zones = tuple(int.from_bytes(value[i : i + 2], "big") for i in range(0, len(value), 2))
    _check_ascending(zones)
    return zones


def _check_ascending(zones: tuple[int, ...]) -> None:
    if any(zone >= following for zone, following in pairwise(zones)):
        raise ValueError("Zones stand in ascending order, each once.")


def _pack_stops(stops: tuple[str, str]) -> bytes:
    value = STOP_SEPARATOR.join(stops).encode()
    _unpack_stops(value)
    return value


def _unpack_stops(value: bytes) -> tuple[str, str]:
    match value.decode().split(STOP_SEPARATOR):
        case [origin, destination] if origin and destination:
            return origin, destination
    raise ValueError("There are two stops, neither of them empty.")


def _pack_label(label: str) -> bytes:
    value = label.encode()
    _unpack_label(value)
    return value


def _unpack_label(value: bytes) -> str:
    if not 0 < len(value) <= LONGEST_LABEL:
        raise ValueError(f"A label has 1 to {LONGEST_LABEL} octets, not {len(value)}.")
    return value.decode()
