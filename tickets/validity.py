"""When a ticket is valid. Pure rules; all moments are aware, in UTC unless said otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tickets.states import Activation, ValidityKind


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time: the first moment that counts and the first that no longer does."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Validity:
    """The rule that a ticket carries from its sale on."""

    kind: ValidityKind
    minutes: int | None = None
    fixed: Window | None = None
    boarding_minutes: int = 0
    travels_at: datetime | None = None

    def window(self, *, activation: Activation, activated_at: datetime, zone: ZoneInfo) -> Window:
        """The validity of a ticket that becomes active at that moment.

        A ticket that is active at once and bound to a departure is valid around that departure
        (from `boarding_minutes` before it), however early it was bought; one that the traveller
        activates is valid from then on. Calendar days are days of the tenant's `zone`.
        """
        if self.kind == ValidityKind.FIXED_DATES:
            assert self.fixed is not None
            return self.fixed
        start = self._start(activation, activated_at)
        if self.kind == ValidityKind.CALENDAR_DAY:
            return calendar_day(start, zone)
        assert self.minutes is not None
        opens_at = max(activated_at, start - timedelta(minutes=self.boarding_minutes))
        return Window(opens_at, start + timedelta(minutes=self.minutes))

    def _start(self, activation: Activation, activated_at: datetime) -> datetime:
        if activation == Activation.AT_ONCE and self.travels_at is not None:
            return max(activated_at, self.travels_at)
        return activated_at


def calendar_day(moment: datetime, zone: ZoneInfo) -> Window:
    """The day of the tenant's zone that the moment falls in."""
    day = moment.astimezone(zone).date()
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    next_midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
    return Window(midnight, next_midnight)
