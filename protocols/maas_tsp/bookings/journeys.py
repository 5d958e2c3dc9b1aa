"""Trips by the timetable, booked."""

from __future__ import annotations

from typing import Any

from bookings.queries import BookingReading
from protocols.maas_tsp.bookings.tokens import Span, span_of, tickets_of, token_of_journey
from protocols.maas_tsp.legs import leg_to_wire
from protocols.maas_tsp.meta import rides_meta
from protocols.maas_tsp.modes import mode_of_rides
from protocols.maas_tsp.places import stop_to_wire
from protocols.maas_tsp.terms import journey_terms, validity_to_wire


def journey_members(reading: BookingReading) -> dict[str, Any]:
    """`leg` from the first stop to the last, `meta` with the rides, `terms` and `token`."""
    offer = reading.booking.offer
    rides = offer.itinerary_rides()
    mode = mode_of_rides(rides)
    tickets = tickets_of(reading.legs)
    valid = span_of(tickets) if tickets else Span(rides[0].departs_at, rides[-1].arrives_at)
    return {
        "leg": leg_to_wire(
            mode,
            rides[0].departs_at,
            rides[-1].arrives_at,
            origin=stop_to_wire(rides[0].origin),
            destination=stop_to_wire(rides[-1].destination),
        ),
        "meta": {**rides_meta(mode, rides), **_extras(reading)},
        "terms": journey_terms(
            validity_to_wire(*valid),
            rule=offer.cancellation,
            fee=offer.cancellation_fee,
            currency=offer.currency,
        ),
        "token": token_of_journey(reading.legs),
    }


def _extras(reading: BookingReading) -> dict[str, Any]:
    """What goes along with it, by the ids of the choices; a member of ours."""
    known = {
        f"{extra.category}-{extra.number}": extra.name
        for leg in reading.legs
        for extra in leg.ancillaries
    }
    told = [{"id": choice, "name": name} for choice, name in known.items()]
    return {"extras": told} if told else {}
