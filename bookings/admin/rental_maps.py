"""Where a rental began, where its vehicle was seen last, and where it ended."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils.safestring import SafeString

from bookings.models import Rental
from operators.admin.fleet.drawing import REGION_COLOURS, box_of
from operators.admin.fleet.maps import Dots, DrawnArea, Map, bounds_around, draw
from operators.fleet.states import RegionKind


class NamedPlace(NamedTuple):
    """A place of a rental; WGS 84 degrees."""

    name: str
    colour: str
    longitude: float
    latitude: float
    at: datetime | None


def places_of(rental: Rental) -> list[NamedPlace]:
    """In the order in which they were told; nobody follows a customer from street to street."""
    asked = (rental.from_longitude, rental.from_latitude)
    places = [NamedPlace("Asked for", "#15803d", *asked, rental.requested_at)]
    if rental.longitude is not None and rental.latitude is not None:
        seen = (rental.longitude, rental.latitude)
        places.append(NamedPlace("Vehicle seen last", "#2563eb", *seen, rental.seen_at))
    if rental.user_longitude is not None and rental.user_latitude is not None:
        said = (rental.user_longitude, rental.user_latitude)
        places.append(NamedPlace("Customer at the end", "#d97706", *said, rental.ended_at))
    return places


def map_of_rental(rental: Rental) -> SafeString:
    """Its places in the regions of the fleet around them."""
    places = places_of(rental)
    here = [(place.longitude, place.latitude) for place in places]
    regions = list(rental.asset.fleet.regions.boxing(*here[0]).order_by("pk"))
    areas = [
        DrawnArea(
            region.name,
            str(RegionKind(region.kind).label),
            region.area,
            REGION_COLOURS[RegionKind(region.kind)],
        )
        for region in regions
    ]
    bounds = bounds_around([box_of(region) for region in regions], here)
    assert bounds is not None  # there is one place at least
    dots = [Dots(one.name, one.colour, [(one.longitude, one.latitude)]) for one in places]
    return draw(Map(bounds, areas, [], dots))
