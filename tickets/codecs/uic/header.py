"""The envelope of a UIC barcode, bit by bit (barcode format §3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from tickets.codecs.uic.bits import BitReader, BitsWrong, BitWriter

WRITTEN = "U2"
READ_ONLY = "U1"
FORMAT_LENGTH = 2
# More than any symbol holds: who sends more wants to keep us busy.
MOST_OCTETS = 4096
# The presence bits of level 1, from the left; U1 knows the first eight.
PRESENCE_BITS = {WRITTEN: 12, READ_ONLY: 8}
PROVIDER, PROVIDER_IA5, KEY_ID, LEVEL1_KEY, LEVEL2_KEY, LEVEL1_SIGNING, LEVEL2_SIGNING, POINT = (
    1 << place for place in range(11, 3, -1)
)
END_YEAR, END_DAY, END_TIME, DURATION = (1 << place for place in range(3, -1, -1))
END = END_YEAR | END_DAY | END_TIME

PROVIDERS = range(1, 32001)
KEY_IDS = range(100_000)
END_YEARS = range(2016, 2270)
MINUTES_OF_DAY = range(1440)
DURATIONS = range(1, 3601)

ECDSA_SHA256 = bytes.fromhex("2a8648ce3d040302")
"""The object identifier 1.2.840.10045.4.3.2, as it stands in the barcode."""
P256 = bytes.fromhex("2a8648ce3d030107")
"""The object identifier 1.2.840.10045.3.1.7."""


class DataItem(NamedTuple):
    """Content and the name of its format, such as FCB3 or FDC1."""

    format: str
    octets: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Level1:
    """What the issuer signs. Object identifiers are octets without tag and length."""

    provider: int | str | None
    """A RICS code, or the letters of an organisation without one."""
    key_id: int | None
    items: tuple[DataItem, ...]
    level1_key_algorithm: bytes | None = None
    level2_key_algorithm: bytes | None = None
    level1_signing_algorithm: bytes | None = None
    level2_signing_algorithm: bytes | None = None
    level2_public_key: bytes | None = None
    end_of_validity: datetime | None = None
    """UTC, whole minutes."""
    validity_duration: int | None = None
    """Seconds from the time stamp of level 2 on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UicBarcode:
    """A barcode taken apart; nothing in it is to be believed before its signatures."""

    version: str
    """U2, or U1 of older issuers."""
    level1: Level1
    level1_octets: bytes
    """What the level-1 signature is over: the received bits as an encoding of their own."""
    level1_signature: bytes | None
    level2: DataItem | None
    level2_octets: bytes
    """What the level-2 signature is over."""
    level2_signature: bytes | None
    unsigned_end: int
    """The bit at which level 1 and its signature end."""

    @classmethod
    def parse(cls, octets: bytes) -> UicBarcode:
        """Take octets apart; BitsWrong unless they are one well-formed barcode and no more."""
        if len(octets) > MOST_OCTETS:
            raise BitsWrong(f"{len(octets)} octets do not fit into a symbol.")
        reader = BitReader(octets)
        has_level2_signature = reader.take(1)
        version = reader.take_ia5(_expect(reader.take_length(), FORMAT_LENGTH))
        if version not in PRESENCE_BITS:
            raise BitsWrong(f"{version!r} is no known header.")
        level2_start = reader.at
        has_level1_signature, has_level2 = reader.take(1), reader.take(1)
        level1_start = reader.at
        level1 = _take_level1(reader, PRESENCE_BITS[version])
        level1_octets = reader.copy(level1_start, reader.at)
        level1_signature = reader.take_octets() if has_level1_signature else None
        unsigned_end = reader.at
        level2 = _take_item(reader) if has_level2 else None
        level2_octets = reader.copy(level2_start, reader.at)
        level2_signature = reader.take_octets() if has_level2_signature else None
        reader.finish()
        return cls(
            version=version,
            level1=level1,
            level1_octets=level1_octets,
            level1_signature=level1_signature,
            level2=level2,
            level2_octets=level2_octets,
            level2_signature=level2_signature,
            unsigned_end=unsigned_end,
        )


def write_level1(level1: Level1) -> BitWriter:
    """The bits of level 1, header U2; ValueError if a field is out of range."""
    bits = BitWriter()
    bits.put(_presence(level1), PRESENCE_BITS[WRITTEN])
    _put_key_name(bits, level1)
    bits.put_length(len(level1.items))
    for item in level1.items:
        put_item(bits, item)
    for octets in (
        level1.level1_key_algorithm,
        level1.level2_key_algorithm,
        level1.level1_signing_algorithm,
        level1.level2_signing_algorithm,
        level1.level2_public_key,
    ):
        if octets is not None:
            bits.put_octets(octets)
    if level1.end_of_validity is not None:
        _put_end(bits, level1.end_of_validity)
    if level1.validity_duration is not None:
        bits.put(_index(level1.validity_duration, DURATIONS, "The validity duration"), 12)
    return bits


