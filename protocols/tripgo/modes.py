"""Means of travel: their identifiers, and how apps show them and who runs them.

An identifier is a word for the family, one for the kind, and for taxis and shared vehicles the
fleet: `pt_pub_tram`, `ps_tax_city-taxi`. Whoever asks for `pt_pub` means all that begin so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from operators.fleet.models import Fleet
from operators.fleet.states import AssetClass
from operators.models import Operator
from operators.timetable.itineraries import Ride
from protocols.tripgo.wire import colour, omit_none

WALK = "wa_wal"
TRANSIT = "pt_pub"
"""For public transport of any kind, and for a run of rides of several kinds."""
TAXI = "ps_tax"
VEHICLE = "me_mic-s"
"""For a small shared vehicle of a kind that has no word."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Look:
    """How a family of modes is shown."""

    alt: str
    icon: str
    """A picture that apps bring along."""
    colour: str


LOOKS = {
    "wa_wal": Look("Walk", "walk", "#1ec862"),
    "pt_pub": Look("Public transport", "public-transport", "#3b9fdf"),
    "pt_pub_bus": Look("Bus", "bus", "#00b8d8"),
    "pt_pub_coach": Look("Coach", "coach", "#1e88b5"),
    "pt_pub_tram": Look("Tram", "tram", "#b83ed6"),
    "pt_pub_subway": Look("Metro", "subway", "#3f6ad8"),
    "pt_pub_train": Look("Train", "train", "#12a15c"),
    "pt_pub_ferry": Look("Ferry", "ferry", "#4a7ce8"),
    "pt_pub_cablecar": Look("Cable car", "cablecar", "#e0731d"),
    "pt_pub_funicular": Look("Funicular", "funicular", "#a0632a"),
    "pt_pub_monorail": Look("Monorail", "monorail", "#e8a628"),
    "in_air": Look("Flight", "aeroplane", "#6c7a89"),
    "ps_tax": Look("Taxi", "taxi", "#f1b51a"),
    "ps_shu": Look("Shuttle", "shuttlebus", "#6f7dbd"),
    "me_mic-s": Look("Shared vehicle", "kickscooter-share", "#39c78a"),
    "me_mic-s_sco": Look("Scooter", "kickscooter-share", "#39c78a"),
    "me_mic-s_bic": Look("Shared bike", "bicycle-share", "#21a366"),
    "me_mot-s": Look("Shared moped", "motorbike", "#8d5cf6"),
    "me_car-s": Look("Shared car", "car-share", "#e5533d"),
}
"""By the beginning of the identifier; the longest that fits counts."""

# GTFS route_type, basic types first, then hundreds of the extended types.
OF_ROUTE = {
    0: "pt_pub_tram",
    1: "pt_pub_subway",
    2: "pt_pub_train",
    3: "pt_pub_bus",
    4: "pt_pub_ferry",
    5: "pt_pub_cablecar",
    6: "pt_pub_cablecar",
    7: "pt_pub_funicular",
    11: "pt_pub_bus",
    12: "pt_pub_monorail",
}
OF_HUNDRED = {
    1: "pt_pub_train",
    2: "pt_pub_coach",
    4: "pt_pub_subway",
    5: "pt_pub_subway",
    6: "pt_pub_subway",
    7: "pt_pub_bus",
    8: "pt_pub_bus",
    9: "pt_pub_tram",
    10: "pt_pub_ferry",
    11: "in_air",
    12: "pt_pub_ferry",
    13: "pt_pub_cablecar",
    14: "pt_pub_funicular",
    15: "ps_tax",
}
OF_CLASS: dict[AssetClass, str] = {
    AssetClass.AIR: "in_air",
    AssetClass.BUS: "pt_pub_bus",
    AssetClass.TROLLEYBUS: "pt_pub_bus",
    AssetClass.TRAM: "pt_pub_tram",
    AssetClass.COACH: "pt_pub_coach",
    AssetClass.RAIL: "pt_pub_train",
    AssetClass.INTERCITYRAIL: "pt_pub_train",
    AssetClass.URBANRAIL: "pt_pub_train",
    AssetClass.METRO: "pt_pub_subway",
    AssetClass.WATER: "pt_pub_ferry",
    AssetClass.FERRY: "pt_pub_ferry",
    AssetClass.CABLEWAY: "pt_pub_cablecar",
    AssetClass.FUNICULAR: "pt_pub_funicular",
    AssetClass.TAXI: "ps_tax",
    AssetClass.SELFDRIVE: "me_car-s",
    AssetClass.FOOT: "wa_wal",
    AssetClass.BICYCLE: "me_mic-s_bic",
    AssetClass.MOTORCYCLE: "me_mot-s",
    AssetClass.CAR: "me_car-s",
    AssetClass.SHUTTLE: "ps_shu",
    AssetClass.OTHER: "me_mic-s",
    AssetClass.PARKING: "me_car-s",
    AssetClass.MOPED: "me_mot-s",
    AssetClass.STEP: "me_mic-s_sco",
}
OF_WORD = {
    "moped": "me_mot-s",
    "scooter": "me_mic-s_sco",
    "step": "me_mic-s_sco",
    "cycle": "me_mic-s_bic",
    "bike": "me_mic-s_bic",
    "car": "me_car-s",
    "van": "me_car-s",
}
"""What a sub-class holds, the first that fits: a cargo bike is no car."""


