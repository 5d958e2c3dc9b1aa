"""What is told of some stops of a trip, and what follows for the others.

Source: GTFS Realtime Reference 2.0, Trip Updates. What is told of a stop holds for the stops after
it until something else is told; a stop without data ends it, a stop that is skipped does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

LONGEST_DEVIATION = 24 * 60 * 60
"""Seconds. Whoever tells of more has mixed up something, so it is taken for nothing."""


class Told(StrEnum):
    """What is told of a stop: times, that it is left out, or that nobody knows."""

    TIMES = "TIMES"
    SKIPPED = "SKIPPED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Expected:
    """When a vehicle arrives or leaves: seconds since 1970, else seconds of delay."""

    delay: int | None = None
    time: int | None = None

    def deviation(self, planned: datetime) -> timedelta | None:
        """How much later than planned; None where nothing sensible was told."""
        seconds = self.delay
        if self.time is not None:
            seconds = self.time - int(planned.timestamp())
        if seconds is None or abs(seconds) > LONGEST_DEVIATION:
            return None
        return timedelta(seconds=seconds)


NOTHING = Expected()


@dataclass(frozen=True, slots=True)
class StopForecast:
    """What a message tells of one stop of a trip, which it names by one of the two or both."""

    sequence: int | None
    stop_id: str
    told: Told = Told.TIMES
    arrival: Expected = NOTHING
    departure: Expected = NOTHING

    def to_json(self) -> dict[str, Any]:
        """The form that is stored: only what is told."""
        facts = {
            "sequence": self.sequence,
            "stop_id": self.stop_id or None,
            "told": None if self.told is Told.TIMES else self.told.value,
            "arrival_delay": self.arrival.delay,
            "arrival_time": self.arrival.time,
            "departure_delay": self.departure.delay,
            "departure_time": self.departure.time,
        }
        return {name: fact for name, fact in facts.items() if fact is not None}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> StopForecast:
        return cls(
            facts.get("sequence"),
            facts.get("stop_id", ""),
            Told(facts.get("told", Told.TIMES)),
            Expected(facts.get("arrival_delay"), facts.get("arrival_time")),
            Expected(facts.get("departure_delay"), facts.get("departure_time")),
        )


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call of a trip by the timetable."""

    sequence: int
    stop_id: str
    arrives_at: datetime
    departs_at: datetime


@dataclass(frozen=True, slots=True)
class ExpectedCall:
    """How much later than planned a vehicle arrives and leaves; None: nobody told."""

    arrival_delay: timedelta | None
    departure_delay: timedelta | None
    is_skipped: bool = False


def expected_calls(
    calls: Sequence[PlannedCall], stops: Sequence[StopForecast], *, delay: int | None = None
) -> Iterator[ExpectedCall]:
    """What is to be expected of each call, the first one of the trip first.

    `delay` is that of the trip as a whole, in seconds; it holds until a stop is told of.
    """
    told = told_by_place(calls, stops)
    held = Expected(delay).deviation(calls[0].arrives_at) if calls else None
    for place, call in enumerate(calls):
        expected = expected_call(call, told.get(place), held)
        yield expected
        held = expected.departure_delay


def expected_call(
    call: PlannedCall, stop: StopForecast | None, held: timedelta | None
) -> ExpectedCall:
    """One call, with the deviation that the vehicle has left the stop before with."""
    if stop is None:
        return ExpectedCall(held, held)
    if stop.told is Told.UNKNOWN:
        return ExpectedCall(None, None)
    if stop.told is Told.SKIPPED:
        return ExpectedCall(held, held, is_skipped=True)
    arrival = stop.arrival.deviation(call.arrives_at)
    departure = stop.departure.deviation(call.departs_at)
    if departure is None:
        known = held if arrival is None else arrival
        return ExpectedCall(known, known)
    if arrival is None and held is not None:
        # It has not come later than it leaves.
        arrival = min(held, call.departs_at + departure - call.arrives_at)
    return ExpectedCall(arrival, departure)


def told_by_place(
    calls: Sequence[PlannedCall], stops: Sequence[StopForecast]
) -> dict[int, StopForecast]:
    """Which call each update means: that of its number, else the next one at its stop."""
    numbered = {call.sequence: place for place, call in enumerate(calls)}
    told: dict[int, StopForecast] = {}
    after = 0
    for stop in stops:
        if stop.sequence is not None:
            place = numbered.get(stop.sequence)
        else:
            later = range(after, len(calls))
            place = next((n for n in later if calls[n].stop_id == stop.stop_id), None)
        if place is not None:
            told[place] = stop
            after = place + 1
    return told


def moment_of(seconds: int) -> datetime | None:
    """The moment so many seconds after 1970; None where no calendar has it."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
