"""In which order the checks of a token are made: the first that fails tells the reason."""

from dataclasses import replace
from datetime import timedelta

import pytest
from base45 import b45decode, b45encode

from tests.tickets.verifying import AT, KEY, NOW, TOKEN, moment
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.t1 import CONTEXT, encode_token
from tickets.codecs.verification import (
    KeyStatus,
    KnownKey,
    Place,
    Reason,
    Verdict,
    verify_token,
)

FAULTS = [
    ("prefix", Reason.UNSUPPORTED_FORMAT),
    ("base45", Reason.MALFORMED),
    ("length", Reason.MALFORMED),
    ("version", Reason.UNSUPPORTED_FORMAT),
    ("tlv length", Reason.MALFORMED),
    ("key id", Reason.UNKNOWN_KEY),
    ("signature", Reason.BAD_SIGNATURE),
    ("tlvs", Reason.MALFORMED),
    ("flags", Reason.UNSUPPORTED_FORMAT),
    ("revoked", Reason.KEY_REVOKED),
    ("key time", Reason.KEY_NOT_VALID),
    ("specimen", Reason.SPECIMEN),
    ("window", Reason.BARCODE_EXPIRED),
    ("validity", Reason.TICKET_EXPIRED),
    ("blocked", Reason.TICKET_REVOKED),
    ("zone", Reason.WRONG_ZONE),
    ("product", Reason.WRONG_PRODUCT),
    ("single use", Reason.ALREADY_USED),
    ("offline", Reason.ONLINE_REQUIRED),
    ("seen", Reason.SEEN_BEFORE),
]


def text_with(faults):
    """A text that has these faults and no other."""
    token = replace(
        TOKEN,
        specimen="specimen" in faults,
        online_check="offline" in faults,
        window_start=NOW - 75 if "window" in faults else TOKEN.window_start,
        valid_until=NOW if "validity" in faults else TOKEN.valid_until,
    )
    body = bytearray(b45decode(encode_token(token, KEY)[3:])[:-64])
    body[1] |= 0x04 if "flags" in faults else 0
    body[43] = 5 if "tlvs" in faults else body[43]
    signature = bytearray(KEY.sign(CONTEXT + body))
    signature[-1] ^= "signature" in faults
    body[2] ^= "key id" in faults
    body[41] ^= "tlv length" in faults
    body[0] += "version" in faults
    octets = body + signature
    text = b45encode(bytes(octets[:104] if "length" in faults else octets)).decode()
    return f"T{1 + ('prefix' in faults)}:{text}{'a' if 'base45' in faults else ''}"


def judge_with(faults):
    key = KnownKey(
        KEY.verifying_key(),
        status=KeyStatus.REVOKED if "revoked" in faults else KeyStatus.ACTIVE,
        not_before=AT + timedelta(seconds=1) if "key time" in faults else None,
    )
    place = Place(
        zones=frozenset({999 if "zone" in faults else 102}),
        products=frozenset({999 if "product" in faults else 17}),
    )
    return verify_token(
        text_with(faults),
        keys={key.kid: key},
        at=AT,
        block_list={TOKEN.ticket_id} if "blocked" in faults else (),
        place=place,
        seen={TOKEN.ticket_id} if {"seen", "single use"} & faults else (),
        single_use={17} if "single use" in faults else (),
    )


@pytest.mark.parametrize("step", range(len(FAULTS)))
def test_first_failure_wins(step):
    """Everything from this step on is wrong."""
    faults = {fault for fault, _ in FAULTS[step:]}
    # A ticket seen twice is one fault or the other, by its product.
    assert judge_with(faults).reason == FAULTS[step][1]


@pytest.mark.parametrize(("fault", "reason"), FAULTS)
def test_single_failure_has_its_reason(fault, reason):
    assert judge_with({fault}).reason == reason


def test_token_without_fault_is_ok():
    assert judge_with(set()) == Verdict(
        Reason.OK,
        BarcodeFormat.T1,
        ticket_id=TOKEN.ticket_id,
        product=17,
        moment=moment(TOKEN.window_start),
        kid_text=KEY.kid,
        token=TOKEN,
    )


def test_refused_text_has_no_token_and_refused_ticket_has_one():
    assert judge_with({"tlvs"}).token is None
    assert judge_with({"signature"}).token is None
    assert judge_with({"revoked"}).token == TOKEN
    assert judge_with({"zone"}).token == TOKEN
