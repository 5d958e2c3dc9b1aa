"""Fills the database with the demo."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from demo.seed import seed_demo


class Command(BaseCommand):
    """Make the demo's tenant with all it needs, or bring it up to date.

    Prints one JSON object: the logins and tokens of the demo, and stops to travel between.
    """

    help = "Fill the database with the demo, or bring it up to date; prints its logins as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "var",
            help="Where the demo keeps its secrets and its timetable (default: var).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        seeded = seed_demo(folder=options["folder"], at=timezone.now())
        self.stdout.write(json.dumps(seeded, indent=2))
