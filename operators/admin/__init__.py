"""The admin of tenancy and the timetable, and what the admin of every app rests on."""

from operators.admin import alerts, members, tenancy, timetable, tokens

__all__ = ["alerts", "members", "tenancy", "timetable", "tokens"]
