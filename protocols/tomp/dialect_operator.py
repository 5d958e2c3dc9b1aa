"""What a version of TOMP must bring for operator information: `v1_x/operator.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from operators.fleet.availability import StationReading, TypeReading
from operators.fleet.places import Area, RegionKey
from operators.fleet.systems import SystemReading
from operators.fleet.weeks import OpenSpan
from operators.models import FeedVersion, Operator, PricingPlan, Stop, Tenant
from operators.service.alerts import AlertReading
from operators.service.hours import Hours, Season
from protocols.tomp.wishes import PlaceFilter
from sales.catalogue.price_list import ListPrice

Wire = dict[str, Any]


class OperatorInformation(Protocol):
    """The operator information module: timetables and fleets."""

    REGION_KINDS: Sequence[str]
    """Which regions of fleets are told."""
    TELLS_COMING_REGIONS: bool
    """Whether regions are told that do not hold yet."""

    def read_list(self, query: Mapping[str, Any], *, largest: int) -> PlaceFilter:
        """The query of a list. ValidationError, Missing, Invalid, PageTooLarge."""

    def information_to_wire(self, operator: Operator, *, tenant: Tenant) -> Wire:
        """`systemInformation` of who runs the timetables."""

    def system_to_wire(self, system: SystemReading) -> Wire:
        """`systemInformation` of fleets."""

    def station_to_wire(self, stop: Stop) -> Wire:
        """`stationInformation` of a stop, platform or station, whose feed is at hand."""

    def vehicle_station_to_wire(self, reading: StationReading) -> Wire:
        """`stationInformation` of a station of vehicles."""

    def region_to_wire(self, region: FeedVersion) -> Wire:
        """`systemRegion`: what a timetable covers."""

    def area_to_wire(self, area: Area) -> Wire:
        """`systemRegion`: one polygon of a region of a fleet."""

    def alert_to_wire(
        self,
        reading: AlertReading,
        *,
        regions: Sequence[RegionKey],
        with_timetables: bool,
        at: datetime,
    ) -> Wire:
        """`systemAlert`."""

    def season_to_wire(self, season: Season, *, region: str = "", station: str = "") -> Wire:
        """`systemCalendar`."""

    def hours_to_wire(
        self, week: Iterable[Hours], *, region: str = "", station: str = ""
    ) -> list[Wire]:
        """`systemHours[]` of a timetable."""

    def spans_to_wire(
        self, spans: Iterable[OpenSpan], *, region: str = "", station: str = ""
    ) -> list[Wire]:
        """`systemHours[]` of a fleet."""

    def fares_to_wire(self, prices: Iterable[ListPrice], *, country: str) -> list[Wire]:
        """`systemPricingPlan[]` of tickets."""

    def plans_to_wire(
        self, plans: Iterable[PricingPlan], *, rates: Mapping[int, Decimal], country: str
    ) -> list[Wire]:
        """`systemPricingPlan[]` of vehicles; `rates` are the VAT rates of fleets in percent."""

    def type_to_wire(
        self, reading: TypeReading, *, station: str, rates: Mapping[int, Decimal], country: str
    ) -> Wire:
        """`assetType` with those of its vehicles that can be taken, at a station where one is
        named."""
