"""Whether a scanned compact token is good here and now (barcode format §2.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from tickets.codecs.circumstances import Circumstances
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.judging import Claim, judge_claim
from tickets.codecs.reasons import BarcodeRefused, Reason
from tickets.codecs.t1 import SignedToken, TicketToken, decode_token
from tickets.codecs.trust import KnownKey
from tickets.codecs.verdicts import Verdict


def verify_t1(
    scanned: bytes, keys: Mapping[str, KnownKey], circumstances: Circumstances
) -> Verdict:
    """Judge octets as a compact token, in the order of the format."""
    kid: str | None = None
    try:
        # What is not ASCII becomes a letter that Base45 does not have.
        signed = decode_token(scanned.decode("latin-1"))
        kid = signed.kid
        key = _find_key(signed, keys)
        token = signed.read_token()
    except BarcodeRefused as refused:
        return Verdict(refused.reason, BarcodeFormat.T1, kid_text=kid)
    window_start = datetime.fromtimestamp(token.window_start, UTC)
    reason = (
        _judge_key(key, token, window_start, circumstances.at)
        or (Reason.SPECIMEN if token.specimen and not circumstances.specimens_allowed else None)
        or _judge_window(token, circumstances)
        or judge_claim(_claim(token), circumstances)
    )
    return Verdict(
        reason,
        BarcodeFormat.T1,
        ticket_id=token.ticket_id,
        product=token.product,
        moment=None if token.is_static else window_start,
        kid_text=kid,
        token=token,
    )


def _find_key(signed: SignedToken, keys: Mapping[str, KnownKey]) -> KnownKey:
    key = keys.get(signed.kid)
    if key is None:
        raise BarcodeRefused(Reason.UNKNOWN_KEY)
    if not signed.is_signed_by(key.verifying_key):
        raise BarcodeRefused(Reason.BAD_SIGNATURE)
    return key


def _judge_key(
    key: KnownKey, token: TicketToken, window_start: datetime, at: datetime
) -> Reason | None:
    if key.revoked:
        return Reason.KEY_REVOKED
    if not key.has_begun(at):
        return Reason.KEY_NOT_VALID
    if not token.is_static and not key.may_begin_window(window_start):
        return Reason.KEY_NOT_VALID
    return None


def _judge_window(token: TicketToken, circumstances: Circumstances) -> Reason | None:
    now, skew = circumstances.at.timestamp(), circumstances.skew
    if token.is_static:
        return None
    if now < token.window_start - skew:
        return Reason.BARCODE_IN_FUTURE
    if now >= token.window_start + token.ttl + skew:
        return Reason.BARCODE_EXPIRED
    return None


def _claim(token: TicketToken) -> Claim:
    return Claim(
        ticket_id=token.ticket_id,
        product=token.product,
        zones=token.zones,
        valid_from=token.valid_from,
        valid_until=token.valid_until,
        online_check=token.online_check,
        rotates=not token.is_static,
    )
