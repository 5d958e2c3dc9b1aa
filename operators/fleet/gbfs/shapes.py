"""The files of a GBFS feed, as far as Perron reads them; one shape for versions 2 and 3."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AliasChoices, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from operators.fleet.gbfs.values import (
    Amount,
    Count,
    Id,
    Latitude,
    LikelyMoment,
    Longitude,
    Measure,
    Moment,
    Quantity,
    Shape,
    Text,
    Words,
)
from operators.timetable.importing.problems import ProblemKind

Inside = TypeVar("Inside")


class Document(Shape, Generic[Inside]):
    """One file: when it was published, and what it says."""

    last_updated: Moment
    ttl: Count = 0
    version: Text
    data: Inside


class FeedAddress(Shape):
    """Where one file of the feed is."""

    name: Text
    url: Text


class FeedAddresses(Shape):
    feeds: list[FeedAddress]


def _by_language(told: Any) -> Any:
    """Version 3 has one list of files, version 2 one for each language."""
    return {"": told} if isinstance(told, dict) and "feeds" in told else told


Discovery = Annotated[dict[str, FeedAddresses], BeforeValidator(_by_language), Field(min_length=1)]
"""gbfs.json."""


class SystemInformation(Shape):
    """system_information.json."""

    system_id: Id
    name: Words
    timezone: Text
    language: Text | None = None
    languages: list[Text] = []
    url: Text | None = None
    phone_number: Text | None = None
    email: Text | None = None
    opening_hours: Text | None = None


class NamedRegion(Shape):
    region_id: Id
    name: Words


class SystemRegions(Shape):
    """system_regions.json."""

    regions: list[NamedRegion]


class ZoneRule(Shape):
    """What holds in a zone, or everywhere, for some types of vehicles or for all."""

    vehicle_type_ids: list[Id] | None = Field(
        default=None, validation_alias=AliasChoices("vehicle_type_ids", "vehicle_type_id")
    )
    ride_allowed: bool | None = None
    ride_start_allowed: bool | None = None
    ride_end_allowed: bool | None = None
    ride_through_allowed: bool
    maximum_speed_kph: Annotated[float, Field(ge=0, le=1000)] | None = None
    station_parking: bool | None = None

    @model_validator(mode="after")
    def _says_where_rides_end(self) -> ZoneRule:
        if self.ride_allowed is None and None in (self.ride_start_allowed, self.ride_end_allowed):
            raise PydanticCustomError(
                ProblemKind.VALUE_MISSING.value,
                "A rule has ride_allowed (2.x), or ride_start_allowed and ride_end_allowed (3.x)",
            )
        return self

    @property
    def may_start(self) -> bool:
        told = self.ride_allowed if self.ride_start_allowed is None else self.ride_start_allowed
        return bool(told)

    @property
    def may_end(self) -> bool:
        told = self.ride_allowed if self.ride_end_allowed is None else self.ride_end_allowed
        return bool(told)


class ZoneProperties(Shape):
    name: Words | None = None
    start: Moment | None = None
    end: Moment | None = None
    rules: list[ZoneRule] | None = None


class Zone(Shape):
    """A GeoJSON feature; `areas` judges its geometry."""

    properties: ZoneProperties
    geometry: dict[str, Any]


class Zones(Shape):
    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Zone]


class GeofencingZones(Shape):
    """geofencing_zones.json."""

    geofencing_zones: Zones
    global_rules: list[ZoneRule] = []


class Segment(Shape):
    """A rate for each begun interval from a start on, up to but not at an end."""

    start: Quantity
    rate: Amount
    interval: Quantity
    end: Quantity | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Segment:
        if self.end is not None and self.end <= self.start:
            raise PydanticCustomError(
                ProblemKind.NUMBER_INVALID.value, "A segment ends after it starts"
            )
        return self


class Plan(Shape):
    plan_id: Id
    name: Words
    currency: Text
    price: Quantity
    is_taxable: bool
    description: Words | None = None
    url: Text | None = None
    per_km_pricing: list[Segment] | None = None
    per_min_pricing: list[Segment] | None = None


class SystemPricingPlans(Shape):
    """system_pricing_plans.json."""

    plans: list[Plan]


class VehicleType(Shape):
    vehicle_type_id: Id
    form_factor: Text
    propulsion_type: Text
    name: Words | None = None
    max_range_meters: Measure | None = None
    rider_capacity: Count | None = None
    make: Words | None = None
    model: Words | None = None
    default_pricing_plan_id: Id | None = None


class VehicleTypes(Shape):
    """vehicle_types.json."""

    vehicle_types: list[VehicleType]


class Station(Shape):
    station_id: Id
    name: Words
    lat: Latitude
    lon: Longitude
    address: Text | None = None
    region_id: Id | None = None
    capacity: Count | None = None
    is_virtual_station: bool | None = None
    station_area: dict[str, Any] | None = None


class StationInformation(Shape):
    """station_information.json."""

    stations: list[Station]


class Status(Shape):
    station_id: Id
    is_installed: bool
    is_renting: bool
    is_returning: bool


class StationStatus(Shape):
    """station_status.json."""

    stations: list[Status]


class Vehicle(Shape):
    vehicle_id: Id
    is_reserved: bool
    is_disabled: bool
    lat: Latitude | None = None
    lon: Longitude | None = None
    vehicle_type_id: Id | None = None
    last_reported: LikelyMoment | None = None
    current_range_meters: Measure | None = None
    current_fuel_percent: Annotated[float, Field(ge=0, le=1, strict=True)] | None = None
    station_id: Id | None = None
    pricing_plan_id: Id | None = None


class VehicleStatus(Shape):
    """vehicle_status.json (3.x)."""

    vehicles: list[Vehicle]


class Bike(Vehicle):
    """Version 2 calls every vehicle a bike."""

    vehicle_id: Id = Field(validation_alias="bike_id")


class FreeBikeStatus(Shape):
    """free_bike_status.json (2.x)."""

    vehicles: list[Bike] = Field(validation_alias="bikes")
