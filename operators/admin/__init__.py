"""The admin of tenancy and the timetable, and what the admin of every app rests on."""

from operators.admin import alerts, clients, members, tenancy, timetable, tokens

__all__ = ["alerts", "clients", "members", "tenancy", "timetable", "tokens"]
