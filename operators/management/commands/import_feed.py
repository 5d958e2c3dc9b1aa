"""Import a GTFS feed and put it in force."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBars
from rich.table import Table

from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError
from operators.tenancy.models import Operator, Tenant
from operators.timetable.actions import add_feed, import_feed
from operators.timetable.errors import FeedRefused
from operators.timetable.importing.problems import Report, Severity
from operators.timetable.importing.progress import Listener, Progress
from operators.timetable.models import Feed, FeedVersion
from operators.timetable.states import FeedVersionState

PROBLEMS_SHOWN = 20


class Command(BaseCommand):
    """`manage.py import_feed --tenant demo --feed buses feed.zip`"""

    help = "Import a GTFS feed (zip file or folder). The old one stays in force until the swap."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="Zip file or folder with the GTFS text files.")
        parser.add_argument("--tenant", required=True, metavar="SLUG")
        parser.add_argument("--feed", required=True, metavar="NAME", help="Made if it is new.")
        parser.add_argument(
            "--operator", metavar="CODE", help="Whose feed it is, if it is new. Default: the only."
        )

        parser.add_argument(
            "--dry-run", action="store_true", help="Check the feed; put nothing in force."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.ending = ""
        console = Console(file=cast("IO[str]", self.stdout), markup=False, highlight=False)
        path = options["path"].resolve()
        if not path.exists():
            raise CommandError(f"{path} does not exist; name a zip file or folder.")
        feed = find_feed(options["tenant"], options["feed"], options["operator"])
        try:
            with bars(console) as listener:
                version = import_feed(
                    feed,
                    source=path,
                    by=Actor.command("import_feed"),
                    at=timezone.now(),
                    dry_run=options["dry_run"],
                    progress=listener,
                )
        except FeedRefused as refused:
            console.print(problem_table(refused.report))
            raise CommandError(refused.detail) from refused
        except DomainError as error:
            raise CommandError(error.detail) from error
        tell_result(console, version)


def find_feed(slug: str, name: str, operator_code: str | None) -> Feed:
    """The feed of that name; a new one for the named or only operator. CommandError if unclear."""
    tenant = Tenant.objects.filter(slug=slug).first()
    if tenant is None:
        raise CommandError(f"There is no tenant {slug}; use --tenant with the slug of one.")
    feed = Feed.objects.filter(tenant=tenant, name=name).first()
    if feed is not None:
        return feed
    operators = Operator.objects.filter(tenant=tenant)
    if operator_code:
        operators = operators.filter(code=operator_code)
    if operators.count() != 1:
        raise CommandError(f"The feed {name} is new: use --operator with the code of its operator.")
    command = Actor.command("import_feed")
    return add_feed(operators.get(), name=name, by=command, at=timezone.now())


@contextmanager
def bars(console: Console) -> Iterator[Listener]:
    """One line per step, with a bar where it is known how much there is to do."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeElapsedColumn(),
    )
    with ProgressBars(*columns, console=console) as shown:
        tasks: list[Any] = []

        def listen(progress: Progress) -> None:
            if not progress.file:
                finish()
                tasks.append(shown.add_task(progress.step, total=None, rows=""))
                return
            rows = f"{progress.rows:,} rows"
            shown.update(tasks[-1], total=progress.total, completed=progress.done, rows=rows)

        def finish() -> None:
            for task in tasks[-1:]:
                shown.update(task, total=1, completed=1)

        yield listen
        finish()


def problem_table(report: Report) -> Table:
    """The first problems, errors before warnings."""
    table = Table("File", "Line", "Field", "Problem")
    ordered = sorted(report.problems, key=lambda each: each.severity is Severity.WARNING)
    for each in ordered[:PROBLEMS_SHOWN]:
        table.add_row(each.file, str(each.line or ""), each.field, each.message)
    return table


def tell_result(console: Console, version: FeedVersion) -> None:
    """What was read, what was odd about it, and what is in force now."""
    table = Table("File", "Rows")
    table.columns[1].justify = "right"
    for file, rows in version.counts.items():
        table.add_row(file, f"{rows:,}")
    console.print(table)
    for problem in version.problems[:PROBLEMS_SHOWN]:
        console.print(f"{problem['file']} line {problem['line']}: {problem['message']}")
    is_kept = version.state == FeedVersionState.IN_FORCE
    console.print(
        f"{version.feed} {'is in force' if is_kept else 'can be imported'} for "
        f"{version.first_date} to {version.last_date} ({version.timezone})."
    )
