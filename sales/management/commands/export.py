"""Write an export to a file of yours."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from operators.tenancy.errors import DomainError
from operators.tenancy.models import Organisation
from sales.exports.datasets import DATASETS, find_dataset
from sales.exports.wishes import DIALECTS, ExportWish, Format, Period
from sales.exports.writers.outlet import Told
from sales.exports.writing import Written, write_export


class Command(BaseCommand):
    """`manage.py export orders --organisation 1234 --from 2026-05-01 --to 2026-05-31 --output FILE`

    The file appears whole or not at all; an existing one is replaced.
    """

    help = "Write rows of the books to a file, with their control totals. Both days are included."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dataset", choices=list(DATASETS))
        parser.add_argument(
            "--organisation", type=int, required=True, metavar="NUMBER", help="Whose books."
        )
        parser.add_argument(
            "--whole-tenant", action="store_true", help="The books of all organisations beside it."
        )
        parser.add_argument("--from", dest="first_day", type=date.fromisoformat, metavar="DAY")
        parser.add_argument("--to", dest="last_day", type=date.fromisoformat, metavar="DAY")
        parser.add_argument(
            "--filter",
            dest="pairs",
            action="append",
            default=[],
            metavar="CONDITION",
            help="As in the address of the list, such as currency=eq:NOK; may come several times.",
        )
        parser.add_argument(
            "--format", default="csv", choices=[one.value.lower() for one in Format]
        )
        parser.add_argument("--dialect", default="comma", choices=list(DIALECTS), help="Of CSV.")
        parser.add_argument("--column-set", dest="version", type=int, metavar="VERSION")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.ending = ""
        console = Console(file=cast("IO[str]", self.stdout), markup=False, highlight=False)
        output = options["output"].resolve()
        part = output.with_name(f"{output.name}.part")
        try:
            wish = wish_of(options)
            with bar(console) as told, part.open("wb") as file:
                written = write_export(wish, file, told=told)
            part.replace(output)
        except DomainError as error:
            raise CommandError(error.detail) from error
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)
        tell_result(console, written, output)


def wish_of(options: dict[str, Any]) -> ExportWish:
    """What the arguments say. CommandError, WishUnfit."""
    number = options["organisation"]
    organisation = Organisation.objects.select_related("tenant").filter(number=number).first()
    if organisation is None:
        raise CommandError(f"There is no organisation {number}; the admin shows their numbers.")
    first, last = options["first_day"], options["last_day"]
    if (first is None) != (last is None):
        raise CommandError("Give both --from and --to, or neither.")
    pairs = [one.partition("=") for one in options["pairs"]]
    return ExportWish(
        find_dataset(options["dataset"]),
        organisation.tenant,
        sellers=None if options["whole_tenant"] else frozenset({organisation.pk}),
        period=Period(first, last) if first and last else None,
        pairs=tuple((name, text) for name, _, text in pairs),
        format=Format(options["format"].upper()),
        dialect=DIALECTS[options["dialect"]],
        version=options["version"],
    )


@contextmanager
def bar(console: Console) -> Iterator[Told]:
    """One line that shows how many of the rows are written."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,} of {task.total:,} rows"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as shown:
        task = shown.add_task("writing", total=0)

        def told(rows: int, all_rows: int) -> bool:
            shown.update(task, completed=rows, total=all_rows)
            return True

        yield told


def tell_result(console: Console, written: Written, output: Path) -> None:
    """The control totals, and what the file can be known by."""
    table = Table("Currency", "Column", "Sum")
    table.columns[2].justify = "right"
    for one in written.totals.sums:
        table.add_row(one.currency, one.column, f"{one.amount:,.2f}")
    if written.totals.sums:
        console.print(table)
    console.print(f"{written.rows:,} rows, {written.size:,} bytes, SHA-256 {written.digest}")
    console.print(str(output), soft_wrap=True)
