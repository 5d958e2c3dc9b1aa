from contextlib import suppress
from dataclasses import replace
from uuid import UUID

import pytest
from base45 import b45decode, b45encode
from hypothesis import assume, given
from hypothesis import strategies as st

from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.reasons import BarcodeRefused, Reason
from tickets.codecs.t1 import CONTEXT, SignedToken, TicketToken, decode_token, encode_token

KEYS = {
    algorithm: SigningKey.from_private_octets(algorithm, bytes(range(1, 33)))
    for algorithm in Algorithm
}
KEY = KEYS[Algorithm.ES256]
TOKEN = TicketToken(
    ticket_id=UUID("018f3c2a-7b1e-7c44-9d3a-5e6f70819203"),
    product=17,
    valid_from=1788247800,
    valid_until=1788253200,
    window_start=1788249576,
    ttl=45,
    specimen=True,
    zones=(101, 102),
)
TEXT = (
    "T1:W507MTJ*2*80CR7IPF.VFK*JA.B1AETKI000H00GLDE2GGLDEWIGLDZ-G010$50Z50B20C20ZX7T$OWNM*IPMDUNOANZ"
    "74JO03EP$6J3T88KSJQ+6BV508-E.22+SHFCN3RD .46J6L$4Y3CZ37WZBCT8/HS7SQ6+ATCAZOG"
)
SHORT_TEXT = encode_token(replace(TOKEN, zones=()), KEY)

u16 = st.integers(0, 2**16 - 1)
u32 = st.integers(0, 2**32 - 1)
names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1f"), min_size=1)


@st.composite
def tokens(draw):
    valid_from, valid_until = sorted(draw(st.tuples(u32, u32)))
    assume(valid_from < valid_until)
    ttl = draw(u16)
    return TicketToken(
        ticket_id=draw(st.uuids()),
        product=draw(u32),
        valid_from=valid_from,
        valid_until=valid_until,
        window_start=draw(u32) if ttl else 0,
        ttl=ttl,
        passengers=draw(st.integers(1, 255)),
        specimen=draw(st.booleans()),
        online_check=draw(st.booleans()),
        zones=tuple(sorted(draw(st.sets(u16, max_size=20)))),
        stops=draw(st.none() | st.tuples(st.just("NSR:Quay:1"), names.filter(_is_short))),
        label=draw(st.none() | names.filter(_is_short)),
    )


def _is_short(text):
    return len(text.encode()) <= 60


def reason_of(text):
    """The reason why a text is refused, whether at once or on reading its content."""
    with pytest.raises(BarcodeRefused) as refused:
        decode_token(text).read_token()
    return refused.value.reason


def to_text(octets):
    return "T1:" + b45encode(bytes(octets)).decode()


def sign_with_fields(fields, **changes):
    """A rightly signed text with these octets as its TLVs; `changes` are octets by offset."""
    octets = bytearray(b45decode(SHORT_TEXT[3:])[:42]) + fields
    octets[41] = len(fields)
    for offset, value in changes.items():
        octets[int(offset.removeprefix("at_"))] = value
    return to_text(octets + KEY.sign(CONTEXT + octets))


def test_token_is_written_as_in_the_format_example():
    assert encode_token(TOKEN, KEY) == TEXT


def test_token_body_and_signature_are_those_of_the_format_example():
    signed = decode_token(TEXT)

    assert signed.body.hex() == (
        "0101e94a16c0018f3c2a7b1e7c449d3a5e6f70819203000000116a967ef86a9694106a9685e8002d0106"
        "010400650066"
    )
    assert signed.signature.hex() == (
        "3d4fc476b231c912efad53693d9dc1336f453610e5ff9fa4d11d5839010075fb"
        "10568b8db81a6b97272a32d3263a5f9538095d4a446de0a4d29d5628515382eb"
    )


def test_token_of_the_format_example_is_read():
    signed = decode_token(TEXT)

    assert signed.kid == "e94a16c0"
    assert signed.is_signed_by(KEY.verifying_key())
    assert signed.read_token() == TOKEN


