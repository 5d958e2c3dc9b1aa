"""That whoever brings a code is the app that asked for it (PKCE, RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
import re

from django.utils.crypto import constant_time_compare

VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}", re.ASCII)


def challenge_of(verifier: str) -> str:
    """Its SHA-256 as addresses carry it (method S256)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def is_proven(challenge: str, verifier: str) -> bool:
    """Whether the verifier is the one that the challenge was made of.

    A verifier without a challenge is refused as well: somebody has taken the challenge out on the
    way (RFC 9700 §4.8.2).
    """
    if not challenge or not verifier:
        return challenge == verifier
    if not VERIFIER.fullmatch(verifier):
        return False
    return constant_time_compare(challenge_of(verifier), challenge)
