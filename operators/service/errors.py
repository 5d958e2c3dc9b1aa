"""Why a question about the service has no answer; the docstring is what people read."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class RegionUnknown(DomainError):
    """No timetable in force has a region of this id; look at the list of regions."""


class StationUnknown(DomainError):
    """No timetable in force has a stop of this id; look at the list of stations."""
