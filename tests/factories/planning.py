"""Planning as tests ask for it: between stops by id, at local times of Amsterdam."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from operators.timetable.planner import plan_itineraries
from tests.factories.gtfs import DAILY, calendar, small_feed
from tests.factories.timetable import stop_group

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(text):
    """A moment in Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def plan(feed, departs_after, origin="market", destination="beach", **more):
    itineraries = plan_itineraries(
        feed.tenant,
        origin=stop_group(feed.tenant, origin),
        destination=stop_group(feed.tenant, destination),
        departs_after=at(departs_after),
        **more,
    )
    return [ride for itinerary in itineraries for ride in itinerary.rides]


def times(rides):
    """Trip, departure and arrival, as read in Amsterdam."""
    return [
        (
            ride.trip_id,
            f"{ride.departs_at.astimezone(AMSTERDAM):%m-%d %H:%M}",
            f"{ride.arrives_at.astimezone(AMSTERDAM):%m-%d %H:%M}",
        )
        for ride in rides
    ]


def trips(rides):
    return [ride.trip_id for ride in rides]


def without_trips():
    """The small feed with nothing running yet, and a service for every day."""
    rows = small_feed()
    rows["trips.txt"], rows["stop_times.txt"] = [], []
    rows["calendar.txt"].append(calendar("daily", DAILY))
    return rows
