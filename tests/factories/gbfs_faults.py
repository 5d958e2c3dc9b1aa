"""Ways to make a sound GBFS feed wrong, and the places of its members in version 2."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.factories.gbfs import Feed, feed_2

Way = Sequence[str | int]
Change = Callable[[Feed], None]

SYSTEM = ["system_information"]
REGION = ["system_regions", "regions", 0]
ZONE = ["geofencing_zones", "geofencing_zones", "features", 0]
RULE = [*ZONE, "properties", "rules", 0]
PLAN = ["system_pricing_plans", "plans", 0]
SEGMENT = [*PLAN, "per_min_pricing", 0]
TYPE = ["vehicle_types", "vehicle_types", 0]
STATION = ["station_information", "stations", 0]
STATUS = ["station_status", "stations", 0]
BIKE = ["free_bike_status", "bikes", 0]
ALERT = ["system_alerts", "alerts", 0]
HOURS = ["system_hours", "rental_hours", 0]


def at(feed: Any, path: Way) -> tuple[Any, Any]:
    """The object that a member is in, and the member's name."""
    *way, last = path
    for step in way:
        feed = feed[step]
    return feed, last


def without(path: Way) -> Change:
    """Leave a member out."""

    def change(feed: Feed) -> None:
        inside, name = at(feed, path)
        del inside[name]

    return change


def with_value(path: Way, value: Any) -> Change:
    """Give a member another value."""

    def change(feed: Feed) -> None:
        inside, name = at(feed, path)
        inside[name] = value

    return change


def twice(path: Way) -> Change:
    """Repeat the first row of a list."""

    def change(feed: Feed) -> None:
        inside, name = at(feed, path)
        inside[name].append(inside[name][0])

    return change


FILES = [f"{name}.json" for name in feed_2()]
