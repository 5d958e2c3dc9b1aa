import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from tickets.codecs.keys import Algorithm, SigningKey, VerifyingKey, device_key

COUNTING_UP = bytes(range(1, 33))
P256_JWK = {
    "kty": "EC",
    "crv": "P-256",
    "x": "UVw9brnjlrkE0_7Kf1T9zQzB6Ze_N13KUVrQpsO0A18",
    "y": "RTa-OlDzGPv5pUdZAqIhUCvvDVfgjFOyzApW8X2fk1Q",
}
# RFC 8037 appendix A
ED25519_PRIVATE = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
ED25519_JWK = {
    "kty": "OKP",
    "crv": "Ed25519",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}


@pytest.mark.parametrize("algorithm", Algorithm)
def test_new_key_signs_what_its_public_half_verifies(algorithm):
    key = SigningKey.generate(algorithm)

    signature = key.sign(b"message")

    assert key.algorithm is algorithm
    assert len(signature) == 64
    assert VerifyingKey.from_jwk(key.public_jwk()).verify(b"message", signature)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_key_comes_back_from_its_private_octets(algorithm):
    key = SigningKey.generate(algorithm)

    again = SigningKey.from_private_octets(algorithm, key.private_octets())

    assert again.private_octets() == key.private_octets()
    assert again.public_jwk() == key.public_jwk()
    assert again.sign(b"message") == key.sign(b"message")


def test_private_octets_keep_their_leading_zeros():
    octets = bytes(31) + b"\x01"

    assert SigningKey.from_private_octets(Algorithm.ES256, octets).private_octets() == octets


def test_p256_key_is_known_by_the_thumbprint_of_the_format():
    key = SigningKey.from_private_octets(Algorithm.ES256, COUNTING_UP)

    assert key.kid == "e94a16c0"
    assert key.public_jwk() == P256_JWK
    assert key.verifying_key().algorithm is Algorithm.ES256


def test_ed25519_key_is_known_by_the_thumbprint_of_rfc_8037():
    key = SigningKey.from_private_octets(Algorithm.ED25519, ED25519_PRIVATE)

    # The RFC writes it in base64url: kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
    assert key.kid == "90facafe"
    assert key.public_jwk() == ED25519_JWK
    assert key.verifying_key().algorithm is Algorithm.ED25519


def test_p256_signature_is_that_of_rfc_6979():
    key = SigningKey.from_private_octets(
        Algorithm.ES256,
        bytes.fromhex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"),
    )

    assert key.sign(b"sample").hex() == (
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
    )


def test_ed25519_signature_is_that_of_rfc_8032():
    key = SigningKey.from_private_octets(Algorithm.ED25519, ED25519_PRIVATE)

    assert key.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555f"
        "b8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


@pytest.mark.parametrize("algorithm", Algorithm)
@given(message=st.binary(max_size=100), junk=st.binary(max_size=70))
def test_signature_of_anything_else_is_refused(algorithm, message, junk):
    key = SigningKey.from_private_octets(algorithm, COUNTING_UP)
    signature = key.sign(message)

    assert key.verifying_key().verify(message, signature)
    assert not key.verifying_key().verify(message + b"\0", signature)
    assert not key.verifying_key().verify(message, junk)
    assert not key.verifying_key().verify(message, signature + b"\0")
    assert not key.verifying_key().verify(message, signature[:-1])


@pytest.mark.parametrize("algorithm", Algorithm)
def test_signature_of_zeros_is_refused(algorithm):
    key = SigningKey.from_private_octets(algorithm, COUNTING_UP)

    assert not key.verifying_key().verify(b"", bytes(64))


@pytest.mark.parametrize(
    ("algorithm", "octets"),
    [
        (Algorithm.ES256, b""),
        (Algorithm.ES256, bytes(31)),
        (Algorithm.ES256, bytes(33)),
        (Algorithm.ES256, bytes(32)),
        (Algorithm.ES256, b"\xff" * 32),
        (Algorithm.ED25519, bytes(31)),
        (Algorithm.ED25519, bytes(64)),
    ],
)
def test_private_octets_out_of_range_are_refused(algorithm, octets):
    with pytest.raises(ValueError, match=r"."):
        SigningKey.from_private_octets(algorithm, octets)


