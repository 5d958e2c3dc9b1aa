"""Journeys in the words of TOMP 1.1: their options, bookings, legs and tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bookings.queries import BookingReading, LegReading
from bookings.states import LegState
from operators.timetable.itineraries import Ride, StopFacts
from protocols.tomp.conditions import conditions_of_booking, conditions_of_offer
from protocols.tomp.showing import rendered_of, token_data, token_life
from protocols.tomp.v1_1.words import BOOKING_STATE, LEG_STATE, asset_class_of
from protocols.tomp.versions import Version
from protocols.tomp.wire import number
from sales.models import Offer, Product, SalesChannel
from tickets.forms.rendering import Rendered
from tickets.models import Ticket


def option_to_wire(offer: Offer, *, channel: SalesChannel, with_ids: bool) -> dict[str, Any]:
    """`booking` that is offered; with ids it can be booked."""
    country = channel.tenant.country
    rides = offer.itinerary_rides()
    option = {
        "state": "NEW",
        "from": place_to_wire(rides[0].origin, country),
        "to": place_to_wire(rides[-1].destination, country),
        "pricing": _fare(offer, country),
        "legs": _option_legs(offer, rides, channel=channel, with_ids=with_ids),
    }
    return {"id": offer.reference, **option} if with_ids else option


def booking_to_wire(reading: BookingReading, *, version: Version, at: datetime) -> dict[str, Any]:
    """`booking` with its legs; the tickets of legs in use are in them."""
    booking = reading.booking
    offer = booking.offer
    rides = offer.itinerary_rides()
    country = booking.tenant.country
    wire = {
        "id": booking.reference,
        "state": BOOKING_STATE[booking.state_at(at)],
        "from": place_to_wire(rides[0].origin, country),
        "to": place_to_wire(rides[-1].destination, country),
        "legs": [leg_to_wire(leg, version=version) for leg in reading.legs],
        "pricing": _fare(offer, country),
    }
    if booking.customer is not None:
        wire["customer"] = {"id": booking.customer.external_id}
    return wire


def leg_to_wire(reading: LegReading, *, version: Version) -> dict[str, Any]:
    """`leg`, with `ticket` where there is a barcode to show."""
    leg = reading.leg
    tenant = leg.booking.tenant
    wire = {
        "id": leg.reference,
        "state": _leg_state(reading, version),
        **_ride(leg.ride_facts(), leg.booking.offer.product, tenant.zone, tenant.country),
        "legSequenceNumber": leg.sequence,
        "travelerReferenceNumbers": leg.traveller_references,
    }
    if conditions := conditions_of_booking(leg.booking):
        wire["conditions"] = conditions
    rendered = rendered_of(reading)
    if leg.ticket is not None and rendered is not None:
        wire["ticket"] = _token(leg.ticket, rendered)
    return wire


def place_to_wire(stop: StopFacts, country: str) -> dict[str, Any]:
    """`place` of a stop: coordinates always, GTFS id and station id."""
    return {
        "name": stop.name,
        "stationId": stop.stop_id,
        "stopReference": [{"type": "GTFS_STOP_ID", "id": stop.stop_id, "country": country}],
        "coordinates": {"lng": float(stop.longitude), "lat": float(stop.latitude)},
    }


def _option_legs(
    offer: Offer, rides: Sequence[Ride], *, channel: SalesChannel, with_ids: bool
) -> list[dict[str, Any]]:
    travellers = offer.offered_travellers()
    conditions = conditions_of_offer(offer, channel=channel)
    legs = []
    for sequence, offered in enumerate(offer.offered_legs(), start=1):
        people = travellers if offer.product.is_group_ticket else [travellers[offered.holder]]
        leg = {
            "state": "NOT_STARTED",
            **_ride(
                rides[offered.ride], offer.product, channel.tenant.zone, channel.tenant.country
            ),
            "legSequenceNumber": sequence,
            "travelerReferenceNumbers": [p.reference for p in people if p.reference],
        }
        if conditions:
            leg["conditions"] = conditions
        legs.append({"id": offered.reference, **leg} if with_ids else leg)
    return legs


def _ride(ride: Ride, product: Product, zone: ZoneInfo, country: str) -> dict[str, Any]:
    return {
        "from": place_to_wire(ride.origin, country),
        "to": place_to_wire(ride.destination, country),
        "departureTime": ride.departs_at.astimezone(zone).isoformat(),
        "arrivalTime": ride.arrives_at.astimezone(zone).isoformat(),
        "assetType": {
            "id": product.code,
            "assetClass": asset_class_of(ride.route_type),
            "sharedProperties": {
                "name": f"{ride.route_name} {ride.headsign}".strip(),
                "accessMethods": [product.tickets.symbology],
            },
        },
    }


def _fare(offer: Offer, country: str) -> dict[str, Any]:
    return {
        "estimated": False,
        "description": offer.product.name,
        "parts": [
            {
                "type": "FIXED",
                "name": part.title,
                "amount": number(part.amount),
                "amountExVat": number(part.amount - part.tax_amount),
                "currencyCode": offer.currency,
                "vatRate": number(offer.vat_rate),
                "vatCountryCode": country,
            }
            for part in offer.parts()
        ],
    }


def _leg_state(reading: LegReading, version: Version) -> str:
    """1.1.0 has no CANCELLED: such a leg is told in its last state, without a ticket."""
    if reading.state == LegState.CANCELLED and version.as_published:
        was_used = reading.leg.started_at is not None
        return LEG_STATE[LegState.IN_USE if was_used else LegState.PREPARING]
    return LEG_STATE[reading.state]


def _token(ticket: Ticket, rendered: Rendered) -> dict[str, Any]:
    """`token`: its times are those of this barcode, those of the right to travel are inside."""
    return {
        **token_life(rendered),
        "tokenType": ticket.ticket_type.symbology,
        "tokenData": token_data(ticket, rendered),
    }
