"""Level 2 of a UIC barcode: when it is shown, signed by the phone that shows it (§3.5, §3.6).

A phone that signs with its own tools needs three things: the octets to sign (level2_input), its
signature in DER, and the barcode that comes of both (assemble).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tickets.codecs.keys import SigningKey
from tickets.codecs.uic.bits import BitReader, BitsWrong, BitWriter
from tickets.codecs.uic.header import DataItem, UicBarcode, put_item, put_start
from tickets.codecs.uic.parts import DAY_OF_YEAR, EXTENSION, IA5, POSITION
from tickets.codecs.uic.per import ListOf, Range
from tickets.codecs.uic.tables import always, optional, record

FDC_FORMAT = "FDC1"
TIME_STAMP = "dynamicContentTimeStamp"
ANSWERS = "dynamicContentResponseToChallenge"
DYNAMIC_CONTENT = record(
    optional(
        dynamicContentMobileAppId=IA5,
        dynamicContentTimeStamp=record(
            always(day=DAY_OF_YEAR, time=Range(0, 86399)), extensible=False
        ),
        dynamicContentGeoCoordinate=POSITION,
        dynamicContentResponseToChallenge=ListOf(EXTENSION),
        dynamicContentExtension=EXTENSION,
    )
)
ECHO = "="
"""The name of an answer that repeats what the inspector's device shows."""
SECONDS_OF_HOUR, SECONDS_OF_MINUTE = 3600, 60


def dynamic_content(at: datetime, challenge: str = "") -> bytes:
    """The content of level 2: the moment in whole seconds, and what the inspector asked for."""
    moment = at.astimezone(UTC)
    seconds = moment.hour * SECONDS_OF_HOUR + moment.minute * SECONDS_OF_MINUTE + moment.second
    stamp = {"day": moment.timetuple().tm_yday, "time": seconds}
    content: dict[str, object] = {TIME_STAMP: stamp}
    if challenge:
        content[ANSWERS] = [{"extensionId": ECHO, "extensionData": challenge.encode()}]
    bits = BitWriter()
    DYNAMIC_CONTENT.write(bits, content)
    return bits.octets()


def count_bits(level1_material: bytes) -> int:
    """How many bits of a level-1 barcode are not padding; what level 2 is put behind.

    For phones that join the bits themselves. BitsWrong (a ValueError) if it is no such barcode.
    """
    return UicBarcode.parse(level1_material).unsigned_end


def level2_input(level1_material: bytes, level2_data: bytes) -> bytes:
    """What the phone signs: level 1, its signature and the dynamic content.

    `level1_material` comes from issue_for_device, `level2_data` from dynamic_content. BitsWrong (a
    ValueError) if the material is not a barcode, or one that has a level 2 already.
    """
    bits = _with_level2(level1_material, level2_data)
    return BitReader(bits.octets()).copy(_start_of_level2(), bits.size)


def assemble(level1_material: bytes, level2_data: bytes, der_signature: bytes) -> bytes:
    """The barcode that the phone shows. Errors as in level2_input; the signature is not checked."""
    bits = _with_level2(level1_material, level2_data)
    bits.put_octets(der_signature)
    return bits.octets()


def sign_on_device(
    level1_material: bytes, device: SigningKey, at: datetime, challenge: str = ""
) -> bytes:
    """What a phone does each time: stamp the moment, sign, and put the barcode together."""
    content = dynamic_content(at, challenge)
    signature = device.sign_der(level2_input(level1_material, content))
    return assemble(level1_material, content, signature)


def read_time_stamp(level2: DataItem | None, near: datetime) -> datetime | None:
    """The moment in UTC that level 2 names, in the year that puts it nearest to `near`.

    None if there is no level 2, if it is written in another format, or names no moment.
    """
    if level2 is None or level2.format != FDC_FORMAT:
        return None
    bits = BitReader(level2.octets)
    try:
        content = DYNAMIC_CONTENT.read(bits)
        bits.finish()
    except BitsWrong:
        return None
    stamp = content.get(TIME_STAMP)
    return None if stamp is None else _nearest(stamp["day"], stamp["time"], near.astimezone(UTC))


def _nearest(day: int, second: int, near: datetime) -> datetime | None:
    offset = timedelta(days=day - 1, seconds=second)
    years = (near.year - 1, near.year, near.year + 1)
    moments = [(year, datetime(year, 1, 1, tzinfo=UTC) + offset) for year in years]
    # Day 366 exists in leap years only.
    found = [moment for year, moment in moments if moment.year == year]
    return min(found, key=lambda moment: abs(moment - near), default=None)


def _with_level2(level1_material: bytes, level2_data: bytes) -> BitWriter:
    barcode = UicBarcode.parse(level1_material)
    if barcode.level2 is not None or barcode.level2_signature is not None:
        raise BitsWrong("This barcode has a level 2 already.")
    if barcode.level1_signature is None:
        raise BitsWrong("Level 1 is not signed.")
    start = BitWriter()
    put_start(start, level2=False)
    reader = BitReader(level1_material)
    reader.take(start.size)
    bits = BitWriter()
    put_start(bits, level2=True)
    size = barcode.unsigned_end - start.size
    bits.put(reader.take(size), size)
    put_item(bits, DataItem(FDC_FORMAT, level2_data))
    return bits


def _start_of_level2() -> int:
    start = BitWriter()
    put_start(start, level2=True)
    return start.size - 2
