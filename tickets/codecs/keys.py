"""The key pairs that sign barcodes (barcode format §2.3, §3.6 and §6)."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

NUMBER_SIZE = 32
SIGNATURE_SIZE = 2 * NUMBER_SIZE
POINT_SIZE = 33
"""Octets of a compressed point on P-256: which half of the curve, and x."""
KEY_NAME = 16
"""Hex digits by which block lists name the key of a phone."""
CURVE = ec.SECP256R1()
# One window must give the same octets in every worker, or nothing can be cached.
SIGN_ES256 = ec.ECDSA(SHA256(), deterministic_signing=True)
VERIFY_ES256 = ec.ECDSA(SHA256())


class Algorithm(StrEnum):
    """How a key signs; it belongs to the key and is never read from a token."""

    ES256 = "ES256"
    ED25519 = "Ed25519"


class VerifyingKey:
    """The public half of a key pair."""

    def __init__(self, public_key: ec.EllipticCurvePublicKey | Ed25519PublicKey) -> None:
        if not isinstance(public_key, Ed25519PublicKey) and public_key.curve.name != CURVE.name:
            raise ValueError(f"Keys on {public_key.curve.name} do not sign barcodes.")
        self._public_key = public_key

    @cached_property
    def kid(self) -> str:
        """First four octets of the RFC 7638 thumbprint, as eight hex digits."""
        return _thumbprint(self._jwk)[:8]

    @cached_property
    def _jwk(self) -> dict[str, str]:
        return _describe(self._public_key)

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, Any]) -> Self:
        """Read `kty`, `crv`, `x`, `y`; other members are ignored. ValueError if it is no such key.

        The key id is computed, never taken from the JWK.
        """
        match jwk.get("kty"), jwk.get("crv"):
            case "EC", "P-256":
                x, y = (int.from_bytes(_read_number(jwk, name), "big") for name in "xy")
                return cls(ec.EllipticCurvePublicNumbers(x, y, CURVE).public_key())
            case "OKP", "Ed25519":
                return cls(Ed25519PublicKey.from_public_bytes(_read_number(jwk, "x")))
            case kind:
                raise ValueError(f"Keys of type {kind} do not sign tokens.")

    @classmethod
    def from_point(cls, octets: bytes) -> Self:
        """Read a public key on P-256 as a phone sends it; ValueError if it is none.

        A compressed (33 octets) or an uncompressed point (65), or a SubjectPublicKeyInfo.
        """
        if octets[:1] != b"\x30":
            return cls(ec.EllipticCurvePublicKey.from_encoded_point(CURVE, octets))
        try:
            public_key = load_der_public_key(octets)
        except UnsupportedAlgorithm as wrong:
            raise ValueError("Only keys on P-256 sign barcodes.") from wrong
        if not isinstance(public_key, ec.EllipticCurvePublicKey):
            raise ValueError("Only keys on P-256 sign barcodes.")  # noqa: TRY004 - no wrong type
        return cls(public_key)

    @property
    def algorithm(self) -> Algorithm:
        is_edwards = isinstance(self._public_key, Ed25519PublicKey)
        return Algorithm.ED25519 if is_edwards else Algorithm.ES256

    def public_jwk(self) -> dict[str, str]:
        """The members of RFC 7517 that make the key: `kty`, `crv`, `x` and, on P-256, `y`."""
        return dict(self._jwk)

    def compressed_point(self) -> bytes:
        """The 33 octets that stand in a UIC barcode; ValueError for an Ed25519 key."""
        if isinstance(self._public_key, Ed25519PublicKey):
            raise ValueError("An Ed25519 key has no point on P-256.")  # noqa: TRY004
        return self._public_key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)

    def verify_der(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made the DER signature; never for Ed25519, which UIC does not know."""
        if isinstance(self._public_key, Ed25519PublicKey):
            return False
        try:
            self._public_key.verify(signature, message, VERIFY_ES256)
        except InvalidSignature:
            return False
        return True

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made the 64-octet signature over the message."""
        if len(signature) != SIGNATURE_SIZE:
            return False
        try:
            self._check(message, signature)
        except InvalidSignature:
            return False
        return True

    def _check(self, message: bytes, signature: bytes) -> None:
        if isinstance(self._public_key, Ed25519PublicKey):
            self._public_key.verify(signature, message)
            return
        r = int.from_bytes(signature[:NUMBER_SIZE], "big")
        s = int.from_bytes(signature[NUMBER_SIZE:], "big")
        self._public_key.verify(encode_dss_signature(r, s), message, VERIFY_ES256)


class SigningKey:
    """A key pair, with its private half in memory."""

    def __init__(self, private_key: ec.EllipticCurvePrivateKey | Ed25519PrivateKey) -> None:
        self._private_key = private_key
        self._verifying_key = VerifyingKey(private_key.public_key())

    @classmethod
    def generate(cls, algorithm: Algorithm) -> Self:
        """Draw a new key pair."""
        if algorithm == Algorithm.ED25519:
            return cls(Ed25519PrivateKey.generate())
        return cls(ec.generate_private_key(CURVE))

    @classmethod
    def from_private_octets(cls, algorithm: Algorithm, octets: bytes) -> Self:
        """The pair of a stored private key; ValueError unless it is 32 octets and in range."""
        if len(octets) != NUMBER_SIZE:
            raise ValueError(f"A private key has {NUMBER_SIZE} octets, not {len(octets)}.")
        if algorithm == Algorithm.ED25519:
            return cls(Ed25519PrivateKey.from_private_bytes(octets))
        return cls(ec.derive_private_key(int.from_bytes(octets, "big"), CURVE))

    @property
    def algorithm(self) -> Algorithm:
        return self._verifying_key.algorithm

    @property
    def kid(self) -> str:
        return self._verifying_key.kid

    def private_octets(self) -> bytes:
        """The 32 octets that from_private_octets reads; store them sealed, never log them."""
        if isinstance(self._private_key, Ed25519PrivateKey):
            return self._private_key.private_bytes_raw()
        return self._private_key.private_numbers().private_value.to_bytes(NUMBER_SIZE, "big")

    def public_jwk(self) -> dict[str, str]:
        """The public half as a JWK, without `kid`, `use` and `alg`."""
        return self._verifying_key.public_jwk()

    def verifying_key(self) -> VerifyingKey:
        return self._verifying_key

    def sign(self, message: bytes) -> bytes:
        """64 octets, always the same ones for the same message; r and s in a row on P-256."""
        if isinstance(self._private_key, Ed25519PrivateKey):
            return self._private_key.sign(message)
        r, s = decode_dss_signature(self._private_key.sign(message, SIGN_ES256))
        return r.to_bytes(NUMBER_SIZE, "big") + s.to_bytes(NUMBER_SIZE, "big")

    def sign_der(self, message: bytes) -> bytes:
        """A DER signature, always the same one for the same message; ValueError for Ed25519."""
        if isinstance(self._private_key, Ed25519PrivateKey):
            raise ValueError("An Ed25519 key makes no DER signatures.")  # noqa: TRY004
        return self._private_key.sign(message, SIGN_ES256)


def device_key(point: bytes) -> str:
    """The short name of a phone's key: 16 hex digits of the SHA-256 of its compressed point."""
    return hashlib.sha256(point).hexdigest()[:KEY_NAME]


def _describe(public_key: ec.EllipticCurvePublicKey | Ed25519PublicKey) -> dict[str, str]:
    if isinstance(public_key, Ed25519PublicKey):
        return {"kty": "OKP", "crv": "Ed25519", "x": _base64url(public_key.public_bytes_raw())}
    point = public_key.public_numbers()
    x, y = (_base64url(number.to_bytes(NUMBER_SIZE, "big")) for number in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _thumbprint(jwk: Mapping[str, str]) -> str:
    """RFC 7638: SHA-256 over the required members, sorted, without white space; in hex."""
    text = json.dumps(jwk, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _base64url(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def _read_number(jwk: Mapping[str, Any], name: str) -> bytes:
    text = str(jwk.get(name, ""))
    octets = b64decode(text + "=" * (-len(text) % 4), altchars=b"-_")
    # The decoder skips what it does not know, so ask for the one spelling there is.
    if len(octets) != NUMBER_SIZE or _base64url(octets) != text:
        raise ValueError(f"The {name} of the key is not {NUMBER_SIZE} octets in base64url.")
    return octets
