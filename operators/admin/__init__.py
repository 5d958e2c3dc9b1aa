"""The admin of tenancy, the timetable and fleets, and what the admin of every app rests on."""

from operators.admin import (
    alerts,
    clients,
    fleet,
    members,
    realtime,
    suppliers,
    tenancy,
    timetable,
    tokens,
)

__all__ = [
    "alerts",
    "clients",
    "fleet",
    "members",
    "realtime",
    "suppliers",
    "tenancy",
    "timetable",
    "tokens",
]