@pytest.mark.parametrize("algorithm", Algorithm)
@given(token=tokens())
def test_token_comes_back_as_it_was_written(algorithm, token):
    key = KEYS[algorithm]

    text = encode_token(token, key)
    signed = decode_token(text)

    assert signed.read_token() == token
    assert signed.kid == key.kid
    assert signed.is_signed_by(key.verifying_key())
    assert encode_token(token, key) == text
    assert not text.endswith(" ")


def test_token_is_not_signed_by_another_key():
    assert not decode_token(TEXT).is_signed_by(KEYS[Algorithm.ED25519].verifying_key())


def test_signature_without_the_context_is_refused():
    body = decode_token(TEXT).body

    assert not SignedToken(body, KEY.sign(body)).is_signed_by(KEY.verifying_key())


def test_token_tells_whether_it_is_static():
    assert not TOKEN.is_static
    assert replace(TOKEN, window_start=0, ttl=0).is_static


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"product": -1}, "product is -1; it goes from 0 to 4294967295"),
        ({"product": 2**32}, "product"),
        ({"valid_from": -1}, "valid_from"),
        ({"valid_until": 2**32}, "valid_until"),
        ({"window_start": -1}, "window_start"),
        ({"window_start": 2**32}, "window_start"),
        ({"ttl": 2**16}, "ttl is 65536; it goes from 0 to 65535"),
        ({"passengers": 0}, "passengers is 0; it goes from 1 to 255"),
        ({"passengers": 256}, "passengers"),
        ({"valid_until": TOKEN.valid_from}, "valid for a second"),
        ({"ttl": 0}, "static token has no window"),
        ({"zones": (102, 101)}, "ascending"),
        ({"zones": (101, 101)}, "ascending"),
        ({"zones": (-1,)}, "numbers from 0 to 65535"),
        ({"zones": (2**16,)}, "numbers from 0 to 65535"),
        ({"zones": tuple(range(127))}, "take 256 octets; 255 fit"),
        ({"stops": ("", "B")}, "two stops"),
        ({"stops": ("A", "")}, "two stops"),
        ({"stops": ("A\x1fB", "C")}, "two stops"),
        ({"stops": ("A" * 126, "B" * 126)}, "octets; 255 fit"),
        ({"label": ""}, "1 to 60 octets, not 0"),
        ({"label": "é" * 31}, "1 to 60 octets, not 62"),
        ({"label": "\ud800"}, "surrogates"),
    ],
)
def test_token_out_of_range_is_not_written(change, complaint):
    with pytest.raises(ValueError, match=complaint):
        encode_token(replace(TOKEN, **change), KEY)


