"""`python -m benchmarks MEASURE`: see docs/benchmarks.md."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.database import open_database
from benchmarks.options import Options, read_options
from benchmarks.servers import service_variables
from runner import CannotRun

if TYPE_CHECKING:
    from benchmarks.bench import Bench
    from benchmarks.report import Section


def main(arguments: list[str]) -> int:
    """Run what was asked for and print it; returns the exit code."""
    options = read_options(arguments)
    try:
        with open_database() as database, tempfile.TemporaryDirectory() as folder:
            os.environ.update(service_variables(database), LOG_LEVEL="WARNING")
            run(options, Path(folder), database)
    except CannotRun as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def run(options: Options, folder: Path, database: str) -> None:
    """Measure one thing after the other; each is printed as soon as it is known."""
    import django

    django.setup()
    # These read the settings, so they can be imported only now.
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.bench import Bench

    call_command("migrate", verbosity=0)
    bench = Bench(options, folder, database)
    print(f"Perron on {os.cpu_count()} processors, {datetime.now(UTC):%Y-%m-%d}\n", flush=True)
    try:
        for name in options.measures:
            print("\n" + measures()[name](bench).text(), flush=True)
    finally:
        connection.close()


def measures() -> dict[str, Callable[[Bench], Section]]:
    """What can be asked for, by name; to be called when Django is set up."""
    from benchmarks.measures.barcodes import measure_barcodes
    from benchmarks.measures.export import measure_export
    from benchmarks.measures.feed import measure_feed
    from benchmarks.measures.fleet import measure_fleet
    from benchmarks.measures.inspection import measure_inspection
    from benchmarks.measures.leg import measure_leg
    from benchmarks.measures.options import measure_options
    from benchmarks.measures.orders import measure_orders
    from benchmarks.measures.plan import measure_plan
    from benchmarks.measures.quick import measure_quick
    from benchmarks.measures.sale import measure_sale
    from benchmarks.measures.sweep import measure_sweep

    return {
        "sale": measure_sale,
        "leg": measure_leg,
        "feed": measure_feed,
        "plan": measure_plan,
        "options": measure_options,
        "quick": measure_quick,
        "sweep": measure_sweep,
        "barcodes": measure_barcodes,
        "inspection": measure_inspection,
        "fleet": measure_fleet,
        "export": measure_export,
        "orders": measure_orders,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
