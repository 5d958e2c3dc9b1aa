"""The list of what can be booked for a segment (§6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from protocols.models import KeptTrip
from protocols.tripgo.addresses import part
from protocols.tripgo.errors import NotBookable
from protocols.tripgo.modes import mode_info, mode_of_rides
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.quick.choices import Choice
from protocols.tripgo.quick.fares import riders_of
from protocols.tripgo.quick.finding import choices_now
from protocols.tripgo.quick.wording import Phrases, phrases_for
from protocols.tripgo.trips.segments import Segment
from protocols.tripgo.trips.wording import words_for
from protocols.tripgo.why import Why
from protocols.tripgo.wire import major

REVIEW = "REVIEW"
DOLLARS = "USD"

Wire = dict[str, Any]


def list_options(
    operation: TripGoOperation, trip: KeptTrip, segment: Segment, *, first: int, most: int
) -> list[Wire]:
    """The options from the `first` on, at most so many; `index` and `count` are those of all.

    NotBookable in place of an empty list, which older apps cannot read; and as `choices_now`.
    """
    choices = choices_now(operation, trip, segment)
    shown = choices[first - 1 : first - 1 + most]
    if not shown:
        raise _too_far(len(choices))
    path = segment_path(trip, segment)
    return [
        {
            "index": index,
            "count": len(choices),
            **option_to_wire(operation, choice, segment, f"{path}/quick/{part(choice.code)}"),
            **_update(operation, choices, f"{path}/update/{part(choice.code)}"),
        }
        for index, choice in enumerate(shown, start=first)
    ]


def option_to_wire(operation: TripGoOperation, choice: Choice, segment: Segment, path: str) -> Wire:
    """One option, which is booked by a POST to that path."""
    phrases = phrases_for(operation.request)
    fares = [fare.to_wire() for fare in choice.fares]
    told = {
        "title": choice.product.name,
        "subtitle": choice.subtitle or way_of(segment, phrases),
        "bookingTitle": phrases.book.format(name=choice.product.name),
        **booking_members(operation, path),
        "productID": choice.code,
        **price_members(choice),
        "input": [field.to_wire() for field in choice.fields],
        "fares": fares,
        "tickets": fares,
        "riders": riders_of(choice.fares),
        "singleFareOnly": choice.is_single,
        "fareGroups": [],
        "modeInfo": mode_of(operation, segment),
    }
    if choice.picture_url:
        told["imageURL"] = choice.picture_url
    if choice.seconds_until is not None:
        told["ETA"] = choice.seconds_until
    return told


def booking_members(operation: TripGoOperation, path: str) -> Wire:
    """How an option is booked; apps do nothing on submit where one of these is missing."""
    return {
        "bookingURL": operation.absolute(path),
        "bookingURLIsDeepLink": False,
        "bookingResponseType": REVIEW,
        "billingEnabled": True,
    }


def price_members(choice: Choice) -> Wire:
    """What is preselected costs so much, in the main unit; in dollars where it is sold in them. The
    text has the rates of a vehicle as well."""
    told: Wire = {"price": major(choice.amount), "priceString": choice.price}
    return {**told, "USDPrice": told["price"]} if choice.currency == DOLLARS else told


def mode_of(operation: TripGoOperation, segment: Segment) -> Wire:
    """`modeInfo` of all that a booking of the segment is for."""
    names = words_for(operation.request).modes
    if len(segment.rides) > 1:
        return mode_info(mode_of_rides(segment.rides), names=names)
    return mode_info(segment.mode, tint=segment.colour, names=names)


def way_of(segment: Segment, phrases: Phrases) -> str:
    """From where to where, by the names of the places; empty where they have none."""
    origin = segment.origin.name
    destination = segment.rides[-1].destination.name if segment.rides else segment.destination.name
    if not (origin and destination):
        return ""
    return phrases.product_of.format(origin=origin, destination=destination)


def name_of(segment: Segment, phrases: Phrases) -> str:
    """A part of the trip, for people."""
    return way_of(segment, phrases) or segment.operator or segment.id


def segment_path(trip: KeptTrip, segment: Segment) -> str:
    """Where a segment is booked, below the base."""
    return f"booking/v1/{trip.reference}/{part(segment.id)}"


def _update(operation: TripGoOperation, choices: Sequence[Choice], path: str) -> Wire:
    """The trip as if this product were chosen, where there is another one to choose."""
    return {"tripUpdateURL": operation.absolute(path)} if len(choices) > 1 else {}


def _too_far(count: int) -> NotBookable:
    return NotBookable(Why.ONE_OFFER if count == 1 else Why.FEWER_OFFERS, count=count)
