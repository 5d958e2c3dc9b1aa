from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from base45 import b45decode, b45encode
from hypothesis import assume, given
from hypothesis import strategies as st

from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.t1 import CONTEXT, TicketToken, encode_token
from tickets.codecs.verification import (
    KeyStatus,
    KnownKey,
    Place,
    Reason,
    Verdict,
    verify_token,
)

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
KEY = SigningKey.from_private_octets(Algorithm.ES256, bytes(range(1, 33)))
KEYS = {KEY.kid: KnownKey(KEY.verifying_key())}
AT = datetime(2026, 9, 1, 8, 0, 5, tzinfo=UTC)
NOW = 1788249605
TOKEN = TicketToken(
    ticket_id=UUID("018f3c2a-7b1e-7c44-9d3a-5e6f70819203"),
    product=17,
    valid_from=1788247800,
    valid_until=1788253200,
    window_start=1788249576,
    ttl=45,
    zones=(101, 102),
)
STATIC = replace(TOKEN, window_start=0, ttl=0)
TEXT = encode_token(TOKEN, KEY)


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def judge(token=TOKEN, **circumstances):
    return verify_token(
        encode_token(token, KEY), **({"keys": KEYS, "at": AT} | circumstances)
    ).reason


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
    assert judge_with(set()) == Verdict(Reason.OK, TOKEN)


def test_refused_text_has_no_token_and_refused_ticket_has_one():
    assert judge_with({"tlvs"}).token is None
    assert judge_with({"signature"}).token is None
    assert judge_with({"revoked"}).token == TOKEN
    assert judge_with({"zone"}).token == TOKEN


@pytest.mark.parametrize("algorithm", Algorithm)
@given(index=st.integers(0, len(TEXT) - 1), character=st.sampled_from(BASE45) | st.characters())
def test_text_with_another_character_is_never_ok(algorithm, index, character):
    key = SigningKey.from_private_octets(algorithm, bytes(range(1, 33)))
    text = encode_token(TOKEN, key)
    assume(character != text[index])

    verdict = verify_token(
        text[:index] + character + text[index + 1 :],
        keys={key.kid: KnownKey(key.verifying_key())},
        at=AT,
    )

    assert verdict.token is None
    assert verdict.reason in {
        Reason.UNSUPPORTED_FORMAT,
        Reason.MALFORMED,
        Reason.UNKNOWN_KEY,
        Reason.BAD_SIGNATURE,
    }


@given(text=st.text() | st.text(BASE45).map("T1:".__add__))
def test_any_text_gets_an_answer(text):
    assert verify_token(text, keys=KEYS, at=AT).token is None


@pytest.mark.parametrize(
    ("seconds", "reason"),
    [
        (TOKEN.window_start - 30.001, Reason.BARCODE_IN_FUTURE),
        (TOKEN.window_start - 30, Reason.OK),
        (TOKEN.window_start + 74.999, Reason.OK),
        (TOKEN.window_start + 75, Reason.BARCODE_EXPIRED),
    ],
)
def test_barcode_lives_from_its_window_to_its_end_give_or_take_the_skew(seconds, reason):
    assert judge(at=moment(seconds)) == reason


@pytest.mark.parametrize(
    ("seconds", "reason"),
    [
        (TOKEN.window_start - 1, Reason.BARCODE_IN_FUTURE),
        (TOKEN.window_start, Reason.OK),
        (TOKEN.window_start + 44, Reason.OK),
        (TOKEN.window_start + 45, Reason.BARCODE_EXPIRED),
    ],
)
def test_barcode_without_skew_lives_for_its_ttl(seconds, reason):
    assert judge(at=moment(seconds), skew=0) == reason


@pytest.mark.parametrize(
    ("seconds", "reason"),
    [
        (TOKEN.valid_from - 0.001, Reason.TICKET_NOT_YET_VALID),
        (TOKEN.valid_from, Reason.OK),
        (TOKEN.valid_until - 0.001, Reason.OK),
        (TOKEN.valid_until, Reason.TICKET_EXPIRED),
    ],
)
def test_static_ticket_is_valid_for_its_time_without_skew(seconds, reason):
    assert judge(STATIC, at=moment(seconds)) == reason


