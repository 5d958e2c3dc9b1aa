"""What the stories of a rehearsal have at hand: time, dice, desks, and doing things at once."""

from __future__ import annotations

import random
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Barrier
from typing import Any, TypeVar

from django.db import connection
from django_fsm import TransitionNotAllowed

from demo.rehearsal.provider import Browser
from demo.rehearsal.scene import BY, Scene
from operators.tenancy.errors import DomainError
from sales.models import CashSettlement, Order, PointOfSale
from sales.payments.terms import Desk

Drawn = TypeVar("Drawn")
Story = Iterator[timedelta]
"""Each pause is how long nothing happens in it; meanwhile others go on."""
Call = Callable[[], Any]
RUNNERS = 2
SECONDS_TO_MEET = 30


@dataclass
class Stage:
    """Where one process plays its stories, one step after another.

    `tally` counts what was done, refused in words, and crashed, by name.
    """

    scene: Scene
    browser: Browser
    at: datetime
    dice: random.Random = field(default_factory=random.Random)
    tally: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    open_desks: dict[int, CashSettlement] = field(default_factory=dict)
    points: list[PointOfSale] = field(default_factory=list)
    """Those at which this process sells."""
    runners: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(RUNNERS, thread_name_prefix="race")
    )

    def chance(self, percent: int) -> bool:
        return self.dice.random() * 100 < percent

    def draw(self, weights: dict[Drawn, int]) -> Drawn:
        return self.dice.choices(list(weights), weights=list(weights.values()))[0]

    def minutes(self, least: int, most: int) -> timedelta:
        return timedelta(seconds=self.dice.randint(60 * least, 60 * most))

    def doing(self, act: Callable[..., Any], *told: Any, **facts: Any) -> Call:
        """The act as it would be done now, to be tried later or in a race."""
        return partial(self._try, act, told, {**facts, "by": BY, "at": self.at})

    def do(self, act: Callable[..., Any], *told: Any, **facts: Any) -> Any:
        """Do it, or be refused in words, which gives None."""
        return self.doing(act, *told, **facts)()

    def race(self, *calls: Call) -> list[Any]:
        """Do them at the same moment, each on a connection of its own."""
        start = Barrier(len(calls), timeout=SECONDS_TO_MEET)

        def run(call: Call) -> Any:
            connection.ensure_connection()
            start.wait()
            return call()

        runs = [self.runners.submit(run, call) for call in calls]
        return [one.result() for one in runs]

    def desk_of(self, order: Order) -> Desk:
        """The desk of the order's seller that is open here."""
        for point in self.points:
            if point.organisation_id == order.seller_id and point.pk in self.open_desks:
                return Desk(point.code, self.open_desks[point.pk].code)
        return Desk()

    def close(self) -> None:
        """Give up the runners with their connections."""
        self.race(*[_hang_up] * RUNNERS)
        self.runners.shutdown()

    def _try(self, act: Callable[..., Any], told: tuple[Any, ...], facts: dict[str, Any]) -> Any:
        name = act.__name__
        try:
            done = act(*told, **facts)
        except (DomainError, TransitionNotAllowed) as refusal:
            self.tally[f"{name}: {type(refusal).__name__}"] += 1
            return None
        except Exception:  # noqa: BLE001  # whatever it is, the verdict tells of it
            self.tally[f"{name}: crashed"] += 1
            self.crashes.append(f"{name} at {facts['at']}\n{traceback.format_exc()}")
            return None
        self.tally[name] += 1
        return done


def _hang_up() -> None:
    """Of the thread that this runs in."""
    connection.close()


def stored(order: Order) -> Order:
    """The order as it is now."""
    return Order.objects.get(pk=order.pk)
