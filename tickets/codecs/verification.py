"""Whether a scanned barcode is good here and now (barcode format §2.5 and §3.8)."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import UTC, datetime
from uuid import UUID

from tickets.codecs.circumstances import (
    ANYWHERE,
    LARGEST_SKEW,
    BlockList,
    Circumstances,
    Place,
)
from tickets.codecs.formats import BarcodeFormat, recognise
from tickets.codecs.reasons import Reason, Shade, shade
from tickets.codecs.trust import KeyRing, KeyStatus, KnownKey
from tickets.codecs.verdicts import Verdict
from tickets.codecs.verifying_t1 import verify_t1
from tickets.codecs.verifying_uic import verify_uic

__all__ = [
    "ANYWHERE",
    "LARGEST_SKEW",
    "BlockList",
    "Circumstances",
    "KeyRing",
    "KeyStatus",
    "KnownKey",
    "Place",
    "Reason",
    "Shade",
    "Verdict",
    "shade",
    "verify_barcode",
    "verify_token",
]


def verify_barcode(scanned: bytes, *, ring: KeyRing, circumstances: Circumstances) -> Verdict:
    """Judge scanned octets; the first failure of the order of their format is the answer.

    Whatever the octets are, nothing is raised for them.
    """
    match recognise(scanned):
        case BarcodeFormat.T1:
            return verify_t1(scanned, ring.t1, circumstances)
        case BarcodeFormat.UIC:
            return verify_uic(scanned, ring.uic, circumstances)
    return Verdict(Reason.UNSUPPORTED_FORMAT)


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
    """Judge a text as a T1 token at a moment; verify_barcode for those who know T1 alone.

    `keys` by key id; `block_list` holds revoked tickets. Circumstances says what the others mean,
    and which errors they raise.
    """
    circumstances = Circumstances(
        at=at,
        # A compact token tells its times in UTC.
        zone=UTC,
        skew=skew,
        specimens_allowed=specimens_allowed,
        block_list=BlockList(tickets=block_list),
        place=place,
        seen=seen,
        single_use=single_use,
        online=online,
    )
    return verify_t1(text.encode(errors="surrogatepass"), keys, circumstances)
