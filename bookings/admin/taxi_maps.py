"""Where taxis are wanted, and where they are."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from bookings.models import TaxiRide
from operators.admin.fleet.drawing import REGION_COLOURS, box_of
from operators.admin.fleet.maps import Dots, DrawnArea, Map, bounds_around, draw
from operators.fleet.models import Asset, Region
from operators.fleet.states import RegionKind
from operators.fleet.taxis import TaxiPlace

WANTED, AWAITED, TAXI, RIDING, FREE, GOAL = (
    "#dc2626",
    "#d97706",
    "#2563eb",
    "#9333ea",
    "#15803d",
    "#475569",
)


def map_of_board(
    rides: Sequence[TaxiRide], free: Sequence[Asset], regions: Sequence[Region]
) -> SafeString | None:
    """Every pick-up that is still to come, and every taxi; None where there is nothing to show."""
    looking = [ride for ride in rides if ride.accepted_at is None]
    awaited = [ride for ride in rides if ride.accepted_at is not None and ride.started_at is None]
    under_way = [ride for ride in rides if ride.started_at is not None]
    dots = [
        _pick_ups("Wanted, no driver yet", WANTED, looking),
        _pick_ups("Wanted, a taxi comes", AWAITED, awaited),
        _taxis("Taxi on its way", TAXI, awaited),
        _goals("Under way to here", RIDING, under_way),
        Dots(
            "Taxi with a driver",
            FREE,
            [_place_of(asset) for asset in free],
            [f"{asset.asset_id}: {asset.driver.name}" for asset in free],
        ),
    ]
    return _draw([each for each in dots if each.places], regions)


def map_of_ride(ride: TaxiRide, regions: Sequence[Region]) -> SafeString | None:
    """From where to where, and where the taxi was seen last."""
    trip = ride.ordered_trip()
    dots = [
        Dots("Pick-up", WANTED, [_spot(trip.origin)]),
        Dots("Destination", GOAL, [_spot(trip.destination)]),
        _taxis("Taxi seen last", TAXI, [ride]),
    ]
    return _draw([each for each in dots if each.places], regions)


def _draw(dots: Sequence[Dots], regions: Sequence[Region]) -> SafeString | None:
    places = [place for each in dots for place in each.places]
    bounds = bounds_around([box_of(region) for region in regions], places)
    if bounds is None:
        return None
    areas = [
        DrawnArea(
            region.name,
            str(RegionKind(region.kind).label),
            region.area,
            REGION_COLOURS[RegionKind(region.kind)],
        )
        for region in regions
    ]
    return draw(Map(bounds, areas, [], dots))


def _pick_ups(name: str, colour: str, rides: Sequence[TaxiRide]) -> Dots:
    places = [_spot(ride.ordered_trip().origin) for ride in rides]
    return Dots(name, colour, places, [_title(ride) for ride in rides])


def _goals(name: str, colour: str, rides: Sequence[TaxiRide]) -> Dots:
    places = [_spot(ride.ordered_trip().destination) for ride in rides]
    return Dots(name, colour, places, [_title(ride) for ride in rides])


def _taxis(name: str, colour: str, rides: Sequence[TaxiRide]) -> Dots:
    seen = [
        (ride, (ride.longitude, ride.latitude))
        for ride in rides
        if ride.longitude is not None and ride.latitude is not None
    ]
    return Dots(name, colour, [place for _, place in seen], [_title(ride) for ride, _ in seen])


def _title(ride: TaxiRide) -> str:
    trip, taxi = ride.ordered_trip(), ride.vehicle.get("asset_id", "")
    goal = trip.destination.name or trip.destination.address
    return " ".join(filter(None, [taxi, f"{ride.pick_up_at:%H:%M} UTC", goal]))


def _spot(place: TaxiPlace) -> tuple[float, float]:
    return place.longitude, place.latitude


def _place_of(asset: Asset) -> tuple[float, float]:
    assert asset.longitude is not None
    assert asset.latitude is not None
    return asset.longitude, asset.latitude
