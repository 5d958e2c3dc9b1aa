"""How JSON itself is read in requests of every face: nothing is guessed from another type."""

from __future__ import annotations

from typing import Any, NoReturn

from rest_framework import serializers


class TextField(serializers.CharField):
    """A JSON string; a number is none."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class CountField(serializers.IntegerField):
    """A JSON integer; neither a string nor true is one."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class NumberField(serializers.FloatField):
    """A JSON number; neither a string nor true is one."""

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        return super().to_internal_value(data)


class OneOfField(serializers.ChoiceField):
    """One of a few words. A refusal names them all, and not what was sent, which may be long."""

    default_error_messages = {"invalid_choice": "Send one of {words}."}

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        super().fail(key, words=", ".join(map(str, self.choices)), **kwargs)
