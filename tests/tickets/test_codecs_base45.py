import base45
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.codecs.base45 import ALPHABET, decode_base45, encode_base45


@pytest.mark.parametrize(
    ("octets", "text"),
    [(b"", ""), (b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")],
)
def test_octets_have_the_text_of_rfc_9285(octets, text):
    assert encode_base45(octets) == text
    assert decode_base45(text.encode()) == octets


@given(octets=st.binary(max_size=400))
def test_octets_have_the_text_that_another_program_gives(octets):
    text = encode_base45(octets)

    assert text == base45.b45encode(octets).decode()
    assert decode_base45(text.encode()) == octets


@given(text=st.text(ALPHABET, max_size=40))
def test_text_has_one_reading_or_none(text):
    try:
        octets = decode_base45(text.encode())
    except ValueError:
        with pytest.raises(ValueError):  # noqa: PT011 - whatever the other program says
            base45.b45decode(text.encode())
    else:
        assert encode_base45(octets) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A", "left over"),
        ("BB8A", "left over"),
        ("GGW", "two octets"),
        ("::", "an octet"),
        ("bb8", "does not have"),
        ("BB8\n", "does not have"),
        ("BÉ8", "does not have"),
    ],
)
def test_text_that_no_octets_have_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        decode_base45(text.encode())