@pytest.mark.parametrize(
    ("key", "rotating", "static"),
    [
        ({"status": KeyStatus.NEXT}, Reason.KEY_NOT_VALID, Reason.KEY_NOT_VALID),
        ({"status": KeyStatus.ACTIVE}, Reason.OK, Reason.OK),
        ({"status": KeyStatus.RETIRED}, Reason.OK, Reason.OK),
        ({"status": KeyStatus.REVOKED}, Reason.KEY_REVOKED, Reason.KEY_REVOKED),
        ({"not_before": moment(TOKEN.window_start)}, Reason.OK, Reason.OK),
        ({"not_before": moment(TOKEN.window_start + 1)}, Reason.KEY_NOT_VALID, Reason.OK),
        ({"not_before": AT}, Reason.KEY_NOT_VALID, Reason.OK),
        ({"not_before": moment(NOW + 1)}, Reason.KEY_NOT_VALID, Reason.KEY_NOT_VALID),
        ({"not_after": moment(TOKEN.window_start)}, Reason.KEY_NOT_VALID, Reason.OK),
        ({"not_after": moment(TOKEN.window_start + 1)}, Reason.OK, Reason.OK),
    ],
)
def test_key_is_good_for_the_windows_of_its_time(key, rotating, static):
    keys = {KEY.kid: KnownKey(KEY.verifying_key(), **key)}

    assert judge(TOKEN, keys=keys) == rotating
    assert judge(STATIC, keys=keys) == static


def test_key_of_another_issuer_with_the_same_id_does_not_verify():
    stranger = SigningKey.generate(Algorithm.ES256)

    keys = {KEY.kid: KnownKey(stranger.verifying_key())}

    assert judge(keys=keys) == Reason.BAD_SIGNATURE


def test_specimen_is_good_on_a_test_device():
    specimen = replace(TOKEN, specimen=True)

    assert judge(specimen) == Reason.SPECIMEN
    assert judge(specimen, specimens_allowed=True) == Reason.OK


@pytest.mark.parametrize(
    ("zones", "here", "reason"),
    [
        ((101, 102), None, Reason.OK),
        ((101, 102), {102, 103}, Reason.OK),
        ((101, 102), {103}, Reason.WRONG_ZONE),
        ((101, 102), set(), Reason.WRONG_ZONE),
        ((), {103}, Reason.OK),
    ],
)
def test_ticket_is_good_where_a_zone_matches(zones, here, reason):
    place = Place(zones=None if here is None else frozenset(here))

    assert judge(replace(TOKEN, zones=zones), place=place) == reason


def test_ticket_is_good_where_its_product_is_accepted():
    assert judge(place=Place(products=frozenset({17}))) == Reason.OK
    assert judge(place=Place(products=frozenset({18}))) == Reason.WRONG_PRODUCT


@pytest.mark.parametrize(
    ("seen", "single_use", "reason"),
    [
        ((), (), Reason.OK),
        ((), (17,), Reason.OK),
        ((TOKEN.ticket_id,), (), Reason.SEEN_BEFORE),
        ((TOKEN.ticket_id,), (18,), Reason.SEEN_BEFORE),
        ((TOKEN.ticket_id,), (17,), Reason.ALREADY_USED),
    ],
)
def test_second_scan_warns_or_refuses_by_product(seen, single_use, reason):
    assert judge(seen=seen, single_use=single_use) == reason


def test_token_that_wants_the_server_is_checked_there():
    token = replace(TOKEN, online_check=True)

    assert judge(token) == Reason.ONLINE_REQUIRED
    assert judge(token, online=True) == Reason.OK
    assert judge(token, online=True, seen=(TOKEN.ticket_id,)) == Reason.SEEN_BEFORE


@pytest.mark.parametrize("skew", [-1, 61])
def test_skew_that_the_format_forbids_is_refused(skew):
    with pytest.raises(ValueError, match="between 0 and 60"):
        judge(skew=skew)


def test_check_at_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        judge(at=AT.replace(tzinfo=None))


def test_known_key_is_read_from_the_published_key_set():
    published = KEY.public_jwk() | {
        "use": "sig",
        "alg": "ES256",
        "kid": KEY.kid,
        "nbf": 1788000000,
        "exp": 1789000000,
        "status": "retired",
        "format": "T1",
    }

    key = KnownKey.from_jwk(published)

    assert key.kid == "e94a16c0"
    assert key.verifying_key.public_jwk() == KEY.public_jwk()
    assert key.status is KeyStatus.RETIRED
    assert not key.revoked
    assert key.not_before == moment(1788000000)
    assert key.not_after == moment(1789000000)


def test_known_key_of_a_bare_jwk_has_no_bounds():
    key = KnownKey.from_jwk(KEY.public_jwk())

    assert key.status is KeyStatus.ACTIVE
    assert (key.not_before, key.not_after) == (None, None)
