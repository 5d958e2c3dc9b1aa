"""A GBFS feed of a city, made up: the same size and number of moves give the same vehicles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

WEST, SOUTH, EAST, NORTH = 13.1, 52.4, 13.7, 52.65
STEP_EAST, STEP_NORTH = 0.7548776662466927, 0.5698402909980532
"""Shares of the city from one vehicle to the next, so that they lie evenly (the R2 sequence)."""
STEP_OF_A_MOVE = 0.0137
TYPE, PLAN, SYSTEM = "scooter", "standard", "benchmark_city"
FULL_RANGE = 30_000
VERSION = "2.3"
RING = [[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]


def asset_id(number: int) -> str:
    """The id of a vehicle, by its number from 0."""
    return f"city-{number:06}"


def place_of(number: int, moves: int = 0) -> tuple[float, float]:
    """Longitude and latitude of a vehicle after so many moves."""
    aside = (number * STEP_EAST + moves * STEP_OF_A_MOVE) % 1
    up = (number * STEP_NORTH + moves * STEP_OF_A_MOVE) % 1
    return round(WEST + aside * (EAST - WEST), 6), round(SOUTH + up * (NORTH - SOUTH), 6)


def write_city(
    folder: Path, vehicles: int, *, at: datetime, moves: int = 0, moved: int = 1
) -> Path:
    """Write a feed as it is published at that moment: of `moved` vehicles one has moved so often,
    the others once less."""
    folder.mkdir(exist_ok=True)
    told = {
        **SETTLED,
        "free_bike_status": {"bikes": list(bikes(vehicles, at=at, moves=moves, moved=moved))},
    }
    head = {"last_updated": int(at.timestamp()), "ttl": 0, "version": VERSION}
    for name, inside in told.items():
        (folder / f"{name}.json").write_text(json.dumps({**head, "data": inside}))
    return folder


def bikes(vehicles: int, *, at: datetime, moves: int, moved: int) -> Iterator[dict[str, Any]]:
    for number in range(vehicles):
        times = moves if number % moved == 0 else moves - 1
        longitude, latitude = place_of(number, times)
        yield {
            "bike_id": asset_id(number),
            "lat": latitude,
            "lon": longitude,
            "is_reserved": False,
            "is_disabled": False,
            "vehicle_type_id": TYPE,
            "last_reported": int(at.timestamp()),
            "current_range_meters": FULL_RANGE // 2 + (number + times) * 37 % (FULL_RANGE // 2),
        }


SETTLED: dict[str, Any] = {
    "system_information": {
        "system_id": SYSTEM,
        "language": "en",
        "name": "Benchmark",
        "timezone": "Europe/Berlin",
    },
    "geofencing_zones": {
        "geofencing_zones": {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "geometry": {"type": "MultiPolygon", "coordinates": [[RING]]},
                    "properties": {
                        "name": "City",
                        "rules": [{"ride_allowed": True, "ride_through_allowed": True}],
                    },
                }
            ],
        }
    },
    "system_pricing_plans": {
        "plans": [
            {
                "plan_id": PLAN,
                "name": "Standard",
                "currency": "EUR",
                "price": 1.0,
                "is_taxable": False,
                "description": "One euro, and 19 cents a minute.",
                "per_min_pricing": [{"start": 0, "rate": 0.19, "interval": 1}],
            }
        ]
    },
    "vehicle_types": {
        "vehicle_types": [
            {
                "vehicle_type_id": TYPE,
                "form_factor": "scooter_standing",
                "propulsion_type": "electric",
                "max_range_meters": FULL_RANGE,
                "name": "E-scooter",
                "default_pricing_plan_id": PLAN,
            }
        ]
    },
}
"""What every feed says under `data` of the other files."""
