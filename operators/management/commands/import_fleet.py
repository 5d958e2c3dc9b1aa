"""Load a fleet of shared vehicles from its GBFS feed."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from operators.fleet.gbfs.actions import import_fleet, refresh_fleet
from operators.fleet.gbfs.errors import FleetFeedRefused
from operators.fleet.models import Fleet, FleetImport
from operators.management.commands.import_feed import PROBLEMS_SHOWN, bars, problem_table
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError


class Command(BaseCommand):
    """`manage.py import_fleet --tenant demo --fleet voi_berlin [folder]`"""

    help = "Load a fleet from GBFS 2 or 3. Everything is taken, or nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path",
            type=Path,
            nargs="?",
            help="Zip file or folder with the JSON files. Default: the GBFS address of the fleet.",
        )
        parser.add_argument("--tenant", required=True, metavar="SLUG")
        parser.add_argument("--fleet", required=True, metavar="SYSTEM_ID")
        parser.add_argument(
            "--anyway",
            action="store_true",
            help="Also if the feed is older than the last one, or of another system.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.ending = ""
        console = Console(file=cast("IO[str]", self.stdout), markup=False, highlight=False)
        fleet = find_fleet(options["tenant"], options["fleet"])
        try:
            row = load(fleet, options["path"], console, anyway=options["anyway"])
        except FleetFeedRefused as refused:
            console.print(problem_table(refused.report))
            raise CommandError(refused.detail) from refused
        except DomainError as error:
            raise CommandError(error.detail) from error
        tell_result(console, row)


def find_fleet(slug: str, system_id: str) -> Fleet:
    """The fleet of that system id. CommandError."""
    fleet = Fleet.objects.filter(tenant__slug=slug, system_id=system_id).first()
    if fleet is None:
        raise CommandError(
            f"The tenant {slug} has no fleet {system_id}; make it in the admin under Fleets."
        )
    return fleet


def load(fleet: Fleet, path: Path | None, console: Console, *, anyway: bool) -> FleetImport:
    """Read the files at the path, or at the address of the fleet, and show how far it is."""
    by, at = Actor.command("import_fleet"), timezone.now()
    if path is not None and not path.exists():
        raise CommandError(f"{path} does not exist; name a zip file or folder.")
    with bars(console) as listener:
        told: dict[str, Any] = {"by": by, "at": at, "anyway": anyway, "progress": listener}
        if path is None:
            return refresh_fleet(fleet, **told)
        return import_fleet(fleet, source=path.resolve(), **told)


def tell_result(console: Console, row: FleetImport) -> None:
    """What was changed, and what was odd about the feed."""
    table = Table("What", "Added", "Changed", "Returned", "Gone")
    for kind, counts in row.counts.items():
        numbers = (counts.get(name, 0) for name in ("added", "changed", "returned", "gone"))
        table.add_row(kind, *(f"{number:,}" for number in numbers))
    console.print(table)
    for problem in row.problems[:PROBLEMS_SHOWN]:
        console.print(f"{problem['file']}, {problem['field']}: {problem['message']}")
    console.print(f"{row.fleet} is loaded from GBFS {row.gbfs_version}.")
