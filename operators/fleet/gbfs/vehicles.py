"""Types of vehicles, and the vehicles themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from operators.fleet.gbfs.feed import TYPES, FleetFeed
from operators.fleet.gbfs.findings import Findings
from operators.fleet.gbfs.shapes import Vehicle, VehicleType
from operators.fleet.gbfs.values import in_language
from operators.fleet.states import AssetClass, Propulsion
from operators.timetable.importing.problems import ProblemKind

LONGEST_NAME, LONGEST_MAKE, LONGEST_SUB_CLASS = 150, 100, 50
MOST_RIDERS = 1000
NO_TYPE = "bicycle"
"""The type of vehicles in feeds without types: GBFS says that these are bicycles."""
NULL_ISLAND = 0.001
"""Degrees: receivers without a fix put vehicles at 0, 0."""
CLASSES = {
    "bicycle": (AssetClass.BICYCLE, ""),
    "cargo_bicycle": (AssetClass.BICYCLE, "cargo bike"),
    "car": (AssetClass.CAR, ""),
    "moped": (AssetClass.MOPED, ""),
    "scooter": (AssetClass.STEP, "scooter"),
    "scooter_standing": (AssetClass.STEP, "scooter"),
    "scooter_seated": (AssetClass.STEP, "seated scooter"),
    "other": (AssetClass.OTHER, "other"),
}
USUAL_RIDERS = {AssetClass.CAR: 4}
"""Of a type that does not say how many it takes; one of any other."""
PROPULSIONS = {
    "human": Propulsion.MUSCLE,
    "electric_assist": Propulsion.ELECTRIC,
    "electric": Propulsion.ELECTRIC,
    "combustion": Propulsion.GASOLINE,
    "combustion_diesel": Propulsion.DIESEL,
    "hybrid": Propulsion.HYBRID,
    "plug_in_hybrid": Propulsion.HYBRID,
    "hydrogen_fuel_cell": Propulsion.HYDROGEN,
}


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type as the feed has it; `plan_id` names its default plan."""

    type_id: str
    name: str
    asset_class: str
    asset_sub_class: str
    propulsion: str
    max_range_metres: int | None = None
    riders: int = 1
    brand: str = ""
    model: str = ""
    plan_id: str | None = None

    def values(self) -> tuple[object, ...]:
        """Columns in the order of `tables.TYPES`, without the plan."""
        return (
            self.type_id,
            self.name,
            self.asset_class,
            self.asset_sub_class,
            self.propulsion,
            self.max_range_metres,
            self.riders,
            self.brand,
            self.model,
        )


BICYCLE = TypeRow(NO_TYPE, "Bicycle", AssetClass.BICYCLE, "", Propulsion.MUSCLE)


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that references may name: those of the feed, or of the fleet where a file lacks."""

    plans: Collection[str]
    types: Mapping[str, int | None]
    """The range in metres of each type with a full battery."""
    stations: Mapping[str, tuple[float, float]]
    """Latitude and longitude."""


def types_in(
    feed: FleetFeed, plans: Collection[str], language: str, findings: Findings
) -> Iterator[TypeRow]:
    """The types of a feed; each id once, each default plan one that there is."""
    told = feed.told(TYPES)
    seen: set[str] = set()
    for number, each in enumerate(told.vehicle_types if told else []):
        place = f"data.vehicle_types[{number}]"
        if each.vehicle_type_id in seen:
            message = f"The type {each.vehicle_type_id} is there twice."
            where = f"{place}.vehicle_type_id"
            findings.wrong(ProblemKind.DUPLICATE, message, file=TYPES, place=where)
        plan = each.default_pricing_plan_id
        if plan is not None and plan not in plans:
            message = f"There is no pricing plan {plan}."
            where = f"{place}.default_pricing_plan_id"
            kind = ProblemKind.REFERENCE_UNKNOWN
            findings.wrong(kind, message, file=TYPES, place=where, value=plan)
        seen.add(each.vehicle_type_id)
        yield type_row(each, language, findings, place)


def type_row(told: VehicleType, language: str, findings: Findings, place: str) -> TypeRow:
    asset_class, sub_class = CLASSES.get(told.form_factor, (AssetClass.OTHER, told.form_factor))
    if told.form_factor not in CLASSES:
        message = "GBFS does not know this kind of vehicle; it is taken for another one."
        where = f"{place}.form_factor"
        kind = ProblemKind.VALUE_UNKNOWN
        findings.odd(kind, message, file=TYPES, place=where, value=told.form_factor)
    if told.propulsion_type not in PROPULSIONS:
        message = f"A propulsion is one of {', '.join(PROPULSIONS)}."
        where = f"{place}.propulsion_type"
        kind = ProblemKind.VALUE_UNKNOWN
        findings.wrong(kind, message, file=TYPES, place=where, value=told.propulsion_type)
    return TypeRow(
        type_id=told.vehicle_type_id,
        name=in_language(told.name, language)[:LONGEST_NAME]
        or told.form_factor.replace("_", " ").strip().capitalize()[:LONGEST_NAME]
        or told.vehicle_type_id,
        asset_class=asset_class,
        asset_sub_class=sub_class[:LONGEST_SUB_CLASS]
        or ("" if sub_class else unnamed(asset_class)),
        propulsion=PROPULSIONS.get(told.propulsion_type, Propulsion.MUSCLE),
        max_range_metres=metres(told.max_range_meters) or None,
        riders=min(told.rider_capacity or USUAL_RIDERS.get(asset_class, 1), MOST_RIDERS),
        brand=in_language(told.make, language)[:LONGEST_MAKE],
        model=in_language(told.model, language)[:LONGEST_MAKE],
        plan_id=told.default_pricing_plan_id,
    )


def unnamed(asset_class: str) -> str:
    """Other vehicles are named, also where the feed names them with an empty text."""
    return "other" if asset_class == AssetClass.OTHER else ""


LARGEST_RANGE = 2**31 - 1


def metres(told: float | None) -> int | None:
    return None if told is None else min(round(told), LARGEST_RANGE)


@dataclass(frozen=True, slots=True)
class AssetRow:
    """A vehicle as the feed has it, naming what it belongs to by id."""

    asset_id: str
    type_id: str
    plan_id: str | None
    station_id: str | None
    latitude: float | None
    longitude: float | None
    charge: float | None
    range_metres: int | None
    is_reserved: bool
    is_disabled: bool
    reported_at: datetime


def assets_in(feed: FleetFeed, known: Known, findings: Findings) -> Iterator[AssetRow]:
    """The vehicles of a feed; each id once, each of a type and a plan that there is."""
    file = feed.vehicles_file
    told = feed.told(file)
    if told is None:
        return
    member = "bikes" if file != "vehicle_status.json" else "vehicles"
    seen: set[str] = set()
    published = feed.published[file]
    for number, vehicle in enumerate(told.vehicles):
        at = Spot(file, f"data.{member}[{number}]", findings)
        if vehicle.vehicle_id in seen:
            field = "bike_id" if member == "bikes" else "vehicle_id"
            at.wrong(
                ProblemKind.DUPLICATE, f"The vehicle {vehicle.vehicle_id} is there twice.", field
            )
        seen.add(vehicle.vehicle_id)
        check_references(vehicle, known, at)
        yield asset_row(vehicle, known, published, at)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, for what is found there."""

    file: str
    place: str
    findings: Findings

    def wrong(self, kind: ProblemKind, message: str, field: str, value: str = "") -> None:
        place = f"{self.place}.{field}"
        self.findings.wrong(kind, message, file=self.file, place=place, value=value)

    def odd(self, kind: ProblemKind, message: str, field: str, value: str = "") -> None:
        place = f"{self.place}.{field}"
        self.findings.odd(kind, message, file=self.file, place=place, value=value)


