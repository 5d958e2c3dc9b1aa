"""What is told beside a leg: `MODE_…` of its mode, and the reference of the offer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static

from operators.fleet.states import Propulsion
from operators.timetable.itineraries import Ride
from protocols.maas_tsp.modes import mode_of_route, mode_of_vehicle
from protocols.maas_tsp.places import point_to_wire, stop_to_wire
from protocols.maas_tsp.wire import milliseconds

LONGEST = 256
LONGEST_CENTRE = 64
PICTURE = "maas/car.svg"
"""Of a car of which we have no picture: the format needs one."""
FUEL = {
    Propulsion.ELECTRIC: "electric",
    Propulsion.GASOLINE: "gasoline",
    Propulsion.DIESEL: "diesel",
    Propulsion.HYBRID: "hybrid",
    Propulsion.LPG: "lpg",
    Propulsion.HYDROGEN: "hydrogen",
}
ACRISS_FUEL = {
    Propulsion.ELECTRIC: "E",
    Propulsion.GASOLINE: "V",
    Propulsion.DIESEL: "D",
    Propulsion.HYBRID: "H",
    Propulsion.LPG: "L",
    Propulsion.HYDROGEN: "A",
}
SEATS_OF_A_SMALL_CAR = 4
NO_PLATE = re.compile(r"[^A-Z0-9-]")


@dataclass(frozen=True, slots=True)
class StationFacts:
    """A station of vehicles; numbers where they are known."""

    station_id: str
    name: str
    longitude: float
    latitude: float
    total: int | None = None
    empty: int | None = None
    vehicles: int | None = None


@dataclass(frozen=True, slots=True)
class VehicleFacts:
    """What is told of a vehicle that is rented without a driver."""

    asset_id: str
    type_name: str
    asset_class: str
    sub_class: str = ""
    propulsion: str = ""
    plate: str = ""
    vendor: str = ""
    riders: int = 0
    charge: float | None = None
    """Percent."""
    longitude: float | None = None
    latitude: float | None = None
    station: StationFacts | None = None
    """Where it is docked."""

    @property
    def mode(self) -> str:
        """A bicycle of a station is fetched and brought back there."""
        mode = mode_of_vehicle(self.asset_class, self.sub_class)
        return "BICYCLE" if mode == "SHARED_BICYCLE" and self.station else mode


def offer_meta(reference: str) -> dict[str, Any]:
    """What a caller sends back to book it."""
    return {"offer": {"ref": reference}}


def rides_meta(mode: str, rides: Sequence[Ride]) -> dict[str, Any]:
    """`MODE_…` of a trip by the timetable: its rides in order, and for trains the whole way."""
    told: dict[str, Any] = {"rides": [_ride(ride) for ride in rides]}
    if mode == "RAIL":
        told["outward"] = {
            "id": ", ".join(ride.route_name for ride in rides)[:LONGEST] or "-",
            "from": stop_to_wire(rides[0].origin),
            "to": stop_to_wire(rides[-1].destination),
        }
    return {f"MODE_{mode}": told}


def vehicle_meta(facts: VehicleFacts) -> dict[str, Any]:
    """`MODE_…` of a vehicle that is rented without a driver."""
    if facts.mode in ("CAR", "SHARED_CAR"):
        return {f"MODE_{facts.mode}": _car(facts)}
    if facts.mode == "TAXI":
        return {"MODE_TAXI": {"vehicleId": facts.asset_id, "vehicleType": facts.type_name or "any"}}
    told: dict[str, Any] = {"id": facts.asset_id}
    told |= _given(type=facts.type_name, code=facts.plate, battery=facts.charge)
    if facts.longitude is not None and facts.latitude is not None:
        told["location"] = point_to_wire(facts.longitude, facts.latitude)
    if facts.mode == "SCOOTER":
        return {"MODE_SCOOTER": {"scooter": told}}
    if facts.mode not in ("BICYCLE", "SHARED_BICYCLE"):
        return {f"MODE_{facts.mode}": {"vehicle": told}}
    if facts.station is None:
        return {f"MODE_{facts.mode}": {"bike": told}}
    station = bike_station(facts.station)
    return {
        f"MODE_{facts.mode}": {
            "bike": told,
            "pickupStation": station,
            "pickupStationId": facts.station.station_id,
        }
    }


def bike_station(station: StationFacts) -> dict[str, Any]:
    """`bikeStation`; slots where all their numbers are known."""
    told: dict[str, Any] = {
        "id": station.station_id,
        "name": station.name or station.station_id,
        "location": point_to_wire(station.longitude, station.latitude),
    }
    numbers = {"total": station.total, "empty": station.empty, "bikes": station.vehicles}
    return told if None in numbers.values() else {**told, "slots": numbers}


def taxi_meta(
    *,
    vehicle_type: str,
    centre: str,
    phone: str = "",
    picture_url: str = "",
    **more: Any,
) -> dict[str, Any]:
    """`MODE_TAXI`; `more` are further members, of which empty ones are left out."""
    told = {
        "vehicleType": vehicle_type[:LONGEST] or "any",
        "taxiCenter": {
            "name": centre[:LONGEST_CENTRE],
            **_given(phone=phone, image=picture_url),
        },
    }
    return {"MODE_TAXI": {**told, **{name: value for name, value in more.items() if value}}}


def _ride(ride: Ride) -> dict[str, Any]:
    return {
        "mode": mode_of_route(ride.route_type),
        "route": ride.route_name,
        "headsign": ride.headsign,
        "tripId": ride.trip_id,
        "from": stop_to_wire(ride.origin),
        "to": stop_to_wire(ride.destination),
        "startTime": milliseconds(ride.departs_at),
        "endTime": milliseconds(ride.arrives_at),
    }


def _car(facts: VehicleFacts) -> dict[str, Any]:
    car: dict[str, Any] = {"classification": acriss_of(facts)}
    fuel = FUEL[Propulsion(facts.propulsion)] if facts.propulsion in FUEL else ""
    plate = NO_PLATE.sub("", facts.plate.upper())
    car |= _given(passengers=facts.riders, fuel=fuel, registrationPlate=plate)
    if facts.longitude is not None and facts.latitude is not None:
        car["location"] = point_to_wire(facts.longitude, facts.latitude)
    told = {
        "id": facts.asset_id,
        "name": facts.type_name[:LONGEST] or "Car",
        "description": f"{facts.type_name} {facts.plate}".strip()[:LONGEST] or "Car",
        "image": f"{settings.BASE_URL}{static(PICTURE)}",
        "car": car,
    }
    return told | ({"vendor": {"name": facts.vendor}} if facts.vendor else {})


def acriss_of(facts: VehicleFacts) -> str:
    """The car's ACRISS code: size by its seats, four doors, automatic where it is electric, and
    what drives it; each has air conditioning."""
    size = "E" if facts.riders <= SEATS_OF_A_SMALL_CAR else "C"
    automatic = facts.propulsion in (Propulsion.ELECTRIC, Propulsion.HYBRID, Propulsion.HYDROGEN)
    fuel = ACRISS_FUEL[Propulsion(facts.propulsion)] if facts.propulsion in ACRISS_FUEL else "R"
    return f"{size}D{'A' if automatic else 'M'}{fuel}"


def _given(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in (None, "", 0)}
