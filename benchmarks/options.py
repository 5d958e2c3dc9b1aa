"""What is measured, and how big."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

MEASURES = (
    *("sale", "leg", "feed", "plan", "options", "quick", "sweep"),
    *("barcodes", "inspection", "fleet", "orders", "export"),
)


@dataclass(frozen=True, slots=True)
class Options:
    """The command line of one run."""

    measures: tuple[str, ...]
    bookings: int
    """Past bookings in the database before anything is measured."""
    stop_times: int
    barcodes: int
    vehicles: int
    """Vehicles of the city that are rented out, looked for, and read from a feed."""
    order_lines: int
    """Order lines in the database before they are exported."""
    orders: int
    """Past orders of the web shop, for the measure of that name."""
    seconds: float
    """How long each load lasts."""
    clients: int


def read_options(arguments: Sequence[str]) -> Options:
    """Understand the command line; exits with its usage when it makes no sense."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure Perron beside floors of the same run."
    )
    parser.add_argument("measure", choices=(*MEASURES, "all"))
    add_size(parser, "--bookings", 100_000, "past bookings")
    add_size(parser, "--stop-times", 2_000_000, "stop times of the feed")
    add_size(parser, "--barcodes", 1_000_000, "barcodes to expire")
    add_size(parser, "--vehicles", 20_000, "vehicles of a city")
    add_size(parser, "--order-lines", 1_000_000, "order lines to export")
    add_size(parser, "--orders", 1_000_000, "past orders of the web shop")
    add_size(parser, "--seconds", 10, "length of each load")
    add_size(parser, "--clients", 4, "clients at once")
    told = parser.parse_args(arguments)
    return Options(
        measures=MEASURES if told.measure == "all" else (told.measure,),
        bookings=told.bookings,
        stop_times=told.stop_times,
        barcodes=told.barcodes,
        vehicles=told.vehicles,
        order_lines=told.order_lines,
        orders=told.orders,
        seconds=float(told.seconds),
        clients=told.clients,
    )


def add_size(parser: argparse.ArgumentParser, name: str, usual: int, meaning: str) -> None:
    parser.add_argument(
        name, type=positive, default=usual, metavar="N", help=f"{meaning} (default: {usual})"
    )


def positive(text: str) -> int:
    number = int(text.replace("_", ""))
    if number < 1:
        raise argparse.ArgumentTypeError("give a number from 1 on")
    return number
