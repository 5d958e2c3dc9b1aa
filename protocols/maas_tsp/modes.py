"""Travel modes: the words of release 10, which every later one knows as well."""

from __future__ import annotations

from collections.abc import Iterable

from operators.fleet.states import AssetClass
from operators.timetable.itineraries import Ride

MODES = (
    "WAIT", "TRANSFER", "LEG_SWITCH", "BICYCLE", "CAR", "SCOOTER", "SHARED_BICYCLE", "WALK",
    "AEROPLANE", "BUS", "FERRY", "RAIL", "SUBWAY", "TRAIN", "TRAM", "TRANSIT", "BUSISH",
    "CABLE_CAR", "FUNICULAR", "GONDOLA", "SHARED_CAR", "TAXI", "TRAINISH",
)  # fmt: skip
LATER_MODES = ("SHARED_E_BICYCLE", "MOPED")
"""Words of later releases, by which a caller may ask; they are never sent."""

# GTFS route_type, basic types first, then hundreds of the extended types.
OF_ROUTE = {
    0: "TRAM",
    1: "SUBWAY",
    2: "RAIL",
    3: "BUS",
    4: "FERRY",
    5: "CABLE_CAR",
    6: "GONDOLA",
    7: "FUNICULAR",
    11: "BUS",
    12: "RAIL",
}
OF_HUNDRED = {
    1: "RAIL",
    2: "BUS",
    4: "SUBWAY",
    5: "SUBWAY",
    6: "SUBWAY",
    7: "BUS",
    8: "BUS",
    9: "TRAM",
    10: "FERRY",
    11: "AEROPLANE",
    12: "FERRY",
    13: "GONDOLA",
    14: "FUNICULAR",
    15: "TAXI",
}
ANY_TRANSIT = "TRANSIT"
"""For a ride of several modes, and for one whose kind has no word."""

OF_CLASS: dict[AssetClass, str] = {
    AssetClass.AIR: "AEROPLANE",
    AssetClass.BUS: "BUS",
    AssetClass.TROLLEYBUS: "BUS",
    AssetClass.TRAM: "TRAM",
    AssetClass.COACH: "BUS",
    AssetClass.RAIL: "RAIL",
    AssetClass.INTERCITYRAIL: "RAIL",
    AssetClass.URBANRAIL: "RAIL",
    AssetClass.METRO: "SUBWAY",
    AssetClass.WATER: "FERRY",
    AssetClass.FERRY: "FERRY",
    AssetClass.CABLEWAY: "CABLE_CAR",
    AssetClass.FUNICULAR: "FUNICULAR",
    AssetClass.TAXI: "TAXI",
    AssetClass.SELFDRIVE: "SHARED_CAR",
    AssetClass.FOOT: "WALK",
    AssetClass.BICYCLE: "SHARED_BICYCLE",
    AssetClass.MOTORCYCLE: "SCOOTER",
    AssetClass.CAR: "SHARED_CAR",
    AssetClass.SHUTTLE: "BUSISH",
    AssetClass.OTHER: ANY_TRANSIT,
    AssetClass.PARKING: "CAR",
    AssetClass.MOPED: "SCOOTER",
    AssetClass.STEP: "SCOOTER",
}
"""The mode of a vehicle that is rented without a driver."""
OF_WORD = {
    "scooter": "SCOOTER",
    "moped": "SCOOTER",
    "step": "SCOOTER",
    "cycle": "SHARED_BICYCLE",
    "bike": "SHARED_BICYCLE",
    "car": "SHARED_CAR",
    "van": "SHARED_CAR",
}
"""What a sub-class holds, the first that fits: a cargo bike is no car."""

RAILS = frozenset({"RAIL", "TRAIN", "SUBWAY", "TRAM"})
WHEELS = frozenset({"BUS"})
TRANSIT = RAILS | WHEELS | {"FERRY", "CABLE_CAR", "GONDOLA", "FUNICULAR", "AEROPLANE", ANY_TRANSIT}
BICYCLES = frozenset({"BICYCLE", "SHARED_BICYCLE"})
"""Those of stations, and those that stand anywhere."""
ASKED = {
    "TRANSIT": TRANSIT,
    "TRAINISH": RAILS,
    "TRAIN": frozenset({"RAIL", "TRAIN"}),
    "RAIL": frozenset({"RAIL", "TRAIN"}),
    "BUSISH": WHEELS,
    "CAR": frozenset({"CAR", "SHARED_CAR"}),
    "BICYCLE": BICYCLES,
    "SHARED_BICYCLE": BICYCLES,
    "SHARED_E_BICYCLE": BICYCLES,
    "MOPED": frozenset({"SCOOTER"}),
}
"""What a wish for a mode finds where that is more than the mode itself."""


def mode_of_route(route_type: int) -> str:
    """The mode of a GTFS route type, basic or extended."""
    return OF_ROUTE.get(route_type) or OF_HUNDRED.get(route_type // 100, ANY_TRANSIT)


def mode_of_rides(rides: Iterable[Ride]) -> str:
    """The mode of a trip: that of its rides, or TRANSIT where they are of several."""
    modes = {mode_of_route(ride.route_type) for ride in rides}
    return modes.pop() if len(modes) == 1 else ANY_TRANSIT


def mode_of_vehicle(asset_class: str, sub_class: str = "") -> str:
    """The mode of a vehicle's class; of another class that of its sub-class, such as “scooter”."""
    if asset_class == AssetClass.OTHER:
        words = sub_class.casefold()
        return next((mode for word, mode in OF_WORD.items() if word in words), ANY_TRANSIT)
    return OF_CLASS[AssetClass(asset_class)]


def modes_found_by(asked: str) -> frozenset[str]:
    """The modes of options that fit a wish for one."""
    return ASKED.get(asked, frozenset({asked}))
