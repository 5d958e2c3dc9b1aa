from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.tickets.verifying import AT, KEY, KEYS, NOW, STATIC, TOKEN, judge, moment
from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.t1 import encode_token
from tickets.codecs.verification import (
    Circumstances,
    KeyRing,
    KeyStatus,
    KnownKey,
    Place,
    Reason,
    verify_barcode,
    verify_token,
)

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
TEXT = encode_token(TOKEN, KEY)


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
        (
            {"status": KeyStatus.NEXT, "not_before": moment(TOKEN.window_start)},
            Reason.OK,
            Reason.OK,
        ),
        (
            {"status": KeyStatus.NEXT, "not_before": moment(NOW + 1)},
            Reason.KEY_NOT_VALID,
            Reason.KEY_NOT_VALID,
        ),
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


def test_clock_that_is_not_trusted_makes_a_rotating_token_doubtful():
    circumstances = {"at": AT, "zone": UTC, "clock_trusted": False}
    ring = KeyRing(t1=KEYS)

    def reason(token, **more):
        return verify_barcode(
            encode_token(token, KEY).encode(),
            ring=ring,
            circumstances=Circumstances(**(circumstances | more)),
        ).reason

    assert reason(STATIC) == Reason.OK
    assert reason(TOKEN) == Reason.CLOCK_UNTRUSTED
    assert reason(TOKEN, seen={TOKEN.ticket_id}) == Reason.CLOCK_UNTRUSTED
    assert reason(TOKEN, at=moment(TOKEN.window_start + 75)) == Reason.BARCODE_EXPIRED
    assert reason(replace(TOKEN, online_check=True)) == Reason.ONLINE_REQUIRED


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
