"""Operator information about the service: alerts, seasons, hours, prices and vehicles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from operators.fleet.availability import Narrowing, read_types
from operators.fleet.gateways.finding import simulated_among
from operators.fleet.notices import about_fleets
from operators.fleet.places import region_keys
from operators.fleet.queries import plans_of
from operators.fleet.states import RegionKind
from operators.fleet.weeks import read_weeks
from operators.service.alerts import ABOUT_TIMETABLES, read_alerts
from operators.service.hours import Operation, Season, read_operations, read_operations_at
from operators.service.places import regions_of
from protocols.tomp.areas import names_of
from protocols.tomp.narrowing import Narrowed
from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.views.informing import InformingOperation
from sales.catalogue.price_list import read_price_list

Wire = dict[str, Any]
LAST_YEAR = 2099
"""What is told as the end of something without one."""


class OperatorAlerts(InformingOperation):
    """GET /operator/alerts (TOMP, operator information module)."""

    largest = MAX_PAGE_SIZE

    def get(self, request: Request) -> Response:
        """Alerts that hold now or will hold, oldest first, with their periods that are not over.

        Those of a region or station are its own and those about all that its operator runs.
        `offset` and `limit` page them.
        """
        narrowed = self.narrowed(request)
        page, fleets = narrowed.asked.page, narrowed.fleets
        about = about_fleets(fleets, area=narrowed.area, station=narrowed.station)
        if narrowed.has_timetables:
            about = ABOUT_TIMETABLES | about if fleets else ABOUT_TIMETABLES
        found = read_alerts(
            self.channel.tenant,
            at=self.at,
            about=about,
            region=narrowed.region,
            station=narrowed.stop,
            offset=page.offset,
            limit=page.limit,
        )
        with_timetables = narrowed.has_timetables
        regions = region_keys(fleets, at=self.at) if fleets else []
        return Response(
            [
                self.words.alert_to_wire(
                    each, regions=regions, with_timetables=with_timetables, at=self.at
                )
                for each in found
            ]
        )


class OperatingCalendar(InformingOperation):
    """GET /operator/operating-calendar (TOMP, operator information module)."""

    def get(self, request: Request) -> Response:
        """The seasons in which anything runs, for each region or for one station: from the
        timetables in force, in which a week without service ends a season; those that are over are
        left out. Fleets are open all the year."""
        narrowed = self.narrowed(request)
        today = self.at.astimezone(self.channel.tenant.zone).date()
        seasons = [
            self.words.season_to_wire(season, **_whose(narrowed, operation))
            for operation in self.operations(narrowed)
            for season in operation.seasons(since=today)
        ]
        always = Season(date(today.year, 1, 1), date(LAST_YEAR, 12, 31))
        seasons += [
            self.words.season_to_wire(always, **named)
            for names in self.names_of_fleets(narrowed).values()
            for named in names
        ]
        return Response(seasons)

    def operations(self, narrowed: Narrowed) -> list[Operation]:
        """When the stop, the region, or else every region of timetables is served."""
        if not narrowed.has_timetables:
            return []
        if narrowed.stop is not None:
            return read_operations_at(narrowed.stop)
        region = narrowed.region
        return read_operations([region] if region else list(regions_of(self.channel.tenant)))

    def names_of_fleets(self, narrowed: Narrowed) -> dict[int, list[dict[str, str]]]:
        """What rows about each fleet name: what was asked for, else each region where it operates,
        or nothing for a fleet without any."""
        fleets = narrowed.fleets
        if narrowed.whose or not fleets:
            return {fleet: [narrowed.whose] for fleet in fleets}
        kinds = (RegionKind.OPERATING,)
        keys = region_keys(fleets, at=self.at, kinds=kinds, coming=False)
        told = {
            fleet: [
                {"region": name} for name in names_of(each for each in keys if each.fleet == fleet)
            ]
            for fleet in fleets
        }
        return {fleet: names or [{}] for fleet, names in told.items()}


class OperatingHours(OperatingCalendar):
    """GET /operator/operating-hours (TOMP, operator information module)."""

    def get(self, request: Request) -> Response:
        """From the first departure to the last arrival of each of the coming seven days, for each
        region; at a station, to the last departure. Without service in these days, of the first
        seven days with service. Of fleets, when vehicles can be taken; what opens twice a day comes
        twice.

        Times are in the time zone of the operator, or of the fleet. An `endTime` that is not after
        the `startTime` is on the next day; 00:00 to 23:59 is a day without a break.
        """
        narrowed = self.narrowed(request)
        zone = self.channel.tenant.zone
        today = self.at.astimezone(zone).date()
        wire: list[Wire] = []
        for operation in self.operations(narrowed):
            week = operation.week(since=today, zone=zone)
            wire += self.words.hours_to_wire(week, **_whose(narrowed, operation))
        names = self.names_of_fleets(narrowed)
        for fleet_week in read_weeks(names, at=self.at) if names else []:
            for named in names[fleet_week.fleet.pk]:
                wire += self.words.spans_to_wire(fleet_week.spans, **named)
        return Response(wire)


class PricingPlans(InformingOperation):
    """GET /operator/pricing-plans (TOMP, operator information module)."""

    def get(self, request: Request) -> Response:
        """What the products on sale in this channel cost, VAT included: a plan for each fare, then
        the plans of the vehicles.

        A ticket is offered for every ride of the operator, so all its plans hold in every region
        and at every station of timetables. Where a price depends on the trip by more than its
        length, the plan tells the lowest one as an estimate; POST /plannings tells the price. A
        plan of vehicles without `regionId` holds wherever they are.
        """
        narrowed = self.narrowed(request)
        country = self.channel.tenant.country
        wire: list[Wire] = []
        if narrowed.has_timetables:
            found = read_price_list(self.channel, at=self.at)
            wire += self.words.fares_to_wire(found, country=country)
        return Response([*wire, *self._of_vehicles(narrowed, country)])

    def _of_vehicles(self, narrowed: Narrowed, country: str) -> list[Wire]:
        if not narrowed.fleets:
            return []
        plans = plans_of(self.channel.tenant, fleets=narrowed.fleets)
        held = [plan for plan in plans if narrowed.holds(plan)]
        told = self.words.plans_to_wire(held, rates=self.opened.rates, country=country)
        if narrowed.area is None or narrowed.area.polygon is None:
            return told
        return [plan for plan in told if plan.get("regionId") in (None, narrowed.asked.region)]


class AvailableAssets(InformingOperation):
    """GET /operator/available-assets (TOMP, operator information module)."""

    largest = MAX_PAGE_SIZE

    def get(self, request: Request) -> Response:
        """The vehicles that can be taken now, by type. `nrAvailable` counts all of a type, here or
        in the part that is asked for; `offset` and `limit` count the vehicles in `assets`, so that
        a type may come in several pages.

        Nobody chooses a vehicle of public transport: POST /plannings tells which rides there are.
        """
        narrowed = self.narrowed(request)
        rented = self._rented(narrowed)
        if not rented.fleets:
            return Response([])
        page, tenant = narrowed.asked.page, self.channel.tenant
        found = read_types(rented, offset=page.offset, limit=page.limit)
        station = narrowed.station.station_id if narrowed.station else ""
        rates = self.opened.rates
        return Response(
            [
                self.words.type_to_wire(each, station=station, rates=rates, country=tenant.country)
                for each in found
            ]
        )

    def _rented(self, narrowed: Narrowed) -> Narrowing:
        """The vehicles that are asked for; of a channel for trials those alone that it may rent
        out, as in planning."""
        asked = narrowed.vehicles
        if asked.fleets and self.channel.is_sandbox:
            return replace(asked, fleets=simulated_among(asked.fleets))
        return asked


def _whose(narrowed: Narrowed, operation: Operation) -> dict[str, str]:
    if narrowed.stop is not None:
        return {"station": narrowed.stop.stop_id}
    return {"region": operation.version.feed.reference}
