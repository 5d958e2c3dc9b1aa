"""Checks of fields that no database constraint can express."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError


def check_timezone(name: str) -> ZoneInfo:
    """The zone of that IANA name; ValidationError on the field `timezone` if there is none."""
    if name not in available_timezones():
        raise ValidationError(
            {"timezone": f"“{name}” is no IANA time zone; write one such as Europe/Amsterdam."}
        )
    return ZoneInfo(name)
