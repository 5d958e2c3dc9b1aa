from tests.tickets import verifying
from tests.tickets.rail import ISSUER
from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.trust import KeyRing, KeyStatus

T1_KEY, UIC_KEY = verifying.KEY, ISSUER
T1_JWK = T1_KEY.public_jwk() | {"kid": T1_KEY.kid, "format": "T1", "status": "retired"}
UIC_JWK = UIC_KEY.public_jwk() | {"format": "uic", "uic_provider": 9999, "uic_key_id": 1}


def names(*members):
    ring = KeyRing.from_jwks({"keys": list(members)})
    return set(ring.t1), set(ring.uic)


def test_ring_sorts_the_published_keys_by_format():
    ring = KeyRing.from_jwks({"keys": [T1_JWK, UIC_JWK]})

    assert ring.t1[T1_KEY.kid].status == KeyStatus.RETIRED
    assert ring.uic[9999, 1].verifying_key.public_jwk() == UIC_KEY.public_jwk()
    assert (len(ring.t1), len(ring.uic)) == (1, 1)


def test_key_without_format_is_one_for_compact_tokens():
    assert names(T1_KEY.public_jwk()) == ({T1_KEY.kid}, set())


def test_provider_with_letters_is_known_by_them():
    assert names(UIC_JWK | {"uic_provider": "TEST"}) == (set(), {("TEST", 1)})


def test_members_that_sign_no_barcodes_are_left_out():
    assert names(
        T1_JWK | {"format": "list"},
        T1_JWK | {"format": "T2"},
        T1_JWK | {"kty": "RSA"},
        T1_JWK | {"status": "lost"},
        T1_JWK | {"x": "?"},
        T1_JWK | {"nbf": "2026"},
        T1_JWK | {"exp": 10**18},
        {key: value for key, value in UIC_JWK.items() if key != "uic_provider"},
        {key: value for key, value in UIC_JWK.items() if key != "uic_key_id"},
        UIC_JWK | {"uic_key_id": "first"},
    ) == (set(), set())


def test_ring_keeps_the_algorithm_of_the_key():
    key = SigningKey.generate(Algorithm.ED25519)

    ring = KeyRing.from_jwks({"keys": [key.public_jwk()]})

    assert ring.t1[key.kid].verifying_key.algorithm == Algorithm.ED25519
