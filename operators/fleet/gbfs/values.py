"""Values as GBFS writes them, in version 2 and 3 alike, and what vendors make of them.

Members that we do not know are left alone, numbers may stand for ids, 0 and 1 for truth, and
moments come in seconds of the epoch (2.x) or as RFC 3339 (3.x). What cannot be right is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from operators.fleet.models.fleets import LONGEST_ID
from operators.tenancy.constraints import EARLIEST, LATEST
from operators.timetable.importing.problems import ProblemKind

LARGEST_AMOUNT = Decimal(10) ** 8
FINEST = Decimal("0.0001")
WITHOUT_NUL = r"^[^\x00]*$"
"""PostgreSQL keeps no text with this character."""


class Shape(BaseModel):
    """A JSON object of a feed."""

    model_config = ConfigDict(
        extra="ignore", coerce_numbers_to_str=True, allow_inf_nan=False, frozen=True
    )


def _sound_moment(moment: datetime) -> datetime:
    sound = _likely_moment(moment)
    if sound is None:
        raise PydanticCustomError(
            ProblemKind.DATE_INVALID.value, "This moment is not in the years 2000 to 2099"
        )
    return sound


def _likely_moment(moment: datetime) -> datetime | None:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware if EARLIEST < aware < LATEST else None


def rounded(amount: Decimal) -> Decimal:
    """As finely as plans keep amounts: feeds carry the noise of binary fractions."""
    return amount.quantize(FINEST, ROUND_HALF_UP)


class Translation(Shape):
    """A text in one language."""

    text: Annotated[str, StringConstraints(pattern=WITHOUT_NUL)]
    language: str = ""


def _translated(told: Any) -> Any:
    """Version 2 writes texts plainly, in the language of the whole file."""
    return [{"text": told}] if isinstance(told, str) else told


def in_language(texts: Sequence[Translation] | None, language: str) -> str:
    """The text in that language, or in one of its kin, or else the first there is."""
    if not texts:
        return ""
    wanted = language.lower()
    ranked = sorted(texts, key=lambda each: _strangeness(each.language.lower(), wanted))
    return ranked[0].text.strip()


def _strangeness(language: str, wanted: str) -> int:
    if language == wanted:
        return 0
    return 1 if language.partition("-")[0] == wanted.partition("-")[0] else 2


Id = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID, pattern=WITHOUT_NUL)]
Text = Annotated[str, StringConstraints(pattern=WITHOUT_NUL)]
Words = Annotated[list[Translation], BeforeValidator(_translated)]
Moment = Annotated[datetime, AfterValidator(_sound_moment)]
LikelyMoment = Annotated[datetime, AfterValidator(_likely_moment)]
"""None where it cannot be: vehicles that never reported are often told as of 1970."""
Latitude = Annotated[float, Field(ge=-90, le=90, strict=True)]
Longitude = Annotated[float, Field(ge=-180, le=180, strict=True)]
Measure = Annotated[float, Field(ge=0, strict=True)]
LARGEST_COUNT = 2**31 - 1
Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
Amount = Annotated[Decimal, Field(gt=-LARGEST_AMOUNT, lt=LARGEST_AMOUNT), AfterValidator(rounded)]
Quantity = Annotated[Decimal, Field(ge=0, lt=LARGEST_AMOUNT), AfterValidator(rounded)]
