"""Rehearse the books: a random history of many orders, and the verifier over it."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.rehearsal.checking import differences
from demo.rehearsal.playing import Played, Rehearsal, rehearse
from demo.rehearsal.scene import BY
from sales.management.commands.verify_books import told_of
from sales.verifier.actions import verify_books

SHOWN = 5


class Command(BaseCommand):
    """`manage.py rehearse_books --orders 10000 --seed 1`, in a tenant of its own that stays.

    Not for a database in use: its card payments go to a provider that is gone afterwards.
    """

    help = "Play a random history of orders through the real actions, then verify the books."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--orders", type=int, default=1000, metavar="N")
        parser.add_argument("--seed", default="1", help="The same seed tells the same stories.")
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            metavar="N",
            help="That play at the same time; 0 plays in this one (default: one for each core).",
        )

        parser.add_argument(
            "--days", type=int, default=28, metavar="N", help="Over which the orders come in."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rehearsal = Rehearsal(
            options["orders"],
            options["seed"],
            options["processes"],
            ends_at=timezone.now(),
            days=options["days"],
        )
        began = time.monotonic()
        played = rehearse(rehearsal, tell=self._progress(rehearsal.orders, began))
        seconds = time.monotonic() - began
        self._tell(played, rehearsal.orders, seconds)
        run = verify_books(played.tenant, tell=told_of(self.stdout), by=BY, at=timezone.now())
        self.stdout.write(f"{run.order_count} orders in {run.seconds} s: {run.fault_count} faults")
        problems = [*played.crashes, *differences(played)]
        for problem in problems[:SHOWN]:
            self.stdout.write(problem)
        if run.fault_count or problems:
            raise CommandError(
                f"The books do not add up: {run.fault_count} faults, {len(problems)} problems."
            )
        self.stdout.write("The books add up.")

    def _progress(self, orders: int, began: float) -> Callable[[int], None]:
        begun = 0

        def tell(more: int) -> None:
            nonlocal begun
            begun += more
            rate = begun / (time.monotonic() - began)
            self.stdout.write(f"{begun} of {orders} orders, {rate:.0f} a second")

        return tell

    def _tell(self, played: Played, orders: int, seconds: float) -> None:
        self.stdout.write(
            f"Tenant {played.tenant.slug}: {orders} orders in {seconds:.0f} s, "
            f"{orders / seconds:.1f} a second; {_processor_seconds():.0f} s of processor time"
        )
        for name, number in sorted(played.tally.items()):
            self.stdout.write(f"  {number:>8}  {name}")


def _processor_seconds() -> float:
    """What this process and those that it started have used; the database is not in it."""
    return sum(os.times()[:4])