def check_references(vehicle: Vehicle, known: Known, at: Spot) -> None:
    """The type and the plan decide what a customer gets and pays, so they must be there."""
    kind = ProblemKind.REFERENCE_UNKNOWN
    if (type_id := vehicle.vehicle_type_id) is not None and type_id not in known.types:
        at.wrong(kind, f"There is no vehicle type {type_id}.", "vehicle_type_id", type_id)
    if vehicle.vehicle_type_id is None and NO_TYPE not in known.types:
        at.wrong(ProblemKind.VALUE_MISSING, "This is missing; add it.", "vehicle_type_id")
    if (plan := vehicle.pricing_plan_id) is not None and plan not in known.plans:
        at.wrong(kind, f"There is no pricing plan {plan}.", "pricing_plan_id", plan)
    if (station := vehicle.station_id) is not None and station not in known.stations:
        at.wrong(kind, f"There is no station {station}.", "station_id", station)
    if (vehicle.lat is None) != (vehicle.lon is None):
        lacking = "lat" if vehicle.lat is None else "lon"
        at.wrong(ProblemKind.VALUE_MISSING, "This is missing; add it.", lacking)
    elif vehicle.lat is None and vehicle.station_id is None:
        message = "A vehicle has a lat and a lon, or stands at a station."
        at.wrong(ProblemKind.VALUE_MISSING, message, "lat")


def asset_row(vehicle: Vehicle, known: Known, published: datetime, at: Spot) -> AssetRow:
    type_id = vehicle.vehicle_type_id or NO_TYPE
    latitude, longitude = place_of(vehicle, known, at)
    return AssetRow(
        asset_id=vehicle.vehicle_id,
        type_id=type_id,
        plan_id=vehicle.pricing_plan_id,
        station_id=vehicle.station_id,
        latitude=latitude,
        longitude=longitude,
        charge=charge_of(vehicle, known.types.get(type_id)),
        range_metres=metres(vehicle.current_range_meters),
        is_reserved=vehicle.is_reserved,
        is_disabled=vehicle.is_disabled,
        reported_at=vehicle.last_reported or published,
    )


def place_of(vehicle: Vehicle, known: Known, at: Spot) -> tuple[float | None, float | None]:
    """Its own place, or that of its station; none where its receiver has no fix."""
    if vehicle.lat is None or vehicle.lon is None:
        return known.stations.get(vehicle.station_id or "", (None, None))
    if abs(vehicle.lat) < NULL_ISLAND and abs(vehicle.lon) < NULL_ISLAND:
        message = "The vehicle is told to be at 0, 0 in the sea; its place is left empty."
        at.odd(ProblemKind.PLACE_UNLIKELY, message, "lat")
        return None, None
    return vehicle.lat, vehicle.lon


def charge_of(vehicle: Vehicle, full: int | None) -> float | None:
    """Percent: as told, or as its range is to the range of its type with a full battery."""
    if vehicle.current_fuel_percent is not None:
        return round(vehicle.current_fuel_percent * 100, 2)
    if vehicle.current_range_meters is None or not full:
        return None
    return min(100.0, round(100 * vehicle.current_range_meters / full, 2))
