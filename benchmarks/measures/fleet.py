"""Shared vehicles: renting them, finding them, and reading the feed that tells where they are."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.measures.fleet_places import measure_places
from benchmarks.measures.fleet_refresh import measure_refresh
from benchmarks.measures.fleet_rentals import measure_rentals
from benchmarks.report import Section


def measure_fleet(bench: Bench) -> Section:
    """Rentals, questions about places, and refreshes of one city."""
    rentals = bench.past_rentals
    title = (
        f"Fleet: {bench.city.vehicles:,} vehicles, {rentals:,} past rentals, "
        f"{bench.options.clients} clients"
    )
    rented = measure_rentals(bench)
    asked, of_places = measure_places(bench)
    # The last one, for it leaves a part of the city.
    read, of_refreshes = measure_refresh(bench)
    return Section(title, [*rented, *asked, *read], [*of_places, *of_refreshes])
