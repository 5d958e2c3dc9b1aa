"""Barcodes of both formats with a bit changed, cut short, made longer, or made up."""

from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets import verifying
from tests.tickets.rail import AT, DEVICE, FCB, ISSUER, POINT, RING, SIGNER, check, judge
from tickets.codecs.reasons import BarcodeRefused, Reason
from tickets.codecs.t1 import encode_token
from tickets.codecs.uic import (
    UicBarcode,
    assemble,
    decode_fcb,
    dynamic_content,
    issue_for_device,
    issue_static,
    issue_until,
    level2_input,
    sign_on_device,
)
from tickets.codecs.uic.header import write_barcode, write_level1
from tickets.codecs.verification import KeyRing

STATIC = issue_static(FCB, SIGNER)
REISSUED = issue_until(FCB, SIGNER, AT)
MATERIAL = issue_for_device(FCB, SIGNER, POINT, 30, AT)
DYNAMIC = sign_on_device(MATERIAL, DEVICE, AT)
COMPACT = encode_token(verifying.TOKEN, verifying.KEY).encode()
BARCODES = {
    "compact": COMPACT,
    "static": STATIC,
    "reissued": REISSUED,
    "dynamic": DYNAMIC,
}
BOTH = KeyRing(t1=verifying.KEYS, uic=RING.uic)
# The order of the curve: s and its difference to this sign alike.
CURVE_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

barcodes = pytest.mark.parametrize("octets", BARCODES.values(), ids=BARCODES)


def with_bit_changed(octets, bit):
    changed = bytearray(octets)
    changed[bit // 8] ^= 0x80 >> bit % 8
    return bytes(changed)


@barcodes
def test_barcode_as_it_is_is_good(octets):
    assert judge(octets, ring=BOTH) == Reason.OK


@barcodes
def test_barcode_with_any_bit_changed_is_never_good(octets):
    for bit in range(8 * len(octets)):
        verdict = check(with_bit_changed(octets, bit), ring=BOTH)

        assert verdict.reason not in {Reason.OK, Reason.SEEN_BEFORE, Reason.CLOCK_UNTRUSTED}, bit
        assert isinstance(verdict.reason, Reason)


@barcodes
def test_barcode_cut_short_anywhere_is_not_readable(octets):
    reasons = {judge(octets[:size], ring=BOTH) for size in range(len(octets))}

    assert reasons == {Reason.MALFORMED, Reason.UNSUPPORTED_FORMAT}


@barcodes
@given(behind=st.binary(min_size=1, max_size=8))
def test_barcode_with_octets_behind_it_is_not_readable(octets, behind):
    assert judge(octets + behind, ring=BOTH) in {Reason.MALFORMED, Reason.BAD_SIGNATURE}


@pytest.mark.parametrize("start", [b"", b"T1:", bytes.fromhex("015565"), bytes.fromhex("815563")])
@given(rest=st.binary(max_size=400))
def test_any_octets_get_an_answer(start, rest):
    assert judge(start + rest, ring=BOTH) in {
        Reason.MALFORMED,
        Reason.UNSUPPORTED_FORMAT,
        Reason.UNKNOWN_KEY,
        Reason.UNSIGNED,
        Reason.BAD_SIGNATURE,
    }


@given(octets=st.binary(max_size=400))
def test_any_octets_are_a_ticket_or_refused(octets):
    """What is signed by us is read by the same code, so it is tried without a signature."""
    with suppress(BarcodeRefused):
        assert decode_fcb(octets, zone=AT.tzinfo).issued_at.tzinfo is AT.tzinfo


@given(bits=st.lists(st.integers(0, 8 * len(FCB) - 1), min_size=1, max_size=6))
def test_content_with_bits_changed_is_a_ticket_or_refused(bits):
    octets = FCB
    for bit in bits:
        octets = with_bit_changed(octets, bit)

    verdict = check(issue_static(octets, SIGNER))

    assert (verdict.uic is None) == (verdict.reason in {Reason.MALFORMED, Reason.NO_TICKET})


def with_level1_signature(signature, barcode=STATIC):
    return write_barcode(write_level1(UicBarcode.parse(barcode).level1), signature)


def test_signature_put_in_again_is_the_same_barcode():
    assert with_level1_signature(UicBarcode.parse(STATIC).level1_signature) == STATIC


@pytest.mark.parametrize(
    "spell",
    [
        lambda der: der + b"\0",
        lambda der: b"\x30\x81" + der[1:],
        lambda der: bytes([0x30, der[1] + 1, 2, der[3] + 1, 0]) + der[4:],
        lambda der: b"\x31" + der[1:],
        lambda der: der[:0],
    ],
    ids=["zero behind", "long length", "zero in front of r", "a set", "nothing"],
)
def test_signature_in_another_spelling_is_refused(spell):
    der = UicBarcode.parse(STATIC).level1_signature

    assert judge(with_level1_signature(spell(der))) == Reason.BAD_SIGNATURE


def test_mirrored_signature_names_the_same_ticket_and_moment():
    """ECDSA allows a second signature for each: scans are told apart by what they say alone."""
    r, s = decode_dss_signature(UicBarcode.parse(REISSUED).level1_signature)
    mirrored = with_level1_signature(encode_dss_signature(r, CURVE_ORDER - s), REISSUED)

    assert mirrored != REISSUED
    assert check(mirrored) == check(REISSUED)


def test_level_2_of_another_phone_is_refused():
    assert judge(sign_on_device(MATERIAL, ISSUER, AT)) == Reason.BAD_DEVICE_SIGNATURE


def test_level_2_behind_another_level_1_is_refused():
    other = issue_for_device(FCB, SIGNER, POINT, 31, AT)
    content = dynamic_content(AT)
    signature = DEVICE.sign_der(level2_input(MATERIAL, content))

    assert judge(assemble(other, content, signature)) == Reason.BAD_DEVICE_SIGNATURE


@pytest.mark.parametrize("octets", [STATIC, REISSUED], ids=["static", "reissued"])
def test_level_2_that_no_level_1_asked_for_is_refused(octets):
    assert judge(sign_on_device(octets, DEVICE, AT)) == Reason.DEVICE_SIGNATURE_MISSING
