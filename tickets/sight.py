"""The word and the colour of the minute, which people compare who have no device at hand.

All tickets of a tenant show the same ones at the same time; a picture of yesterday does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.utils.crypto import salted_hmac

MINUTE = timedelta(minutes=1)
WORDS = (
    "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett",
    "Kilo", "Lima", "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango",
    "Uniform", "Victor", "Whiskey", "X-ray", "Yankee", "Zulu",
)  # fmt: skip
"""Of the radio alphabet: everybody can say them, in any language."""


class Colour(StrEnum):
    """Colours that white letters are readable on."""

    RED = "red"
    BLUE = "blue"
    GREEN = "green"
    BROWN = "brown"
    PURPLE = "purple"
    TEAL = "teal"
    PINK = "pink"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class SightSign:
    """What all tickets of a tenant show from `starts_at` until `ends_at` (UTC, whole minutes)."""

    word: str
    colour: Colour
    starts_at: datetime
    ends_at: datetime


def sign_of(tenant_id: int, at: datetime) -> SightSign:
    """The word and the colour of the minute that holds the moment.

    They follow from a secret of this service, so nobody can tell them ahead. The colour is always
    another one than that of the minute before.
    """
    minute = int(at.timestamp()) // 60
    drawn = salted_hmac("tickets.sight", f"{tenant_id}.{minute}", algorithm="sha256").digest()
    colours = list(Colour)[minute % 2 :: 2]
    starts_at = datetime.fromtimestamp(minute * 60, tz=UTC)
    return SightSign(
        word=WORDS[drawn[0] % len(WORDS)],
        colour=colours[drawn[1] % len(colours)],
        starts_at=starts_at,
        ends_at=starts_at + MINUTE,
    )


def signs_ahead(tenant_id: int, *, at: datetime, until: datetime) -> Iterator[SightSign]:
    """The sign of this minute, and those of the minutes that begin before `until`."""
    moment = at
    while moment < until:
        sign = sign_of(tenant_id, moment)
        yield sign
        moment = sign.ends_at
