"""How the members of requests are read: strictly, so that nothing is guessed (§6, §7.1)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from operators.tenancy.currencies import is_currency
from protocols.fields import CountField

MONEY = re.compile(r"-?[0-9]{1,13}\.[0-9]{2}", re.ASCII)
RATE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?", re.ASCII)
MOST_MONEY = Decimal("999999999.99")
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
MONEY_SCHEMA = {"type": "string", "pattern": r"^-?[0-9]{1,13}\.[0-9]{2}$"}
LARGEST_NUMBER = 2**53 - 1


class WireRequest(serializers.Serializer[dict[str, Any]]):
    """An object of a request. Members that it does not know are refused, and so are those that
    only the service itself sets."""

    only_told: frozenset[str] = frozenset()
    """Names that answers have and requests have not."""

    def to_internal_value(self, data: Any) -> Any:
        faults: dict[str, Any] = {}
        try:
            valid = super().to_internal_value(data)
        except serializers.ValidationError as fault:
            if not isinstance(data, Mapping):
                raise
            faults.update(fault.detail)  # type: ignore[arg-type]  # of an object: by member
        faults |= {name: [self._refusal(name)] for name in data if name not in self.fields}
        if faults:
            raise serializers.ValidationError(faults)
        return valid

    def _refusal(self, name: str) -> serializers.ErrorDetail:
        if name in self.only_told:
            return serializers.ErrorDetail("This member cannot be set.", code="read_only")
        return serializers.ErrorDetail("There is no such member.", code="unknown")


class NumberField(CountField):
    """A JSON integer, not below 0 unless it says so."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": LARGEST_NUMBER, **options})


class FlagField(serializers.BooleanField):
    """true or false."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


@extend_schema_field(MONEY_SCHEMA)
class MoneyField(serializers.Field[Decimal, Any, str, Any]):
    """A string with a point and two decimals, such as "1446.00"; a number is refused (§6.1)."""

    default_error_messages = {
        "invalid": 'Send a string with two decimals, such as "1446.00".',
        "range": "The amount is too large.",
        "negative": "The amount must be more than 0.00.",
    }

    def __init__(self, *, positive: bool = True, may_be_zero: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.positive = positive
        self.may_be_zero = may_be_zero

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str) or not MONEY.fullmatch(data):
            self.fail("invalid")
        amount = Decimal(data)
        if abs(amount) > MOST_MONEY:
            self.fail("range")
        if self.positive and (amount < 0 or (amount == 0 and not self.may_be_zero)):
            self.fail("negative")
        return amount

    def to_representation(self, value: Decimal) -> str:
        return f"{value:.2f}"


@extend_schema_field({"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,2})?$"})
class RateField(serializers.Field[Decimal, Any, str, Any]):
    """Percent as a string, such as "12.00"."""

    default_error_messages = {"invalid": 'Send a string such as "12.00", from 0 to 100.'}

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str) or not RATE.fullmatch(data) or Decimal(data) > 100:
            self.fail("invalid")
        return Decimal(data)

    def to_representation(self, value: Decimal) -> str:
        return f"{value:.2f}"


class ReferenceField(serializers.UUIDField):
    """A UUID as this service writes it."""

    def to_internal_value(self, data: Any) -> uuid.UUID:
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        reference: uuid.UUID = super().to_internal_value(data)
        return reference


class MomentField(serializers.DateTimeField):
    """A moment with its offset, in this century; read in UTC and cut to whole seconds (§6.2)."""

    default_error_messages = {
        "offset": "Add the offset from UTC, such as 2026-03-02T09:00:00Z.",
        "range": "Must lie between the years 2000 and 2100.",
    }

    def to_internal_value(self, value: Any) -> datetime:
        if self._lacks_offset(value):
            self.fail("offset")
        moment: datetime = super().to_internal_value(value)
        if not EARLIEST <= moment < LATEST:
            self.fail("range")
        return moment.astimezone(UTC).replace(microsecond=0)

    @staticmethod
    def _lacks_offset(value: Any) -> bool:
        try:
            moment = parse_datetime(value) if isinstance(value, str) else None
        except ValueError:
            return False
        return moment is not None and moment.tzinfo is None


class NoMembers(WireRequest):
    """The body of an operation that takes none: left out, or empty."""


class CurrencyField(serializers.RegexField):
    """A code that ISO 4217 lists."""

    default_error_messages = {"unlisted": "ISO 4217 lists no such currency; send one such as NOK."}

    def __init__(self, **options: Any) -> None:
        super().__init__(r"\A[A-Z]{3}\Z", **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        code = str(super().to_internal_value(data))
        if not is_currency(code):
            self.fail("unlisted")
        return code


class OrderIdField(serializers.RegexField):
    """Eight capital letters and digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"\A[A-Z0-9]{8}\Z", **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


def read_body(form: type[WireRequest], body: Any) -> dict[str, Any]:
    """The members of a body. ValidationError, with all its faults at once, if one is wrong."""
    reader = form(data=body)
    reader.is_valid(raise_exception=True)
    valid: dict[str, Any] = reader.validated_data
    return valid
