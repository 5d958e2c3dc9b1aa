"""Stations of bicycles that are told beside options, with what stands there now."""

from __future__ import annotations

from typing import Any

from operators.fleet.availability import Circle, Narrowing, StationReading, read_stations
from protocols.maas_tsp.meta import StationFacts, bike_station
from protocols.maas_tsp.options.requests import OptionsWish
from protocols.maas_tsp.options.searching import Types

ON_FOOT = 1000
"""Metres around a place in which stations are told, where nothing is said."""
MOST_STATIONS = 50


def bike_stations(wish: OptionsWish, types: Types) -> list[dict[str, Any]]:
    """Stations of bicycles around where the trip begins and ends, each once; two queries for each
    of the two places. None without docked bicycles."""
    fleets = tuple({kind.fleet for kind in types if kind.mode == "SHARED_BICYCLE"})
    if not fleets or not wish.takes("BICYCLE", "SHARED_BICYCLE"):
        return []
    ends = [(wish.origin, wish.origin_metres), (wish.destination, wish.destination_metres)]
    found: dict[int, StationReading] = {}
    for place, metres in ends:
        if place is not None:
            circle = Circle(place.longitude, place.latitude, ON_FOOT if metres is None else metres)
            readings = read_stations(
                Narrowing(fleets, circle=circle), offset=0, limit=MOST_STATIONS
            )
            found |= {reading.station.pk: reading for reading in readings}
    return [bike_station(facts_of(reading)) for reading in found.values()]


def facts_of(reading: StationReading) -> StationFacts:
    """A station with its slots, as far as they are known."""
    station = reading.station
    return StationFacts(
        station_id=station.station_id,
        name=station.name,
        longitude=station.longitude,
        latitude=station.latitude,
        total=station.capacity,
        empty=reading.docks_free,
        vehicles=sum(reading.free.values()),
    )
