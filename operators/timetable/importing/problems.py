"""What is wrong with a feed, said so that its publisher can put it right."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

PROBLEMS_PER_CHECK = 100
LONGEST_VALUE = 100


class Severity(StrEnum):
    """An error refuses the feed; a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


class ProblemKind(StrEnum):
    """What is wrong, as a word that programs can rely on."""

    SOURCE_UNREADABLE = "source_unreadable"
    SOURCE_UNSAFE = "source_unsafe"
    FILE_MISSING = "file_missing"
    FILE_EMPTY = "file_empty"
    COLUMN_MISSING = "column_missing"
    COLUMN_REPEATED = "column_repeated"
    ENCODING_INVALID = "encoding_invalid"
    ROW_MALFORMED = "row_malformed"
    VALUE_MISSING = "value_missing"
    VALUE_TOO_LONG = "value_too_long"
    NUMBER_INVALID = "number_invalid"
    COORDINATE_INVALID = "coordinate_invalid"
    DATE_INVALID = "date_invalid"
    DATES_REVERSED = "dates_reversed"
    TIME_INVALID = "time_invalid"
    TIMES_DECREASE = "times_decrease"
    DUPLICATE = "duplicate"
    REFERENCE_UNKNOWN = "reference_unknown"
    TIMEZONE_UNKNOWN = "timezone_unknown"
    TIMEZONE_DIFFERENT = "timezone_different"
    NO_SERVICE_DAY = "no_service_day"
    ZONES_TOO_MANY = "zones_too_many"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"
    TRIP_TOO_SHORT = "trip_too_short"
    SERVICE_UNKNOWN = "service_unknown"
    CALENDAR_SHORTENED = "calendar_shortened"
    SERVICE_OVER = "service_over"
    SERVICE_BEGINS_LATER = "service_begins_later"
    DOWNLOAD_FAILED = "download_failed"
    PARENT_IGNORED = "parent_ignored"
    PERIODS_OVERLAP = "periods_overlap"
    RUNS_TOO_MANY = "runs_too_many"
    TRANSFER_IGNORED = "transfer_ignored"
    CURRENCY_DIFFERENT = "currency_different"
    NOT_EXPRESSIBLE = "not_expressible"
    NOT_KEPT = "not_kept"
    JSON_INVALID = "json_invalid"
    TYPE_WRONG = "type_wrong"
    VALUE_UNKNOWN = "value_unknown"
    AREA_INVALID = "area_invalid"
    AREA_MENDED = "area_mended"
    PLACE_UNLIKELY = "place_unlikely"
    HOURS_UNREADABLE = "hours_unreadable"
    VERSION_UNKNOWN = "version_unknown"
    VERSION_DIFFERENT = "version_different"
    SYSTEM_DIFFERENT = "system_different"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where. `total` counts all that the same check has found."""

    kind: ProblemKind
    message: str
    file: str = ""
    line: int | None = None
    field: str = ""
    value: str = ""
    severity: Severity = Severity.ERROR
    total: int = 1

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f" line {self.line}"
        if self.field:
            place += f", {self.field}"
        return f"{place}: {self.message}" if place else self.message


@dataclass(frozen=True, slots=True)
class Report:
    """All problems of one import, at most PROBLEMS_PER_CHECK of each check."""

    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)

    @property
    def error_count(self) -> int:
        """All errors, with those that are not listed."""
        totals = {(each.kind, each.file, each.field): each.total for each in self.errors}
        return sum(totals.values())

    def to_json(self) -> list[dict[str, Any]]:
        """The form that a feed version keeps."""
        return [asdict(each) for each in self.problems]


class ProblemsFound(Exception):
    """The feed cannot be imported for these reasons."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(str(each) for each in problems))
        self.problems = problems
