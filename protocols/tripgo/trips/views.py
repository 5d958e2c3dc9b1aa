"""Planning trips, and asking for them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from protocols.tripgo.errors import Unusable
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.trips.answering import answer_trip, answer_trips
from protocols.tripgo.trips.described import plan, plan_by_body, show_trip, update_trip
from protocols.tripgo.trips.planning.requests import (
    RoutingQuery,
    body_members,
    query_members,
    understand,
)
from protocols.tripgo.trips.planning.searching import plan_trips
from protocols.tripgo.trips.segments import with_rides
from protocols.tripgo.trips.store import Asked, find_trip, keep_all
from sales.catalogue.ranges import read_range


class Routing(TripGoOperation):
    """/v1/routing.json: trips between two places (reference §8.3)."""

    is_of_bookings = False

    @plan
    def get(self, request: Request) -> Response:
        """Plan trips: by the timetable, by taxi, by shared vehicle and on foot, and by what
        combines them. Each is kept under its id until a day after its end, so that it can be
        booked and asked for again. No trip, an empty list of groups."""
        return self._plan(query_members(request._request.GET))

    @plan_by_body
    def post(self, request: Request) -> Response:
        """The same with the members in a body, and places as objects or as text."""
        if not isinstance(request.data, Mapping):
            raise Unusable("body", "Send a JSON object.")
        return self._plan(body_members(request.data))

    def _plan(self, told: dict[str, Any]) -> Response:
        wish = understand(self.read(RoutingQuery, told), at=self.at)
        opened = read_range(self.caller.channel_id, at=self.at)
        plans = [with_rides(plan) for plan in plan_trips(opened, wish)]
        asked = Asked(wish.origin, wish.destination, wish.time, wish.is_departure)
        trips = keep_all(opened.channel, plans, asked=asked, at=self.at)
        return answer_trips(self, list(zip(trips, plans, strict=True)), asked)


class Trip(TripGoOperation):
    """/v1/trip/{id}: a trip that was planned here (reference §8.3)."""

    is_of_bookings = False

    @show_trip
    def get(self, request: Request, trip: str) -> Response:
        """The trip as it goes now: expected times, where vehicles are, and the traveller's own
        bookings."""
        return answer_trip(self, find_trip(self.channel, trip))


class TripUpdate(TripGoOperation):
    """/v1/trip/update/{id}: what has changed of a trip (reference §8.3)."""

    is_of_bookings = False

    @update_trip
    def get(self, request: Request, trip: str) -> Response:
        """As `trip/{id}`; with an empty body where `hash` is still that of the trip."""
        return answer_trip(self, find_trip(self.channel, trip))
