"""Why a traveller is not asked, in the words of RFC 6749 (§4.1.2.1)."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class AppUnknown(DomainError):
    """Nobody knows where the traveller came from, so nobody is sent back there."""


class AskedWrongly(DomainError):
    """The app is told at its own address; `back` is that address with the reason."""

    def __init__(self, error: str, detail: str, *, back: str = "") -> None:
        super().__init__(detail)
        self.error = error
        self.back = back
