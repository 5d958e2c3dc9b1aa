"""The secrets that we share with a supplier; they are stored sealed."""

from __future__ import annotations

from operators.supply.models import Supplier
from operators.tenancy.sealing import seal, unseal


def set_secrets(
    supplier: Supplier, *, token: str = "", signing_secret: str = "", callback_token: str = ""
) -> None:
    """Set the token that we send, and what its callbacks prove themselves with; an empty text
    leaves what was set before. The caller stores it."""
    if token:
        supplier.sealed_token = seal(token.encode())
    if signing_secret:
        supplier.sealed_signing_secret = seal(signing_secret.encode())
    if callback_token:
        supplier.sealed_callback_token = seal(callback_token.encode())


def token_of(supplier: Supplier) -> str:
    """What we prove ourselves with there."""
    return unseal(supplier.sealed_token).decode()


def signing_secret_of(supplier: Supplier) -> str:
    """What its callbacks are signed with; empty where they are not."""
    return _opened(supplier.sealed_signing_secret)


def callback_token_of(supplier: Supplier) -> str:
    """The token that its callbacks bring; empty where they bring none."""
    return _opened(supplier.sealed_callback_token)


def _opened(sealed: str) -> str:
    return unseal(sealed).decode() if sealed else ""