def mode_of_rides(rides: Iterable[Ride]) -> str:
    """The mode of rides by the timetable; of rides of several modes that of all of them."""
    modes = {mode_of_route(ride.route_type) for ride in rides}
    return modes.pop() if len(modes) == 1 else TRANSIT


def mode_of_route(route_type: int) -> str:
    """The mode of a GTFS route type, basic or extended."""
    return OF_ROUTE.get(route_type) or OF_HUNDRED.get(route_type // 100, TRANSIT)


def mode_of_class(asset_class: str, sub_class: str = "", *, system_id: str = "") -> str:
    """The mode of a vehicle by its class, of another class by its sub-class, such as “scooter”;
    with the fleet where its system id is told. TRANSIT for a class that is not known."""
    if asset_class not in AssetClass.values:
        return TRANSIT
    mode = OF_CLASS[AssetClass(asset_class)]
    if asset_class == AssetClass.OTHER:
        words = sub_class.casefold()
        mode = next((found for word, found in OF_WORD.items() if word in words), VEHICLE)
    return _of_fleet(mode, system_id)


def mode_of_taxis(fleet: Fleet) -> str:
    """The mode of the taxis of a fleet."""
    return _of_fleet(TAXI, fleet.system_id)


def family_of(mode: str) -> str:
    """What segments have as their mode: of public transport all of it, whatever its kind."""
    return TRANSIT if mode.startswith(TRANSIT) else mode


def is_asked_for(mode: str, asked: Collection[str]) -> bool:
    """Whether a mode is one of these, or belongs to one; without any, all are asked for."""
    return not asked or any(mode == one or mode.startswith(f"{one}_") for one in asked)


def mode_info(
    mode: str, *, alt: str = "", tint: str = "", names: Mapping[str, str] = NO_NAMES
) -> dict[str, Any]:
    """`modeInfo`: how a mode is shown. `alt`: its name here, such as that of a fleet; `tint`: a
    colour of its own, such as that of a line; `names` of modes in another language, by the English
    ones."""
    look = look_of(mode)
    name = names.get(look.alt, look.alt)
    return omit_none(
        {
            "identifier": mode,
            "alt": alt or name,
            "localIcon": look.icon,
            "description": name if alt else None,
            "color": colour(tint or look.colour),
        }
    )


def look_of(mode: str) -> Look:
    """How the longest known beginning of a mode is shown; the vehicle's where none is."""
    words = mode.split("_")
    for count in range(len(words), 0, -1):
        look = LOOKS.get("_".join(words[:count]))
        if look is not None:
            return look
    return LOOKS[VEHICLE]


def company_info(company: Operator | Fleet, *, mode: str) -> dict[str, Any]:
    """`companyInfo` and `brand`: who runs a mode. Apps need a colour, and operators have none
    here, so it is that of the mode."""
    return omit_none(
        {
            "name": company.name,
            "website": company.url or None,
            "phone": company.phone or None,
            "color": colour(look_of(mode).colour),
        }
    )


def _of_fleet(mode: str, system_id: str) -> str:
    return f"{mode}_{system_id}" if system_id else mode
