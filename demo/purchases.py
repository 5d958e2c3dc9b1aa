"""What travellers bought on a day of the past: the same day gives the same purchases."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from demo.channels import AT_ONCE, LATER, SANDBOX, SHOP
from demo.town import HALT_OF, LINES

Drawn = TypeVar("Drawn")


class Fate(StrEnum):
    """What became of a purchase."""

    RIDDEN = "ridden"
    UNUSED = "unused"
    """Committed and then forgotten."""
    CANCELLED = "cancelled"
    RELEASED = "released"
    """Given up before it was committed."""
    ABANDONED = "abandoned"
    """Held and never committed."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One traveller, or several on one trip, at a channel."""

    bought_at: datetime
    channel: str
    origin: str
    destination: str
    departs_after: datetime
    ages: tuple[int | None, ...]
    customer: str
    taste: int
    """Chooses among what is offered."""
    fate: Fate


FATES = {
    Fate.RIDDEN: 70,
    Fate.UNUSED: 8,
    Fate.CANCELLED: 10,
    Fate.RELEASED: 4,
    Fate.ABANDONED: 8,
}
CHANNELS = {AT_ONCE: 40, LATER: 30, SHOP: 25, SANDBOX: 5}
PARTIES: dict[tuple[int | None, ...], int] = {
    (None,): 40,
    (34,): 25,
    (71,): 10,
    (41, 8): 10,
    (38, 36, 9, 2): 8,
    (22, 23): 7,
}
FIRST_SALE = time(5, 45)
SELLING_MINUTES = 16 * 60
SHARE_BOUGHT_AHEAD = 0.2
CUSTOMERS = 25
FEWEST, MOST = 1, 4


def purchases_of(day: date, zone: ZoneInfo) -> list[Purchase]:
    """The purchases of that day in the tenant's zone, in the order of their times."""
    # Drawn from the day alone, so that every demo tells the same story; no secret is made of it.
    dice = random.Random(day.isoformat())  # noqa: S311
    count = dice.randint(FEWEST, MOST)
    return sorted(
        (purchase(dice, day, zone) for _ in range(count)), key=lambda each: each.bought_at
    )


def purchase(dice: random.Random, day: date, zone: ZoneInfo) -> Purchase:
    opens_at = datetime.combine(day, FIRST_SALE, tzinfo=zone).astimezone(UTC)
    bought_at = opens_at + timedelta(minutes=dice.randrange(SELLING_MINUTES))
    origin, destination = dice.choice(list(pairs()))
    soon, ahead = dice.randint(5, 120), dice.randint(20, 30) * 60
    wait = timedelta(minutes=ahead if dice.random() < SHARE_BOUGHT_AHEAD else soon)
    return Purchase(
        bought_at=bought_at,
        channel=draw(dice, CHANNELS),
        origin=origin,
        destination=destination,
        departs_after=bought_at + wait,
        ages=draw(dice, PARTIES),
        customer=f"traveller-{dice.randint(1, CUSTOMERS):02d}",
        taste=dice.randrange(60),
        fate=draw(dice, FATES),
    )


def pairs() -> Iterator[tuple[str, str]]:
    """Stops with a ride between them, far enough apart to be worth it."""
    for line in LINES:
        for first, second in zip(line.calls, line.calls[3:], strict=False):
            yield HALT_OF[first].stop_id, HALT_OF[second].stop_id
            yield HALT_OF[second].stop_id, HALT_OF[first].stop_id


def draw(dice: random.Random, weights: dict[Drawn, int]) -> Drawn:
    return dice.choices(list(weights), weights=list(weights.values()))[0]
