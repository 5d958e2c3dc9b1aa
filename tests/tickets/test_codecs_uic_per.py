"""Single types in unaligned PER, against another program that is given the same types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.codecs.uic.bits import BitReader, BitsWrong, BitWriter
from tickets.codecs.uic.per import (
    Boolean,
    Choice,
    Enumerated,
    Ia5String,
    ListOf,
    Number,
    OctetString,
    Range,
    Utf8String,
)
from tickets.codecs.uic.tables import NotForUs, Unread, always, optional, record, usually

asn1tools = pytest.importorskip("asn1tools")

LATER_VERSION = asn1tools.compile_string(
    """
    Later DEFINITIONS AUTOMATIC TAGS ::= BEGIN
      Item ::= SEQUENCE { number INTEGER, ..., text UTF8String, flag BOOLEAN OPTIONAL }
      Colour ::= ENUMERATED { red, green, ..., blue }
      Shape ::= CHOICE { round BOOLEAN, square BOOLEAN, ..., star INTEGER }
      Drawing ::= SEQUENCE { item Item, colour Colour, shape Shape, count INTEGER (0..9) }
    END
    """,
    "uper",
)
ITEM = record(always(number=Number()))
COLOUR = Enumerated(["red", "green"], extensible=True)
SHAPE = Choice(always(round=Boolean(), square=Boolean()), extensible=True)
DRAWING = record(always(item=ITEM, colour=COLOUR, shape=SHAPE, count=Range(0, 9)), extensible=False)


def octets_of(kind, value):
    bits = BitWriter()
    kind.write(bits, value)
    return bits.octets()


def read(kind, octets):
    bits = BitReader(octets)
    value = kind.read(bits)
    bits.finish()
    return value


def test_what_a_later_version_added_is_skipped():
    octets = LATER_VERSION.encode(
        "Drawing",
        {
            "item": {"number": 5, "text": "new", "flag": True},
            "colour": "blue",
            "shape": ("star", 7),
            "count": 9,
        },
    )

    assert read(DRAWING, octets) == {
        "item": {"number": 5},
        "colour": None,
        "shape": (None, None),
        "count": 9,
    }


def test_what_no_later_version_added_is_read_by_it():
    drawing = {"item": {"number": 5}, "colour": "green", "shape": ("square", True), "count": 0}

    assert LATER_VERSION.decode("Drawing", octets_of(DRAWING, drawing)) == drawing


@pytest.mark.parametrize(
    ("kind", "bits"),
    [
        # An addition with a number above 63, then one octet of content; then 70 additions.
        (COLOUR, "1 1 00000001 01000110"),
        (SHAPE, "1 1 00000001 01000110 00000001 00000000"),
        (ITEM, "1 00000001 00000101 1 01000110" + "0" * 69 + "1 00000001 11111111"),
    ],
)
def test_many_additions_are_skipped(kind, bits):
    row = bits.replace(" ", "")
    octets = int(row.ljust(-(-len(row) // 8) * 8, "0"), 2).to_bytes(-(-len(row) // 8), "big")

    assert read(kind, octets) in (None, (None, None), {"number": 5})


@given(number=st.integers(-(2**63), 2**63 - 1))
def test_number_takes_the_least_octets(number):
    octets = octets_of(Number(), number)

    assert read(Number(), octets) == number
    assert octets[0] == len(octets) - 1


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1])
def test_number_beyond_64_bits_is_refused(number):
    with pytest.raises(ValueError, match="64 bits"):
        octets_of(Number(), number)


@pytest.mark.parametrize(
    ("kind", "octets", "message"),
    [
        (Number(), "00", "shortest form"),
        (Number(), "020005", "shortest form"),
        (Number(), "02ffff", "shortest form"),
        (Number(), "09" + "01" * 9, "shortest form"),
        (Range(0, 9), "a0", "larger than 9"),
        (Range(0, 255), "00ff", "follow"),
        (Range(0, 9), "08", "padding"),
        (Enumerated(["a", "b", "c"]), "c0", "no name"),
        (Choice(always(a=Boolean(), b=Boolean(), c=Boolean())), "c0", "no alternative"),
        (Utf8String(), "01ff", "UTF-8"),
        (OctetString(), "8001" + "00", "shortest form"),
        (OctetString(), "c1", "early"),
        (OctetString(), "c100" + "00" * 16384, "shortest form"),
        (OctetString(), "0500", "early"),
        (ListOf(Boolean()), "10f0", "early"),
    ],
)
def test_bits_that_no_writer_makes_are_refused(kind, octets, message):
    with pytest.raises(BitsWrong, match=message):
        read(kind, bytes.fromhex(octets))


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (Boolean(), 1, "neither true nor false"),
        (Range(1, 9), 0, "not between"),
        (Enumerated(["a"]), "b", "none of a"),
        (Choice(always(a=Boolean())), ("b", True), "no alternative b"),
        (Choice(always(a=Unread())), ("a", True), "do not write"),
        (record(always(a=Boolean())), {}, "a is missing"),
        (record(optional(a=Boolean())), {"b": 1, "c": 1}, "There is no b, c here"),
        (Ia5String(), "ø", "ascii"),
        (Ia5String(Range(3, 3)), "EURO", "not between"),
        (OctetString(), bytes(16384), "do not fit"),
    ],
)
def test_value_that_the_type_does_not_have_is_refused(kind, value, message):
    with pytest.raises(ValueError, match=message):
        octets_of(kind, value)


def test_member_that_equals_its_default_is_left_out():
    kind = record(usually(2, fraction=Range(1, 3)), extensible=False)

    assert octets_of(kind, {"fraction": 2}) == octets_of(kind, {}) == b"\0"
    assert octets_of(kind, {"fraction": 3}) == b"\xc0"
    assert read(kind, b"\0") == {"fraction": 2}


def test_alternative_of_others_is_told_apart_from_wrong_bits():
    with pytest.raises(NotForUs):
        read(Choice(always(a=Boolean(), b=Unread())), b"\x80")


def test_encoding_has_an_octet_at_least():
    assert octets_of(Ia5String(Range(0, 0)), "") == b"\0"
    assert read(Ia5String(Range(0, 0)), b"\0") == ""


@given(octets=st.binary(min_size=1, max_size=300), text=st.text(st.characters(codec="ascii")))
def test_row_of_bits_is_read_as_it_was_written(octets, text):
    bits = BitWriter()
    bits.put(0b101, 3)
    bits.put_octets(octets)
    bits.put_length(len(text))
    bits.put_ia5(text)

    reader = BitReader(bits.octets())

    assert reader.take(3) == 0b101
    assert reader.take_octets() == octets
    assert reader.take_ia5(reader.take_length()) == text
    assert reader.at == bits.size
    reader.finish()
