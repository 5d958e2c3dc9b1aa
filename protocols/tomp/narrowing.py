"""The part of what a channel sells that a list of operator information is about."""

from __future__ import annotations

from dataclasses import dataclass

from operators.fleet.availability import Circle, Narrowing
from operators.fleet.places import Area, get_vehicle_station
from operators.models import PricingPlan, VehicleStation
from operators.service.errors import RegionUnknown, StationUnknown
from operators.service.places import Station, get_region, get_station
from operators.timetable.distances import Box
from operators.timetable.models import FeedVersion
from protocols.tomp.areas import find_area
from protocols.tomp.wishes import PlaceFilter
from sales.catalogue.ranges import ChannelRange


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is sold, narrowed to a region or a station of timetables or of fleets."""

    opened: ChannelRange
    asked: PlaceFilter
    region: FeedVersion | None = None
    stop: Station | None = None
    area: Area | None = None
    station: VehicleStation | None = None

    @property
    def has_timetables(self) -> bool:
        """Whether timetables are asked for."""
        return self.opened.has_timetables and self.area is None and self.station is None

    @property
    def fleets(self) -> tuple[int, ...]:
        """The fleets that are asked for."""
        if self.region is not None or self.stop is not None:
            return ()
        if self.station is not None:
            return (self.station.fleet_id,)
        if self.area is not None:
            return (self.area.region.fleet_id,)
        return self.opened.fleets

    @property
    def vehicles(self) -> Narrowing:
        """The same for vehicles and their stations."""
        asked, box = self.asked, None
        if asked.box is not None:
            south, north, west, east = asked.box
            box = Box(west, south, east, north)
        return Narrowing(self.fleets, self.area, self.station, box, circle_of(asked))

    @property
    def whose(self) -> dict[str, str]:
        """The station or region that was asked for, as the rows of a list name it."""
        if self.asked.station:
            return {"station": self.asked.station}
        return {"region": self.asked.region} if self.asked.region else {}

    def holds(self, plan: PricingPlan) -> bool:
        """Whether a pricing plan of vehicles holds in the region or at the station."""
        if plan.region_id is None or (self.area is None and self.station is None):
            return True
        if self.area is not None:
            return plan.region_id == self.area.region.pk
        return self.station is not None and plan.region_id == self.station.region_id


def narrow(opened: ChannelRange, asked: PlaceFilter) -> Narrowed:
    """Find the region and the station that are asked for, among the timetables first. RegionUnknown
    and StationUnknown, also if the station is elsewhere."""
    region, area = _region(opened, asked.region) if asked.region else (None, None)
    if not asked.station:
        return Narrowed(opened, asked, region, area=area)
    stop = None if area else _stop(opened, asked.station, region)
    if stop is not None:
        return Narrowed(opened, asked, region, stop)
    station = get_vehicle_station(opened.fleets, asked.station, area=area)
    return Narrowed(opened, asked, area=area, station=station)


def circle_of(asked: PlaceFilter) -> Circle | None:
    """The circle that is asked for."""
    if asked.near is None or asked.radius_metres is None:
        return None
    return Circle(asked.near.longitude, asked.near.latitude, asked.radius_metres)


def _region(opened: ChannelRange, name: str) -> tuple[FeedVersion | None, Area | None]:
    if opened.has_timetables:
        try:
            return get_region(opened.channel.tenant, name), None
        except RegionUnknown:
            if not opened.fleets:
                raise
    return None, find_area(opened.fleets, name)


def _stop(opened: ChannelRange, name: str, region: FeedVersion | None) -> Station | None:
    if not opened.has_timetables:
        return None
    try:
        return get_station(opened.channel.tenant, name, region=region)
    except StationUnknown:
        if region is not None or not opened.fleets:
            raise
        return None
