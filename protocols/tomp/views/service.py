"""Operator information about the service: regions, alerts, seasons, hours and prices."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from operators.service.alerts import read_alerts
from operators.service.hours import Operation, read_operations, read_operations_at
from operators.service.places import Station, get_region, get_station, regions_of
from operators.timetable.models import FeedVersion
from protocols.tomp.errors import OPERATOR_INFORMATION
from protocols.tomp.meta import MAX_PAGE_SIZE, REGIONS_PAGE_SIZE
from protocols.tomp.v1_1.filters import Filter, read_filter
from protocols.tomp.v1_1.operator_description import (
    list_available,
    read_calendar,
    read_hours,
    read_plans,
    read_regions,
)
from protocols.tomp.v1_1.operator_description import (
    read_alerts as describe_alerts,
)
from protocols.tomp.v1_1.pricing import plans_to_wire
from protocols.tomp.v1_1.service import (
    alert_to_wire,
    hours_to_wire,
    region_to_wire,
    season_to_wire,
)
from protocols.tomp.views.operation import TompOperation
from sales.catalogue.price_list import read_price_list


class ServiceOperation(TompOperation):
    """What the operations about the service share: the region and station that are asked for."""

    module = OPERATOR_INFORMATION

    def read(self, request: Request, *, largest: int = MAX_PAGE_SIZE) -> Filter:
        return read_filter(request.query_params, largest=largest)

    def region_of(self, asked: Filter) -> FeedVersion | None:
        """The region asked for, if there is one. RegionUnknown."""
        return get_region(self.channel.tenant, asked.region) if asked.region else None

    def station_of(self, asked: Filter, region: FeedVersion | None) -> Station | None:
        """The station asked for, if there is one. StationUnknown, also if it is elsewhere."""
        if not asked.station:
            return None
        return get_station(self.channel.tenant, asked.station, region=region)

    def operations_of(self, asked: Filter) -> list[Operation]:
        """When the station, the region, or else every region is served."""
        region = self.region_of(asked)
        if station := self.station_of(asked, region):
            return read_operations_at(station)
        return read_operations([region] if region else list(regions_of(self.channel.tenant)))


class OperatorRegions(ServiceOperation):
    """GET /operator/regions (TOMP 1.1, operator information module)."""

    @read_regions
    def get(self, request: Request) -> Response:
        """What each timetable in force covers: the area around all its stops, one bare ring of
        longitudes and latitudes. `offset` and `limit` page them."""
        asked = self.read(request, largest=REGIONS_PAGE_SIZE)
        page = regions_of(self.channel.tenant)[asked.offset : asked.offset + asked.limit]
        return Response([region_to_wire(region) for region in page])


class OperatorAlerts(ServiceOperation):
    """GET /operator/alerts (TOMP 1.1, operator information module)."""

    @describe_alerts
    def get(self, request: Request) -> Response:
        """Alerts that hold now or will hold, oldest first, with their periods that are not over.

        Those of a region or station are its own and those about all that its operator runs.
        `offset` and `limit` page them.
        """
        asked = self.read(request)
        region = self.region_of(asked)
        found = read_alerts(
            self.channel.tenant,
            at=self.at,
            region=region,
            station=self.station_of(asked, region),
            offset=asked.offset,
            limit=asked.limit,
        )
        return Response([alert_to_wire(each, at=self.at) for each in found])


class OperatingCalendar(ServiceOperation):
    """GET /operator/operating-calendar (TOMP 1.1, operator information module)."""

    @read_calendar
    def get(self, request: Request) -> Response:
        """The seasons in which anything runs, from the timetables in force, for each region or
        for one station; a week without service ends a season. Those that are over are left out."""
        asked = self.read(request)
        today = self.at.astimezone(self.channel.tenant.zone).date()
        return Response(
            [
                season_to_wire(season, **self.whose(asked, operation))
                for operation in self.operations_of(asked)
                for season in operation.seasons(since=today)
            ]
        )

    @staticmethod
    def whose(asked: Filter, operation: Operation) -> dict[str, str]:
        if asked.station:
            return {"station": asked.station}
        return {"region": operation.version.feed.reference}


class OperatingHours(OperatingCalendar):
    """GET /operator/operating-hours (TOMP 1.1, operator information module)."""

    @read_hours
    def get(self, request: Request) -> Response:
        """From the first departure to the last arrival of each of the coming seven days, for each
        region; at a station, to the last departure. Without service in these days, of the first
        seven days with service.

        Times are in the time zone of the operator. An `endTime` that is not after the `startTime`
        is on the next day; 00:00 to 23:59 is a day without a break.
        """
        asked = self.read(request)
        zone = self.channel.tenant.zone
        today = self.at.astimezone(zone).date()
        wire = []
        for operation in self.operations_of(asked):
            week = operation.week(since=today, zone=zone)
            wire += hours_to_wire(week, **self.whose(asked, operation))
        return Response(wire)


class PricingPlans(ServiceOperation):
    """GET /operator/pricing-plans (TOMP 1.1, operator information module)."""

    @read_plans
    def get(self, request: Request) -> Response:
        """What the products on sale in this channel cost: a plan for each fare, VAT included.

        A product is offered for every ride of the operator, so all plans hold in every region and
        at every station. Where a price depends on the trip by more than its length, the plan tells
        the lowest one as an estimate; POST /plannings tells the price.
        """
        asked = self.read(request)
        self.station_of(asked, self.region_of(asked))
        found = read_price_list(self.channel, at=self.at)
        return Response(plans_to_wire(found, country=self.channel.tenant.country))


class AvailableAssets(ServiceOperation):
    """GET /operator/available-assets (TOMP 1.1, operator information module)."""

    @list_available
    def get(self, request: Request) -> Response:
        """Always empty: nobody chooses a vehicle of public transport. POST /plannings tells which
        rides there are."""
        asked = self.read(request)
        self.station_of(asked, self.region_of(asked))
        return Response([])
