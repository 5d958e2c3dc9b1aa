"""What fares ask of a trip: places, networks, times, zones and distance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from operators.timetable.itineraries import Itinerary, Ride, StopFacts
from sales.catalogue.bands import TimeSpan
from sales.catalogue.geography import FareArea, FareNetwork
from sales.errors import NoFare
from tickets.models.ticket import MAX_ZONES

METRES_PER_KM = 1000


@dataclass(frozen=True, slots=True)
class Hop:
    """One ride, with the areas, networks and time bands that it meets, by id."""

    ride: Ride
    origin_areas: frozenset[int] = frozenset()
    destination_areas: frozenset[int] = frozenset()
    networks: frozenset[int] = frozenset()
    bands: frozenset[int] = frozenset()
    arrival_bands: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Trip:
    """The rides of an itinerary, and what they are together."""

    hops: tuple[Hop, ...]
    date: date
    """Day of the departure, in the tenant's zone."""
    zones: int
    km: int | None
    """Kilometres that are begun; None where nobody measured them."""
    metres: int | None
    names: Mapping[int, str] = field(default_factory=dict)
    """Names of areas."""
    band_names: Mapping[int, str] = field(default_factory=dict)
    standing_bands: frozenset[int] = frozenset()
    """Time bands of the first moment of use, where no ride is named."""

    @property
    def bands(self) -> frozenset[int]:
        """Time bands of the departure."""
        return self.hops[0].bands if self.hops else self.standing_bands


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Areas, networks and time bands that the fares of a plan speak of, and the clock for them."""

    zone: ZoneInfo
    areas: Sequence[FareArea] = ()
    networks: Sequence[FareNetwork] = ()
    spans: Sequence[TimeSpan] = ()

    def survey(self, itinerary: Itinerary) -> Trip:
        """Look at a trip. NoFare if it touches more zones than a ticket can carry."""
        metres = count_metres(itinerary.rides)
        return Trip(
            hops=tuple(self._hop(ride) for ride in itinerary.rides),
            date=itinerary.departs_at.astimezone(self.zone).date(),
            zones=count_zones(itinerary.rides),
            km=None if metres is None else -(-metres // METRES_PER_KM),
            metres=metres,
            names={area.pk: area.name for area in self.areas},
            band_names={span.band_id: span.band.name for span in self.spans},
        )

    def stand(self, starts_at: datetime) -> Trip:
        """What is known of a sale without rides: when its ticket begins."""
        return Trip(
            hops=(),
            date=starts_at.astimezone(self.zone).date(),
            zones=0,
            km=None,
            metres=None,
            band_names={span.band_id: span.band.name for span in self.spans},
            standing_bands=self._bands(starts_at),
        )

    def _hop(self, ride: Ride) -> Hop:
        return Hop(
            ride,
            origin_areas=self._areas(ride.origin),
            destination_areas=self._areas(ride.destination),
            networks=frozenset(n.pk for n in self.networks if ride.route_id in n.route_ids),
            bands=self._bands(ride.departs_at),
            arrival_bands=self._bands(ride.arrives_at),
        )

    def _areas(self, stop: StopFacts) -> frozenset[int]:
        return frozenset(
            area.pk for area in self.areas if area.holds(stop_id=stop.stop_id, zone_id=stop.zone_id)
        )

    def _bands(self, moment: datetime) -> frozenset[int]:
        return frozenset(span.band_id for span in self.spans if span.holds(moment, self.zone))


def count_zones(rides: Iterable[Ride]) -> int:
    """How many different zones the rides touch; a feed without zones counts as one.

    NoFare for a trip through more zones than the barcode of a ticket can carry.
    """
    zones = {zone for ride in rides for zone in ride.zone_ids}
    if len(zones) > MAX_ZONES:
        raise NoFare(f"The trip touches more than {MAX_ZONES} zones; no ticket can carry them.")
    return len(zones) or 1


def count_metres(rides: Sequence[Ride]) -> int | None:
    """The length of all rides together; None if one of them was not measured."""
    lengths = [ride.distance_metres for ride in rides]
    return sum(lengths) if all(lengths) else None
