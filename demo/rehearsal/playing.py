"""Playing a rehearsal: many stories at a time, in one process or in several."""

from __future__ import annotations

import heapq
import multiprocessing
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from multiprocessing.queues import Queue
from typing import Any

from django.db import connections

from demo.rehearsal.payouts import take_payouts_in
from demo.rehearsal.provider import Browser, served, unlucky_provider
from demo.rehearsal.scene import BY, Scene, find_scene, set_scene
from demo.rehearsal.stage import Stage, Story
from demo.rehearsal.stories.baskets import basket
from demo.rehearsal.stories.bookings import booking
from demo.rehearsal.stories.keeping import desk, months, sweeps
from demo.rehearsal.stories.rentals import rental
from operators.models import Tenant
from sales.orders.actions import lapse_orders
from sales.payments.actions import settle_money

AFTER = timedelta(days=16)
"""So long the last ones live on."""
DESKS_AFTER = timedelta(days=2)
"""So long their money can be taken and given in cash at a desk that is open."""
STORIES: dict[Callable[[Stage], Story], int] = {basket: 55, booking: 35, rental: 10}
TELL_EVERY = 50
LAST_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is to be played: so many orders, the same ones for the same seed."""

    orders: int
    seed: str
    processes: int
    ends_at: datetime
    """Nothing in it is later than this."""
    days: int = 28
    """So long orders come in."""

    @property
    def begins_at(self) -> datetime:
        return self.last_order_at - timedelta(days=self.days)

    @property
    def last_order_at(self) -> datetime:
        return self.ends_at - AFTER


@dataclass
class Played:
    """What came of it."""

    tenant: Tenant
    tally: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    charged: int = 0
    """What the card provider took, in hundredths."""
    repaid: int = 0
    unmatched: int = 0
    """Lines of its payouts that nothing of ours was found for."""

    def add(self, tally: Counter[str], crashes: list[str]) -> None:
        self.tally += tally
        self.crashes += crashes


def rehearse(rehearsal: Rehearsal, *, tell: Callable[[int], object]) -> Played:
    """Play all orders; `tell` hears how many have begun. With no processes, here and at once."""
    name = f"rehearsal{random.SystemRandom().getrandbits(48):x}"
    with unlucky_provider(name, seed=rehearsal.seed) as (provider, account):
        points = max(rehearsal.processes, 1)
        scene = set_scene(points=points, card_account=name, at=rehearsal.begins_at)
        played = Played(scene.tenant)
        if rehearsal.processes:
            workers, news = _start(rehearsal, scene.tenant, name)
            with served(provider):
                _follow(workers, news, played, tell)
                account.calm = True
                _sweep(rehearsal)
        else:
            with served(provider):
                stage = play(rehearsal, scene, Browser(name), worker=0, tell=tell)
                played.add(stage.tally, stage.crashes)
                account.calm = True
                _sweep(rehearsal)
        reports = take_payouts_in(account, scene.tenant, at=rehearsal.ends_at)
        played.unmatched = sum(one.waiting for one in reports)
        played.charged = sum(one["amount"] for one in account.charged)
        played.repaid = sum(one["amount"] for one in account.repaid)
    return played


def play(
    rehearsal: Rehearsal,
    scene: Scene,
    browser: Browser,
    *,
    worker: int,
    tell: Callable[[int], object],
) -> Stage:
    """The share of one process, as its own time goes by."""
    seed = f"{rehearsal.seed}/{worker}"
    dice = random.Random(seed)  # noqa: S311  # the same story for the same seed; no secret
    stage = Stage(scene, browser, rehearsal.begins_at, dice)
    stage.points = scene.points[worker :: max(rehearsal.processes, 1)]
    agenda = Agenda(stage)
    until = rehearsal.ends_at - timedelta(days=2)
    for point in stage.points:
        agenda.add(desk(stage, point, rehearsal.last_order_at + DESKS_AFTER), stage.at)
    agenda.add(sweeps(stage, rehearsal.last_order_at, until), stage.at)
    if worker == 0:
        agenda.add(months(stage, until), stage.at)
    mine = range(worker, rehearsal.orders, max(rehearsal.processes, 1))
    agenda.add(_arrivals(agenda, rehearsal, mine, tell), stage.at)
    agenda.run()
    stage.close()
    return stage


@dataclass
class Agenda:
    """Stories by when they go on."""

    stage: Stage
    due: list[tuple[datetime, int, Story]] = field(default_factory=list)
    places: count[int] = field(default_factory=count)

    def add(self, story: Story, at: datetime) -> None:
        heapq.heappush(self.due, (at, next(self.places), story))

    def run(self) -> None:
        """Play whatever is due next until nothing is left."""
        while self.due:
            at, _, story = heapq.heappop(self.due)
            self.stage.at = at
            pause = next(story, None)
            if pause is not None:
                self.add(story, at + pause)


def _arrivals(
    agenda: Agenda, rehearsal: Rehearsal, mine: range, tell: Callable[[int], object]
) -> Story:
    """Orders come in one after another, evenly over the days."""
    stage = agenda.stage
    wait = timedelta(days=rehearsal.days) / max(len(mine), 1)
    for number in range(len(mine)):
        agenda.add(stage.draw(STORIES)(stage), stage.at)
        if number % TELL_EVERY == TELL_EVERY - 1 or number == len(mine) - 1:
            tell(number % TELL_EVERY + 1)
        yield wait


def _start(rehearsal: Rehearsal, tenant: Tenant, account: str) -> tuple[list[Any], Queue[Any]]:
    """Begin the processes. They are forks, so no connection may be open."""
    context: Any = multiprocessing.get_context("fork")
    news = context.Queue()
    connections.close_all()
    workers = [
        context.Process(target=_work, args=(rehearsal, tenant, account, worker, news))
        for worker in range(rehearsal.processes)
    ]
    for one in workers:
        one.start()
    return workers, news


def _work(
    rehearsal: Rehearsal, tenant: Tenant, account: str, worker: int, news: Queue[Any]
) -> None:
    stage = play(rehearsal, find_scene(tenant), Browser(account), worker=worker, tell=news.put)
    connections.close_all()
    news.put((stage.tally, stage.crashes))


def _follow(
    workers: list[Any], news: Queue[Any], played: Played, tell: Callable[[int], object]
) -> None:
    """Hear of the processes until the last one has ended."""
    for _ in iter(lambda: sum(one.is_alive() for one in workers) or not news.empty(), 0):
        try:
            told = news.get(timeout=1)
        except multiprocessing.queues.Empty:  # type: ignore[attr-defined]
            continue
        if isinstance(told, int):
            tell(told)
        else:
            played.add(*told)
    for one in workers:
        one.join()
        if one.exitcode:
            played.crashes.append(f"A process ended with {one.exitcode}.")


def _sweep(rehearsal: Rehearsal) -> None:
    """The provider is well again, and what was left open is finished."""
    for ago in reversed(range(LAST_SWEEPS)):
        at = rehearsal.ends_at - timedelta(hours=ago)
        while settle_money(by=BY, at=at, limit=500) >= 500:
            pass
        while lapse_orders(by=BY, at=at, limit=500) >= 500:
            pass
