"""Whether a scanned compact token is good here and now (barcode format §2.5)."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from tickets.codecs.keys import VerifyingKey
from tickets.codecs.reasons import Reason, TokenRefused
from tickets.codecs.t1 import SignedToken, TicketToken, decode_token

__all__ = ["ANYWHERE", "KeyStatus", "KnownKey", "Place", "Reason", "Verdict", "verify_token"]

LARGEST_SKEW = 60


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
        """Whether it may have signed by then; a retired key may."""
        return self.status != KeyStatus.NEXT and (self.not_before is None or self.not_before <= at)

    def may_begin_window(self, at: datetime) -> bool:
        """Whether a window that it signs may begin then."""
        return self.has_begun(at) and (self.not_after is None or at < self.not_after)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the device stands: what must match there. None is not looked at."""

    zones: frozenset[int] | None = None
    """The zones here; one of them must be on the token. A token without zones is good in all."""
    products: frozenset[int] | None = None
    """The product numbers that are accepted here."""


ANYWHERE = Place()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer; the token is there once its signature was right and its content readable."""

    reason: Reason
    token: TicketToken | None = None


def verify_token(
    text: str,
    *,
    keys: Mapping[str, KnownKey],
    at: datetime,
    skew: int = 30,
    specimens_allowed: bool = False,
    block_list: Container[UUID] = frozenset(),
    place: Place = ANYWHERE,
    seen: Container[UUID] = frozenset(),
    single_use: Container[int] = frozenset(),
    online: bool = False,
) -> Verdict:
    """Judge a scanned text at a moment; the first failure of format §2.5 is the answer.

    `keys` by key id; `skew` in seconds, 60 at most; `block_list` holds revoked tickets, `seen` the
    tickets in the local scan log, `single_use` the numbers of products that one scan uses up;
    `online` says that this check has reached the server. ValueError for a time without a zone and
    for a skew that the format forbids; whatever the text is, nothing is raised for it.
    """
    if at.tzinfo is None:
        raise ValueError("The time of a check needs a time zone.")
    if not 0 <= skew <= LARGEST_SKEW:
        raise ValueError(f"A clock skew of {skew} s is not between 0 and {LARGEST_SKEW}.")
    try:
        signed = decode_token(text)
        key = _find_key(signed, keys)
        token = signed.read_token()
    except TokenRefused as refused:
        return Verdict(refused.reason)
    now = at.timestamp()
    reason = (
        _judge_key(key, token, at)
        or (Reason.SPECIMEN if token.specimen and not specimens_allowed else None)
        or _judge_window(token, now, skew)
        or _judge_validity(token, now)
        or (Reason.TICKET_REVOKED if token.ticket_id in block_list else None)
        or _judge_place(token, place)
        or _judge_use(token, seen, single_use, online)
    )
    return Verdict(reason, token)


def _find_key(signed: SignedToken, keys: Mapping[str, KnownKey]) -> KnownKey:
    key = keys.get(signed.kid)
    if key is None:
        raise TokenRefused(Reason.UNKNOWN_KEY)
    if not signed.is_signed_by(key.verifying_key):
        raise TokenRefused(Reason.BAD_SIGNATURE)
    return key


def _judge_key(key: KnownKey, token: TicketToken, at: datetime) -> Reason | None:
    if key.revoked:
        return Reason.KEY_REVOKED
    if not key.has_begun(at):
        return Reason.KEY_NOT_VALID
    window_start = datetime.fromtimestamp(token.window_start, UTC)
    if not token.is_static and not key.may_begin_window(window_start):
        return Reason.KEY_NOT_VALID
    return None


def _judge_window(token: TicketToken, now: float, skew: int) -> Reason | None:
    if token.is_static:
        return None
    if now < token.window_start - skew:
        return Reason.BARCODE_IN_FUTURE
    if now >= token.window_start + token.ttl + skew:
        return Reason.BARCODE_EXPIRED
    return None


def _judge_validity(token: TicketToken, now: float) -> Reason | None:
    if now < token.valid_from:
        return Reason.TICKET_NOT_YET_VALID
    if now >= token.valid_until:
        return Reason.TICKET_EXPIRED
    return None


def _judge_place(token: TicketToken, place: Place) -> Reason | None:
    if token.zones and place.zones is not None and place.zones.isdisjoint(token.zones):
        return Reason.WRONG_ZONE
    if place.products is not None and token.product not in place.products:
        return Reason.WRONG_PRODUCT
    return None


def _judge_use(
    token: TicketToken, seen: Container[UUID], single_use: Container[int], online: bool
) -> Reason:
    was_seen = token.ticket_id in seen
    if was_seen and token.product in single_use:
        return Reason.ALREADY_USED
    if token.online_check and not online:
        return Reason.ONLINE_REQUIRED
    # Only a warning, so it gives way to whatever else there is to say.
    return Reason.SEEN_BEFORE if was_seen else Reason.OK


def _bound(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
