"""The files of a GBFS feed that tell of its service: alerts, hours and seasons."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from operators.fleet.gbfs.values import Id, Moment, Shape, Text, Words


class AlertTime(Shape):
    start: Moment
    end: Moment | None = None


class SystemAlert(Shape):
    alert_id: Id
    type: Text
    summary: Words
    description: Words | None = None
    url: Words | None = None
    times: list[AlertTime] | None = None
    station_ids: list[Id] = []
    region_ids: list[Id] = []
    last_updated: Moment | None = None


class SystemAlerts(Shape):
    """system_alerts.json."""

    alerts: list[SystemAlert]


DAYS = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
CLOCK = r"^([01]?[0-9]|2[0-9]|3[0-5]):[0-5][0-9](:[0-5][0-9])?$"


class RentalHours(Shape):
    user_types: list[Literal["member", "nonmember"]] = Field(min_length=1)
    days: list[DAYS] = Field(min_length=1)
    start_time: Annotated[str, Field(pattern=CLOCK)]
    end_time: Annotated[str, Field(pattern=CLOCK)]


class SystemHours(Shape):
    """system_hours.json (2.x)."""

    rental_hours: list[RentalHours]


class Season(Shape):
    start_month: Annotated[int, Field(ge=1, le=12)]
    start_day: Annotated[int, Field(ge=1, le=31)]
    start_year: Annotated[int, Field(ge=1900, le=2099)] | None = None
    end_month: Annotated[int, Field(ge=1, le=12)]
    end_day: Annotated[int, Field(ge=1, le=31)]
    end_year: Annotated[int, Field(ge=1900, le=2099)] | None = None


class SystemCalendar(Shape):
    """system_calendar.json (2.x)."""

    calendars: list[Season]
