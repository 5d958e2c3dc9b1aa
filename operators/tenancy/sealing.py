"""Secrets that must be read again are stored sealed."""

from __future__ import annotations

from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(secret: bytes) -> str:
    """Encrypt with the newest key of the setting SECRETS_KEYS."""
    return _cipher(tuple(settings.SECRETS_KEYS)).encrypt(secret).decode("ascii")


def unseal(sealed: str) -> bytes:
    """Decrypt with whichever key of SECRETS_KEYS fits; InvalidToken if none does."""
    return _cipher(tuple(settings.SECRETS_KEYS)).decrypt(sealed.encode("ascii"))


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
