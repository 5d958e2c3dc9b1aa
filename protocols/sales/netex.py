"""Ids of NeTEx objects: `CODESPACE:Type:Id` (§6.3)."""

from __future__ import annotations

from operators.listing.grammar import split

SALES_PACKAGE = "SalesPackage"
FARE_PRODUCT = "PreassignedFareProduct"
SUPPLEMENT = "SupplementProduct"
NOBODY = "\N{REPLACEMENT CHARACTER}"
"""The code of no product."""


def netex_id(codespace: str, kind: str, code: str) -> str:
    return f"{codespace}:{kind}:{code}"


def code_of(written: str, *, codespace: str, kinds: tuple[str, ...]) -> str | None:
    """Our code in an id of one of these types; None for what is no such id of this tenant."""
    prefix, _, code = written.rpartition(":")
    return code if prefix in {f"{codespace}:{kind}" for kind in kinds} else None


def filter_by_code(text: str, *, codespace: str, kinds: tuple[str, ...]) -> str:
    """A filter on NeTEx ids as one on our codes. An id that is none of ours belongs to nothing."""
    operator, values = split(text)
    codes = [code_of(one, codespace=codespace, kinds=kinds) or NOBODY for one in values.split(",")]
    return f"{operator}:{','.join(codes)}"
