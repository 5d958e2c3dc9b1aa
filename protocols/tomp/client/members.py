"""Members of answers, each read by itself: what is odd is left out, or refused if it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from django.utils.dateparse import parse_datetime

from operators.supply.errors import SupplierUnfit
from operators.supply.models import LONGEST_REFERENCE

Read = TypeVar("Read")


def http_date(told: str | None) -> datetime | None:
    """The header Expires."""
    try:
        return parsedate_to_datetime(told) if told else None
    except ValueError:
        return None


def object_of(told: Any, name: str) -> Mapping[str, Any]:
    """A JSON object. SupplierUnfit."""
    if not isinstance(told, Mapping):
        raise SupplierUnfit(f"{name}: it is no object.")
    return told


def rows_of(told: Any, name: str) -> list[Any]:
    """A JSON list. SupplierUnfit."""
    if not isinstance(told, list):
        raise SupplierUnfit(f"{name}: it is no list.")
    return told


def list_of(body: Mapping[str, Any], member: str) -> list[Any]:
    """A member that is a list; empty where it is none."""
    told = body.get(member)
    return told if isinstance(told, list) else []


def reference_of(body: Mapping[str, Any], name: str) -> str:
    """An id of the supplier's. SupplierUnfit."""
    told = body.get("id")
    if not isinstance(told, str) or not told or len(told) > LONGEST_REFERENCE or "\x00" in told:
        raise SupplierUnfit(f"{name}: it is missing or too long.")
    return told


def word_of(body: Mapping[str, Any], known: frozenset[str], name: str) -> str:
    """A word of `state`. SupplierUnfit if it is none of those that are known."""
    told = body.get("state")
    if told not in known:
        raise SupplierUnfit(f"{name}: “{told}” is no state of TOMP.")
    return str(told)


def known(told: Any, words: Sequence[str], usual: str) -> str:
    """One of the words; the usual one where it is none of them."""
    return str(told) if told in words else usual


def text_of(told: Any) -> str:
    """The database stores no NUL."""
    return str(told).replace("\x00", "")[:LONGEST_REFERENCE] if told is not None else ""


def amount_of(told: Any, name: str) -> Decimal:
    """A JSON number, or a text that is one."""
    try:
        amount = Decimal(str(told))
    except InvalidOperation as fault:
        raise SupplierUnfit(f"{name}: “{told}” is no number.") from fault
    if not amount.is_finite() or abs(amount) >= Decimal(10**9):
        raise SupplierUnfit(f"{name}: “{told}” is out of bounds.")
    return amount


def moment_of(told: Any, name: str) -> datetime:
    """A moment with an offset. SupplierUnfit."""
    found = mild_moment(told)
    if found is None:
        raise SupplierUnfit(f"{name}: “{told}” is no moment with an offset.")
    return found


def mild_moment(told: Any) -> datetime | None:
    """The same; None where it is none."""
    found = _tried(parse_datetime, told) if isinstance(told, str) else None
    return found.astimezone(UTC) if found is not None and found.tzinfo else None


def float_of(told: Any) -> float | None:
    """A JSON number; None where it is none."""
    return float(told) if isinstance(told, (int, float)) and not isinstance(told, bool) else None


def whole_of(told: Any) -> int | None:
    """A whole number that is not negative; None where it is none."""
    found = float_of(told)
    return None if found is None or found < 0 else int(found)


def _tried(read: Callable[[str], Read], told: str) -> Read | None:
    try:
        return read(told)
    except (ValueError, OverflowError):
        return None
