"""The two barcode formats, and how a scanned symbol shows which one it carries."""

from __future__ import annotations

from enum import StrEnum

T1_PREFIX = b"T1:"
# A presence bit, the length 2, then "U1" or "U2" in seven bits each (barcode format §3.2).
UIC_FIRST = (0x01, 0x81)
UIC_SECOND = 0x55
UIC_THIRD = (0x62, 0x64)
LAST_BIT = 0x01
UIC_STARTS_WITH = 3


class BarcodeFormat(StrEnum):
    """What the octets of a barcode are written in."""

    T1 = "T1"
    """The compact token (barcode format §2)."""
    UIC = "UIC"
    """The UIC dynamic barcode, header U2; U1 is read only (barcode format §3)."""


def recognise(scanned: bytes) -> BarcodeFormat | None:
    """The format that the octets claim by how they begin; None if it is neither of ours."""
    if scanned.startswith(T1_PREFIX):
        return BarcodeFormat.T1
    if len(scanned) >= UIC_STARTS_WITH and _begins_like_uic(*scanned[:UIC_STARTS_WITH]):
        return BarcodeFormat.UIC
    return None


def _begins_like_uic(first: int, second: int, third: int) -> bool:
    return first in UIC_FIRST and second == UIC_SECOND and third & ~LAST_BIT in UIC_THIRD
