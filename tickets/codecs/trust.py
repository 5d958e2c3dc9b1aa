"""Which issuer keys a verifier knows, and what it may believe of each (barcode format §6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self

from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.keys import VerifyingKey

UicKeyName = tuple[int | str, int]
"""A security provider and the number of its key; the provider is a text only if it has letters."""


class KeyStatus(StrEnum):
    """The life of an issuer key (format §6), in the words of the published key set."""

    NEXT = "next"
    ACTIVE = "active"
    RETIRED = "retired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class KnownKey:
    """An issuer key as a verifier holds it; a missing time is no bound."""

    verifying_key: VerifyingKey
    status: KeyStatus = KeyStatus.ACTIVE
    not_before: datetime | None = None
    not_after: datetime | None = None
    """First moment at which no window may begin any more."""

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, Any]) -> Self:
        """One member of the published key set; ValueError if it is no key or its status is new."""
        return cls(
            verifying_key=VerifyingKey.from_jwk(jwk),
            status=KeyStatus(jwk.get("status", KeyStatus.ACTIVE)),
            not_before=_bound(jwk.get("nbf")),
            not_after=_bound(jwk.get("exp")),
        )

    @property
    def kid(self) -> str:
        return self.verifying_key.kid

    @property
    def revoked(self) -> bool:
        return self.status == KeyStatus.REVOKED

    def has_begun(self, at: datetime) -> bool:
        """Whether it may have signed by then; a retired key may.

        A key is published ahead so that a device with an old key set knows it in time: its
        beginning makes it good, whatever its status was when it was fetched.
        """
        if self.not_before is None:
            return self.status != KeyStatus.NEXT
        return self.not_before <= at

    def may_begin_window(self, at: datetime) -> bool:
        """Whether a window that it signs may begin then."""
        return self.has_begun(at) and (self.not_after is None or at < self.not_after)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of both formats; a key of one never verifies the other."""

    t1: Mapping[str, KnownKey] = field(default_factory=dict)
    """By key id: eight hex digits."""
    uic: Mapping[UicKeyName, KnownKey] = field(default_factory=dict)

    @classmethod
    def from_jwks(cls, jwks: Mapping[str, Any]) -> Self:
        """The published key set. Keys of other formats and unreadable ones are left out.

        So a device that meets a key that is newer than itself says `unknown_key` for that key's
        barcodes and goes on reading all others (RFC 7517 §5).
        """
        t1: dict[str, KnownKey] = {}
        uic: dict[UicKeyName, KnownKey] = {}
        for jwk in jwks["keys"]:
            try:
                key = KnownKey.from_jwk(jwk)
            except ValueError:
                continue
            written_in = jwk.get("format", BarcodeFormat.T1)
            match written_in, jwk.get("uic_provider"), jwk.get("uic_key_id"):
                case BarcodeFormat.T1, _, _:
                    t1[key.kid] = key
                case "uic", int() | str() as provider, int() as number:
                    uic[provider, number] = key
        return cls(t1, uic)


def _bound(seconds: Any) -> datetime | None:
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (TypeError, OverflowError, OSError) as wrong:
        raise ValueError(f"{seconds!r} is no time of a key.") from wrong
