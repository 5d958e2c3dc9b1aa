"""Segment templates: what segments of several trips may have in common (reference §8.3)."""

from __future__ import annotations

from typing import Any

from protocols.tripgo.areas import encode_polyline
from protocols.tripgo.modes import VEHICLE, family_of, mode_info
from protocols.tripgo.trips.segments import Segment, SegmentKind, Spot
from protocols.tripgo.trips.wording import TripWords
from protocols.tripgo.wire import colour, hash_of, major, omit_none

Wire = dict[str, Any]
DECIMALS = 6
"""Of degrees: a tenth of a metre."""
RIDE_NOTES = "<LINE_NAME>\n<DIRECTION>\n<STOPS>"


def template_of(segment: Segment, words: TripWords, *, accuracy: str) -> Wire:
    """`segmentTemplates[]`, with its hash code. Moments stand in it as such, for whoever writes
    them out. `accuracy`: of its cost."""
    name = _own_name(segment)
    look = mode_info(segment.mode, alt=name, tint=segment.colour, names=words.modes)
    told = {
        "type": "scheduled" if segment.kind is SegmentKind.RIDE else "unscheduled",
        "visibility": "in summary",
        "modeIdentifier": family_of(segment.mode),
        "modeInfo": look,
        "from": location_of(segment.origin),
        "to": location_of(segment.destination),
        "action": words.action(segment.kind),
        "mini": mini_of(segment, look["alt"]),
        "metres": segment.metres,
        "localCost": _cost(segment, accuracy),
        **(_of_ride(segment) if segment.ride else _of_street(segment)),
    }
    told = omit_none(told)
    return {"hashCode": hash_of(told), **told}


def location_of(spot: Spot) -> Wire:
    """A place as apps read it."""
    return omit_none(
        {
            "lat": round(spot.latitude, DECIMALS),
            "lng": round(spot.longitude, DECIMALS),
            "name": spot.name or None,
            "address": spot.address or spot.name or None,
            "stopCode": spot.stop_id or None,
        }
    )


def mini_of(segment: Segment, alt: str) -> Wire:
    """The shortest words for it."""
    if segment.ride is None:
        return {"instruction": alt, "mainValue": "<DURATION>"}
    return {"instruction": alt, "mainValue": segment.ride.route_name or alt}


def _own_name(segment: Segment) -> str:
    """Taxis and vehicles are known by the name of their fleet."""
    return segment.operator if segment.fleet is not None else ""


def _cost(segment: Segment, accuracy: str) -> Wire | None:
    if segment.price is None:
        return None
    return {
        "cost": major(segment.price.amount),
        "currency": segment.price.currency,
        "accuracy": accuracy,
    }


def _of_street(segment: Segment) -> Wire:
    ends = [(spot.latitude, spot.longitude) for spot in (segment.origin, segment.destination)]
    street = {"encodedWaypoints": encode_polyline(ends), "metres": segment.metres}
    told: Wire = {"streets": [street]}
    if segment.kind is SegmentKind.WALK:
        told["turn-by-turn"] = "WALKING"
    if segment.kind is SegmentKind.VEHICLE and segment.mode.startswith(VEHICLE):
        told["turn-by-turn"] = "CYCLING"
    return told


def _of_ride(segment: Segment) -> Wire:
    ride = segment.ride
    assert ride is not None
    operator = segment.operator or None
    places = [(call.latitude, call.longitude) for call in segment.calls] or [
        (spot.latitude, spot.longitude) for spot in (segment.origin, segment.destination)
    ]
    shape = {
        "encodedWaypoints": encode_polyline(places),
        "travelled": True,
        "serviceTripID": ride.trip_id,
        **service_of(segment),
        "operator": operator,
        "routeID": ride.route_id,
        "stops": [_stop(segment, place) for place in range(len(segment.calls))] or None,
    }
    return {
        "notes": RIDE_NOTES,
        "stopCode": segment.origin.stop_id,
        "endStopCode": segment.destination.stop_id,
        "operator": operator,
        "serviceOperator": operator,
        "operatorID": ride.agency_id or None,
        "shapes": [omit_none(shape)],
    }


def service_of(segment: Segment) -> Wire:
    """What passengers know a ride by."""
    ride = segment.ride
    assert ride is not None
    return {
        "serviceName": ride.route_name or None,
        "serviceNumber": ride.route_name or None,
        "serviceDirection": ride.headsign or None,
        "serviceColor": colour(segment.colour) if segment.colour else None,
    }


def _stop(segment: Segment, place: int) -> Wire:
    call = segment.calls[place]
    return {
        "code": call.stop_id,
        "name": call.name,
        "lat": round(call.latitude, DECIMALS),
        "lng": round(call.longitude, DECIMALS),
        **({"arrival": call.arrives_at} if place else {}),
        **({"departure": call.departs_at} if place < len(segment.calls) - 1 else {}),
    }