def test_token_takes_as_much_as_its_length_octet_counts():
    zones = tuple(range(126))

    assert decode_token(encode_token(replace(TOKEN, zones=zones), KEY)).read_token().zones == zones


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.UNSUPPORTED_FORMAT),
        ("T1", Reason.UNSUPPORTED_FORMAT),
        ("t1:" + TEXT[3:], Reason.UNSUPPORTED_FORMAT),
        ("T2:" + TEXT[3:], Reason.UNSUPPORTED_FORMAT),
        (" " + TEXT, Reason.UNSUPPORTED_FORMAT),
        ("T1:", Reason.MALFORMED),
        (TEXT + "\n", Reason.MALFORMED),
        (TEXT + " ", Reason.MALFORMED),
        (TEXT[:-1], Reason.MALFORMED),
        (TEXT[:-2], Reason.MALFORMED),
        (TEXT[:-3], Reason.MALFORMED),
        (TEXT.lower().replace("t1:", "T1:"), Reason.MALFORMED),
        (TEXT[:-3] + ":::", Reason.MALFORMED),
        (TEXT[:9] + "ß" + TEXT[10:], Reason.MALFORMED),
        (TEXT[:9] + "\ud800" + TEXT[10:], Reason.MALFORMED),
        ("T1:" + "0" * 100_000, Reason.MALFORMED),
        (to_text(bytes(105)), Reason.MALFORMED),
        (to_text(b"\x01" + bytes(104)), Reason.MALFORMED),
        (to_text(bytes(106)), Reason.UNSUPPORTED_FORMAT),
        (to_text(b"\x02" + bytes(106)), Reason.UNSUPPORTED_FORMAT),
        (to_text(b"\x02" + bytes(999)), Reason.UNSUPPORTED_FORMAT),
        (to_text(b"\x01" + bytes(999)), Reason.MALFORMED),
        (to_text(b"\x01" + bytes(106)), Reason.MALFORMED),
    ],
)
def test_text_of_wrong_form_is_refused(text, reason):
    with pytest.raises(BarcodeRefused) as refused:
        decode_token(text)

    assert refused.value.reason == reason
    assert str(refused.value) == reason.value


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("01", Reason.MALFORMED),
        ("0102", Reason.MALFORMED),
        ("010200", Reason.MALFORMED),
        ("0100", Reason.MALFORMED),
        ("0103006500", Reason.MALFORMED),
        ("010400660065", Reason.MALFORMED),
        ("010400650065", Reason.MALFORMED),
        ("010200650102 0066", Reason.MALFORMED),
        ("030141 01020065", Reason.MALFORMED),
        ("0003616263", Reason.MALFORMED),
        ("02024142", Reason.MALFORMED),
        ("0203411f1f", Reason.MALFORMED),
        ("0205411f421f43", Reason.MALFORMED),
        ("02021f42", Reason.MALFORMED),
        ("0202411f", Reason.MALFORMED),
        ("0203ff1f42", Reason.MALFORMED),
        ("0200", Reason.MALFORMED),
        ("0300", Reason.MALFORMED),
        ("0301ff", Reason.MALFORMED),
        ("033d" + "41" * 61, Reason.MALFORMED),
        ("0400", Reason.UNSUPPORTED_FORMAT),
        ("7f0161", Reason.UNSUPPORTED_FORMAT),
        ("040080", Reason.MALFORMED),
        ("0402ffff 8000", Reason.UNSUPPORTED_FORMAT),
        ("8000 0400", Reason.MALFORMED),
        ("8000 8000", Reason.MALFORMED),
    ],
)
def test_signed_fields_that_break_a_rule_are_refused(fields, reason):
    text = sign_with_fields(bytes.fromhex(fields))

    assert decode_token(text).is_signed_by(KEY.verifying_key())
    assert reason_of(text) == reason


def test_fields_that_may_be_unknown_are_ignored():
    text = sign_with_fields(bytes.fromhex("01020065 8000 ff03616263"))

    assert decode_token(text).read_token() == replace(TOKEN, zones=(101,))


@pytest.mark.parametrize("bit", range(2, 8))
def test_reserved_flag_is_refused(bit):
    assert reason_of(sign_with_fields(b"", at_1=1 << bit)) == Reason.UNSUPPORTED_FORMAT


def test_broken_field_comes_before_reserved_flag():
    assert reason_of(sign_with_fields(b"\x01", at_1=0x80)) == Reason.MALFORMED


def test_token_without_passengers_is_refused():
    assert reason_of(sign_with_fields(b"", at_40=0)) == Reason.MALFORMED


def test_static_token_with_a_window_is_refused():
    assert reason_of(sign_with_fields(b"", at_38=0, at_39=0)) == Reason.MALFORMED


@given(text=st.text() | st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"))
def test_any_text_is_refused_with_a_reason(text):
    assert isinstance(reason_of("T1:" + text), Reason)
    assert isinstance(reason_of(text), Reason)


@given(fields=st.binary(max_size=255))
def test_any_signed_fields_are_read_or_refused(fields):
    signed = decode_token(sign_with_fields(fields))

    with suppress(BarcodeRefused):
        assert signed.read_token().ticket_id == TOKEN.ticket_id