def test_key_on_another_curve_is_refused():
    with pytest.raises(ValueError, match="secp384r1"):
        SigningKey(ec.generate_private_key(ec.SECP384R1()))


@pytest.mark.parametrize(
    "change",
    [
        {"kty": "RSA"},
        {"crv": "P-384"},
        {"kty": None},
        {"x": None},
        {"x": 7},
        {"x": ""},
        {"x": P256_JWK["x"] + "="},
        {"x": P256_JWK["x"] + "\n"},
        {"x": P256_JWK["x"][:-1]},
        {"x": P256_JWK["x"].replace("_", "/")},
        {"x": "ä" * 43},
        {"y": P256_JWK["x"]},
    ],
)
def test_jwk_that_is_no_p256_key_is_refused(change):
    with pytest.raises(ValueError, match=r"."):
        VerifyingKey.from_jwk(P256_JWK | change)


def test_jwk_of_a_private_key_type_without_number_is_refused():
    with pytest.raises(ValueError, match="The x of the key"):
        VerifyingKey.from_jwk({"kty": "OKP", "crv": "Ed25519"})


def test_jwk_may_say_more_but_not_its_own_key_id():
    key = VerifyingKey.from_jwk(P256_JWK | {"kid": "00000000", "use": "sig", "alg": "Ed25519"})

    assert key.kid == "e94a16c0"
    assert key.algorithm is Algorithm.ES256
    assert key.public_jwk() == P256_JWK


def test_key_signs_in_der_what_its_point_verifies():
    key = SigningKey.from_private_octets(Algorithm.ES256, COUNTING_UP)
    point = key.verifying_key().compressed_point()

    signature = key.sign_der(b"message")

    assert point.hex() == "02515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f"
    assert signature == key.sign_der(b"message")
    assert VerifyingKey.from_point(point).verify_der(b"message", signature)
    assert not VerifyingKey.from_point(point).verify_der(b"another", signature)
    assert not VerifyingKey.from_point(point).verify_der(b"message", key.sign(b"message"))


def test_ed25519_key_has_no_part_in_uic_barcodes():
    key = SigningKey.from_private_octets(Algorithm.ED25519, ED25519_PRIVATE)

    assert not key.verifying_key().verify_der(b"message", key.sign(b"message"))
    with pytest.raises(ValueError, match="no DER"):
        key.sign_der(b"message")
    with pytest.raises(ValueError, match="no point"):
        key.verifying_key().compressed_point()


def test_public_key_comes_in_three_spellings():
    public_key = ec.derive_private_key(
        int.from_bytes(COUNTING_UP, "big"), ec.SECP256R1()
    ).public_key()
    spellings = [
        public_key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint),
        public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
        public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    ]

    assert [VerifyingKey.from_point(spelling).public_jwk() for spelling in spellings] == (
        [P256_JWK] * 3
    )


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"?",
        b"\x02" + b"\xff" * 32,
        b"\x30\x00",
        SigningKey.generate(Algorithm.ED25519)
        ._private_key.public_key()
        .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        ec.generate_private_key(ec.SECP384R1())
        .public_key()
        .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    ],
    ids=["nothing", "one octet", "not on the curve", "empty", "Ed25519", "P-384"],
)
def test_public_key_of_another_kind_is_refused(octets):
    with pytest.raises(ValueError):  # noqa: PT011 - the words are those of the library
        VerifyingKey.from_point(octets)


def test_phone_s_key_is_known_by_16_digits():
    key = SigningKey.from_private_octets(Algorithm.ES256, COUNTING_UP)
    point = key.verifying_key().compressed_point()

    assert device_key(point) == hashlib.sha256(point).hexdigest()[:16]
