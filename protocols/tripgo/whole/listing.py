"""The one option of a whole trip, and where a trip tells of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from protocols.models import KeptTrip
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.quick.choices import price_with_rates
from protocols.tripgo.quick.fares import riders_of
from protocols.tripgo.quick.listing import booking_members, mode_of
from protocols.tripgo.quick.wording import phrases_for
from protocols.tripgo.trips.segments import Segment
from protocols.tripgo.whole.choices import Stage, fares_of, fields_of
from protocols.tripgo.wire import major

ALL = "all"
"""In place of a segment and of a product: all of them."""

Wire = dict[str, Any]


def whole_to_wire(operation: TripGoOperation, trip: KeptTrip, stages: Sequence[Stage]) -> Wire:
    """The option: its fares are sums over all parts, with the usual product of each. NotBookable
    as `fares_of`."""
    phrases = phrases_for(operation.request)
    fares = fares_of([(stage, stage.usual) for stage in stages])
    told = [fare.to_wire() for fare in fares]
    amount = sum((fare.amount * fare.preset for fare in fares), Decimal(0))
    rates = [rate for stage in stages for rate in stage.usual.rates]
    return {
        "index": 1,
        "count": 1,
        "title": phrases.whole_trip,
        "subtitle": " + ".join(stage.usual.product.name for stage in stages),
        "bookingTitle": phrases.book_whole,
        **booking_members(operation, f"{whole_path(trip)}/{ALL}"),
        "productID": ALL,
        "price": major(amount),
        "priceString": price_with_rates(amount, fares[0].currency, rates, phrases),
        "input": [field.to_wire() for field in fields_of(stages)],
        "fares": told,
        "tickets": told,
        "riders": riders_of(fares),
        "singleFareOnly": len(fares) == 1,
        "fareGroups": [],
        "modeInfo": mode_of(operation, stages[0].segment),
    }


def booking_of_trip(
    operation: TripGoOperation,
    trip: KeptTrip,
    segments: Sequence[Segment],
    booked: Collection[str] = (),
    *,
    stopped: Collection[str] = (),
) -> Wire | None:
    """`booking` of a trip, a member of ours: where all of it is booked at once. None where fewer
    than two parts can be booked, where one of them is booked by now (`booked`: ids of segments) or
    does not run (`stopped`), or for a key that may not book."""
    bookable = [segment for segment in segments if segment.is_bookable]
    is_begun = any(segment.bookable_until < operation.at for segment in bookable)
    is_booked = any(segment.id in (*booked, *stopped) for segment in bookable)
    if len(bookable) < 2 or is_begun or is_booked or not operation.allows_bookings:
        return None
    url = operation.absolute(whole_path(trip))
    title = phrases_for(operation.request).book_whole
    return {"title": title, "quickBookingsUrl": url, "quickBookingUrl": url}


def whole_path(trip: KeptTrip) -> str:
    """Where all of a trip is listed, below the base."""
    return f"booking/v1/{trip.reference}/{ALL}/quick"