def write_barcode(level1: BitWriter, signature: bytes) -> bytes:
    """The whole barcode of a signed level 1, without a level 2."""
    bits = BitWriter()
    put_start(bits, level2=False)
    bits.extend(level1)
    bits.put_octets(signature)
    return bits.octets()


def put_start(bits: BitWriter, *, level2: bool) -> None:
    """All that stands before level 1, for a barcode with a level-1 signature."""
    bits.put(level2, 1)
    bits.put_length(FORMAT_LENGTH)
    bits.put_ia5(WRITTEN)
    bits.put(0b10 | level2, 2)


def put_item(bits: BitWriter, item: DataItem) -> None:
    """One piece of content behind the name of its format."""
    bits.put_length(len(item.format))
    bits.put_ia5(item.format)
    bits.put_octets(item.octets)


def _presence(level1: Level1) -> int:
    is_number = isinstance(level1.provider, int)
    return (
        PROVIDER * is_number
        | PROVIDER_IA5 * (level1.provider is not None and not is_number)
        | KEY_ID * (level1.key_id is not None)
        | LEVEL1_KEY * (level1.level1_key_algorithm is not None)
        | LEVEL2_KEY * (level1.level2_key_algorithm is not None)
        | LEVEL1_SIGNING * (level1.level1_signing_algorithm is not None)
        | LEVEL2_SIGNING * (level1.level2_signing_algorithm is not None)
        | POINT * (level1.level2_public_key is not None)
        | END * (level1.end_of_validity is not None)
        | DURATION * (level1.validity_duration is not None)
    )


def _put_key_name(bits: BitWriter, level1: Level1) -> None:
    match level1.provider:
        case int() as provider:
            bits.put(_index(provider, PROVIDERS, "The provider"), 15)
        case str() as provider:
            bits.put_length(len(provider))
            bits.put_ia5(provider)
    if level1.key_id is not None:
        bits.put(_index(level1.key_id, KEY_IDS, "The key id"), 17)


def _put_end(bits: BitWriter, end: datetime) -> None:
    moment = end.astimezone(UTC)
    bits.put(_index(moment.year, END_YEARS, "The year of the end of validity"), 8)
    bits.put(moment.timetuple().tm_yday - 1, 9)
    bits.put(moment.hour * 60 + moment.minute, 11)


def _take_level1(reader: BitReader, presence_bits: int) -> Level1:
    present = reader.take(presence_bits) << (PRESENCE_BITS[WRITTEN] - presence_bits)
    number = _take_value(reader, 15, PROVIDERS) if present & PROVIDER else None
    letters = reader.take_ia5(reader.take_length()) if present & PROVIDER_IA5 else None
    return Level1(
        provider=letters if number is None else number,
        key_id=_take_value(reader, 17, KEY_IDS) if present & KEY_ID else None,
        items=tuple([_take_item(reader) for _ in range(reader.take_length())]),
        level1_key_algorithm=reader.take_octets() if present & LEVEL1_KEY else None,
        level2_key_algorithm=reader.take_octets() if present & LEVEL2_KEY else None,
        level1_signing_algorithm=reader.take_octets() if present & LEVEL1_SIGNING else None,
        level2_signing_algorithm=reader.take_octets() if present & LEVEL2_SIGNING else None,
        level2_public_key=reader.take_octets() if present & POINT else None,
        end_of_validity=_take_end(reader) if _has_end(present) else None,
        validity_duration=_take_value(reader, 12, DURATIONS) if present & DURATION else None,
    )


def _take_item(reader: BitReader) -> DataItem:
    return DataItem(reader.take_ia5(reader.take_length()), reader.take_octets())


def _has_end(present: int) -> bool:
    if present & END not in (0, END):
        raise BitsWrong("Year, day and time of the end of validity stand together.")
    return bool(present & END)


def _take_end(reader: BitReader) -> datetime:
    year = _take_value(reader, 8, END_YEARS)
    day = reader.take(9)
    minute = _take_value(reader, 11, MINUTES_OF_DAY)
    if day >= (date(year + 1, 1, 1) - date(year, 1, 1)).days:
        raise BitsWrong(f"The year {year} has no day {day + 1}.")
    return datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day, minutes=minute)


def _take_value(reader: BitReader, size: int, allowed: range) -> int:
    index = reader.take(size)
    if index >= len(allowed):
        raise BitsWrong(f"{allowed[0] + index} is larger than {allowed[-1]}.")
    return allowed[index]


def _index(value: int, allowed: range, name: str) -> int:
    if value not in allowed:
        raise ValueError(f"{name} is {value}; it goes from {allowed[0]} to {allowed[-1]}.")
    return value - allowed[0]


def _expect(length: int, wanted: int) -> int:
    if length != wanted:
        raise BitsWrong(f"The format name has {length} letters instead of {wanted}.")
    return length
