"""Which itineraries connect two places. Two queries, whatever there is to find."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from operators.tenancy.models import Tenant
from operators.timetable.itineraries import Itinerary
from operators.timetable.planning.network import Network, read_network
from operators.timetable.planning.rides import read_rides
from operators.timetable.planning.scans import NEVER
from operators.timetable.planning.search import LONGEST_WAIT, Search, Way
from operators.timetable.stops import StopGroup

HORIZON = timedelta(hours=24)
"""How long after the wished departure, or before the wished arrival, the first ride may leave."""
WAIT = timedelta(seconds=LONGEST_WAIT)
SECOND = timedelta(seconds=1)
Places = tuple[int, StopGroup, StopGroup]
"""The tenant's key, from where, and to where."""


def plan_itineraries(
    tenant: Tenant,
    *,
    origin: StopGroup,
    destination: StopGroup,
    departs_after: datetime | None = None,
    arrives_before: datetime | None = None,
    limit: int = 5,
    horizon: timedelta = HORIZON,
) -> list[Itinerary]:
    """Find the itineraries of one ride, or of two with a change, that nobody would refuse.

    With `departs_after` the next ones: they leave at that moment or later but within `horizon`,
    and arrive at `arrives_before` at the latest where that is told too; in the order of
    departure. With `arrives_before` alone the last ones that make it, leaving within `horizon`
    before it; in the order of arrival. ValueError where neither is told.

    An itinerary that is dominated is left out: another one leaves no earlier, arrives no later,
    has no more changes, and is better in one of the three. Of itineraries with the same times
    every route, and every pair of routes, comes once. On trips that call twice the ride is the
    shortest one.

    Riders change at one stop, within a station, or where transfers.txt says so, between rides of
    one feed; rides of all feeds in force of the tenant are looked at. A change takes what
    transfers.txt tells of its stops, before their stations: minimum_seconds; 0 where it is timed;
    otherwise CHANGE_SECONDS, and between stops apart the walk along a straight line. Nobody waits
    for longer than LONGEST_WAIT. Where origin and destination share a stop, or are zones with more
    than MOST_PAIRS pairs of stops, only direct rides are found. Within these bounds the search is
    exact. Trips of earlier service days that run past midnight count as well. Empty if nothing
    runs. Times are aware; results are in UTC.
    """
    places = (tenant.pk, origin, destination)
    for _ in range(2):
        if departs_after is not None:
            network, ways = ways_onward(places, departs_after, arrives_before, limit, horizon)
        elif arrives_before is not None:
            network, ways = ways_backward(places, arrives_before, limit, horizon)
        else:
            raise ValueError("Say when to leave or when to arrive.")
        itineraries = list(itineraries_of(network, ways))
        # A new version that came into force between the two queries takes the old rows away.
        if len(itineraries) == len(ways):
            break
    return itineraries


def ways_onward(
    places: Places, after: datetime, before: datetime | None, limit: int, horizon: timedelta
) -> tuple[Network, list[Way]]:
    """The next ways that leave at a moment or later, and arrive in time where that is told."""
    low, until = whole_second(after), after + horizon
    network = network_between(places, low=low, high=until + WAIT, onward=True)
    latest = NEVER if before is None else (before - low) // SECOND
    # Who leaves within the last second, leaves before its end.
    return network, Search(network, 0, latest).next_ways(limit, until=-((low - until) // SECOND))


def ways_backward(
    places: Places, before: datetime, limit: int, horizon: timedelta
) -> tuple[Network, list[Way]]:
    """The last ways that arrive at a moment or before."""
    low = whole_second(before - horizon)
    network = network_between(places, low=low, high=before, onward=False)
    return network, Search(network, 0, (before - low) // SECOND).last_ways(limit)


def network_between(places: Places, *, low: datetime, high: datetime, onward: bool) -> Network:
    tenant_id, origin, destination = places
    return read_network(tenant_id, origin, destination, low=low, high=high, onward=onward)


def whole_second(moment: datetime) -> datetime:
    """Timetables know no fractions; what leaves within this second has left before the next."""
    moment = moment.astimezone(UTC)
    return moment if not moment.microsecond else moment.replace(microsecond=0) + SECOND


def itineraries_of(network: Network, ways: list[Way]) -> Iterator[Itinerary]:
    if not ways:
        return
    rides = read_rides([ride for way in ways for ride in way], zero=network.zero)
    for way in ways:
        if all(ride in rides for ride in way):
            yield Itinerary(tuple(rides[ride] for ride in way))
