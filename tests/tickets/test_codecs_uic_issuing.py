"""Level 1 by the issuer, level 2 by the phone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.tickets.rail import AT, DEVICE, FCB, ISSUER, OSLO, POINT, SIGNER
from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.uic import (
    UicBarcode,
    UicSigner,
    assemble,
    count_bits,
    dynamic_content,
    issue_for_device,
    issue_static,
    issue_until,
    level2_input,
    sign_on_device,
)
from tickets.codecs.uic.bits import BitsWrong, BitWriter
from tickets.codecs.uic.devices import read_time_stamp
from tickets.codecs.uic.header import DataItem, Level1, write_barcode, write_level1

MINUTE, ONE_MINUTE = AT.replace(second=0), timedelta(minutes=1)
MATERIAL = issue_for_device(FCB, SIGNER, POINT, 30, AT)


def test_barcode_is_signed_to_the_same_octets_each_time():
    assert issue_static(FCB, SIGNER) == issue_static(FCB, SIGNER)
    assert sign_on_device(MATERIAL, DEVICE, AT) == sign_on_device(MATERIAL, DEVICE, AT)


@pytest.mark.parametrize(("provider", "key_id"), [(0, 1), (32001, 1), (9999, -1), (9999, 100_000)])
def test_signer_needs_a_name_that_the_registry_has(provider, key_id):
    with pytest.raises(ValueError, match="no provider and key number"):
        UicSigner(provider, key_id, ISSUER)


def test_signer_needs_a_key_on_p256():
    with pytest.raises(ValueError, match="ECDSA on P-256"):
        UicSigner(9999, 1, SigningKey.generate(Algorithm.ED25519))


@pytest.mark.parametrize(
    ("seconds", "end"),
    [(0, MINUTE), (1, MINUTE + ONE_MINUTE), (59.5, MINUTE + ONE_MINUTE)],
)
def test_end_of_validity_is_rounded_up_to_the_minute(seconds, end):
    octets = issue_until(FCB, SIGNER, MINUTE + timedelta(seconds=seconds))

    assert UicBarcode.parse(octets).level1.end_of_validity == end


def test_end_of_validity_is_told_in_utc():
    octets = issue_until(FCB, SIGNER, AT.astimezone(OSLO))

    assert octets == issue_until(FCB, SIGNER, AT)


def test_end_of_validity_is_rounded_to_the_next_minute_where_the_clock_is_put_back():
    last_summer_minute = datetime(2026, 10, 25, 0, 59, 30, tzinfo=UTC)

    octets = issue_until(FCB, SIGNER, last_summer_minute.astimezone(OSLO))

    end = UicBarcode.parse(octets).level1.end_of_validity
    assert end == datetime(2026, 10, 25, 1, 0, tzinfo=UTC)


def test_last_day_of_a_leap_year_has_a_number():
    end = datetime(2028, 12, 31, 23, 59, tzinfo=UTC)

    assert UicBarcode.parse(issue_until(FCB, SIGNER, end)).level1.end_of_validity == end


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((POINT[:-1], 30, AT), "33 octets"),
        ((POINT, 0, AT), "validity duration"),
        ((POINT, 3601, AT), "validity duration"),
        ((POINT, 30, AT.replace(tzinfo=None)), "time zone"),
        ((POINT, 30, AT.replace(year=2015)), "year of the end"),
    ],
)
def test_level_1_that_the_format_cannot_say_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        issue_for_device(FCB, SIGNER, *arguments)


def test_phone_that_signs_elsewhere_makes_the_same_barcode():
    content = dynamic_content(AT, "4711")
    signature = DEVICE.sign_der(level2_input(MATERIAL, content))

    assert assemble(MATERIAL, content, signature) == sign_on_device(MATERIAL, DEVICE, AT, "4711")


def test_level_1_ends_where_its_padding_begins():
    size = count_bits(MATERIAL)

    assert 0 <= 8 * len(MATERIAL) - size < 8
    # Bit by bit, as a phone does it that has no library.
    row = f"{int.from_bytes(MATERIAL, 'big'):0{8 * len(MATERIAL)}b}"[:size]
    item = "00000100" + "".join(f"{ord(letter):07b}" for letter in "FDC1") + "00000100"
    item += f"{int.from_bytes(dynamic_content(AT), 'big'):032b}"
    signed = row[23] + "1" + row[25:] + item
    padded = signed.ljust(-(-len(signed) // 8) * 8, "0")
    assert level2_input(MATERIAL, dynamic_content(AT)) == int(padded, 2).to_bytes(
        len(padded) // 8, "big"
    )


def test_barcode_with_a_level_2_takes_no_other():
    with pytest.raises(ValueError, match="has a level 2 already"):
        sign_on_device(sign_on_device(MATERIAL, DEVICE, AT), DEVICE, AT)


def test_level_1_without_signature_takes_no_level_2():
    bits = BitWriter()
    bits.put(0, 1)
    bits.put_length(2)
    bits.put_ia5("U2")
    bits.put(0, 2)
    bits.extend(write_level1(UicBarcode.parse(MATERIAL).level1))

    with pytest.raises(ValueError, match="not signed"):
        level2_input(bits.octets(), dynamic_content(AT))


@pytest.mark.parametrize(
    ("near", "year"),
    [
        (datetime(2026, 1, 1, 0, 0, 3, tzinfo=UTC), 2025),
        (datetime(2025, 12, 31, 23, 59, 50, tzinfo=UTC), 2025),
        (datetime(2026, 8, 1, tzinfo=UTC), 2026),
    ],
)
def test_time_stamp_is_in_the_year_that_is_nearest(near, year):
    stamp = datetime(year, 12, 31, 23, 59, 55, tzinfo=UTC)
    level2 = DataItem("FDC1", dynamic_content(stamp))

    assert read_time_stamp(level2, near) == stamp


def test_day_366_is_in_a_leap_year_or_never():
    level2 = DataItem("FDC1", dynamic_content(datetime(2028, 12, 31, tzinfo=UTC)))

    assert read_time_stamp(level2, datetime(2029, 1, 1, tzinfo=UTC)) == datetime(
        2028, 12, 31, tzinfo=UTC
    )
    assert read_time_stamp(level2, datetime(2026, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    "level2", [None, DataItem("FDC2", dynamic_content(AT)), DataItem("FDC1", b"\xff")]
)
def test_level_2_in_another_form_has_no_time_stamp(level2):
    assert read_time_stamp(level2, AT) is None


@pytest.mark.parametrize(
    ("octets", "message"),
    [
        (bytes.fromhex("03aa"), "letters"),
        (bytes.fromhex("015566") + bytes(20), "no known header"),
        (bytes(5000), "do not fit"),
    ],
)
def test_what_is_no_header_is_refused(octets, message):
    with pytest.raises(BitsWrong, match=message):
        UicBarcode.parse(octets)


def level1_with(start, size, value):
    """A signed barcode in which `size` bits of level 1 from `start` on have another value."""
    level1 = Level1(
        provider=9999,
        key_id=1,
        items=(),
        end_of_validity=datetime(2026, 1, 1, tzinfo=UTC),
        validity_duration=1,
    )
    row = write_level1(level1)
    bits = BitWriter()
    left = row.size - start - size
    number = int.from_bytes(row.octets(), "big") >> (-row.size % 8)
    mask = (1 << size) - 1
    bits.put(number & ~(mask << left) | value << left, row.size)
    return write_barcode(bits, b"")


@pytest.mark.parametrize(
    ("start", "size", "value", "message"),
    [
        (12, 15, 32000, "32001 is larger"),
        (27, 17, 100_000, "100000 is larger"),
        (52, 8, 254, "2270 is larger"),
        (60, 9, 365, "has no day 366"),
        (69, 11, 1440, "1440 is larger"),
        (80, 12, 3600, "3601 is larger"),
    ],
)
def test_value_out_of_range_is_refused(start, size, value, message):
    with pytest.raises(BitsWrong, match=message):
        UicBarcode.parse(level1_with(start, size, value))


def test_provider_with_letters_is_written_as_text():
    level1 = Level1(provider="TEST", key_id=1, items=(DataItem("FCB3", FCB),))

    assert UicBarcode.parse(SIGNER.issue(level1)).level1 == level1
    assert UicBarcode.parse(SIGNER.issue(replace(level1, key_id=None))).level1.key_id is None
