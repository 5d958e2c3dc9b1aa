"""The days of a report, and the days, weeks or months that they are told in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, TextChoices
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncMonth, TruncWeek

from sales.reports.errors import ReportUnfit

MOST_STEPS = 100
"""A table with more rows is not read, and a chart with more bars shows nothing."""


class Step(TextChoices):
    """How finely time is told; weeks begin on Monday."""

    DAY = "day", "Days"
    WEEK = "week", "Weeks"
    MONTH = "month", "Months"

    def start_of(self, name: str) -> Combinable:
        """The first day of the step that the day of a column lies in."""
        if self == Step.DAY:
            return F(name)
        return TruncWeek(name) if self == Step.WEEK else TruncMonth(name)

    def begin(self, day: date) -> date:
        """The same, of a day."""
        if self == Step.WEEK:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self == Step.MONTH else day

    def after(self, start: date) -> date:
        """The first day of the next step."""
        if self == Step.MONTH:
            return self.begin(start + timedelta(days=31))
        return start + timedelta(days=7 if self == Step.WEEK else 1)


@dataclass(frozen=True, slots=True)
class Days:
    """Days of the tenant's zone, the last one included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ReportUnfit("The period ends before it begins.")

    @property
    def ends(self) -> tuple[date, date]:
        return (self.first, self.last)


@dataclass(frozen=True, slots=True)
class Span(Days):
    """Days that are told step by step. ReportUnfit for too many steps."""

    step: Step

    def __post_init__(self) -> None:
        Days.__post_init__(self)
        ahead = (self.last - self.first) // self.step_days
        if ahead > MOST_STEPS:
            raise ReportUnfit(
                f"There would be more than {MOST_STEPS} {self.step.label.lower()}; choose a "
                "shorter period or longer steps."
            )

    @property
    def step_days(self) -> timedelta:
        return timedelta(days={Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31}[self.step])

    def parts(self) -> Iterator[tuple[date, Days]]:
        """The first day of each step with those of its days that are in the span."""
        start = self.step.begin(self.first)
        while start <= self.last:
            following = self.step.after(start)
            last = min(following - timedelta(days=1), self.last)
            yield start, Days(max(start, self.first), last)
            start = following

    def label_of(self, start: date) -> str:
        """A step as people read it."""
        if self.step == Step.MONTH:
            return f"{start:%b %Y}"
        if self.step == Step.WEEK:
            year, week, _ = start.isocalendar()
            return f"Week {week} of {year}"
        return f"{start:%-d %b %Y}"
