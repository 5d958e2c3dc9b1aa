"""How the API description shows stations."""

from __future__ import annotations

from protocols.describing import answered
from protocols.maas_tsp.describing import describe
from protocols.maas_tsp.stations import schemas
from protocols.maas_tsp.stations.requests import StationQuery, StationsQuery

DOCK = {
    "id": "D-17",
    "name": "Market",
    "location": "52.0907,5.1214",
    "agencyId": "city-bikes",
    "services": ["BICYCLE"],
    "country": "NL",
}

list_stations = describe(
    "listStations",
    "Stations around a place or of a name",
    {200: schemas.StationList},
    tag="Stations",
    parameters=[StationsQuery],
    examples=[answered("A dock", {"stations": [DOCK]})],
)
read_station = describe(
    "readStation",
    "Read a station",
    {200: schemas.OneStation},
    tag="Stations",
    parameters=[StationQuery],
    examples=[answered("A dock", {"station": DOCK})],
)
