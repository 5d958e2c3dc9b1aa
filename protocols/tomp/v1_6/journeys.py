"""Journeys in the words of TOMP 1.6: their options, bookings, legs and tickets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bookings.queries import BookingReading, LegReading
from bookings.states import LegState
from operators.timetable.itineraries import Ride
from protocols.tomp.conditions import conditions_of_booking, conditions_of_offer
from protocols.tomp.showing import rendered_of
from protocols.tomp.v1_6.customer_facts import customer_to_wire
from protocols.tomp.v1_6.stops import stop_to_wire
from protocols.tomp.v1_6.tokens import token_to_wire
from protocols.tomp.v1_6.words import (
    ACCESS_METHOD,
    BOOKING_STATE,
    LEG_STATE,
    OFFERED,
    OTHER_CLASS,
    OTHER_SUB_CLASS,
    asset_class_of,
)
from protocols.tomp.versions import Version
from protocols.tomp.wire import number, utc
from sales.models import Offer, Product, SalesChannel
from tickets.forms.symbols import Symbology


class Told(Protocol):
    """What travels along: an ancillary of a product, or one that was added to a leg."""

    @property
    def category(self) -> str: ...

    @property
    def number(self) -> str: ...

    @property
    def name(self) -> str: ...


def option_to_wire(offer: Offer, *, channel: SalesChannel, with_ids: bool) -> dict[str, Any]:
    """`booking` that is offered; with ids it can be booked."""
    tenant, rides = channel.tenant, offer.itinerary_rides()
    option = {
        "state": OFFERED,
        "from": stop_to_wire(rides[0].origin, tenant.country),
        "to": stop_to_wire(rides[-1].destination, tenant.country),
        **_times(rides, tenant.zone),
        "pricing": _fare(offer, tenant.country),
        "legs": _option_legs(offer, rides, channel=channel, with_ids=with_ids),
    }
    return {"id": offer.reference, **option} if with_ids else option


def booking_to_wire(reading: BookingReading, *, version: Version, at: datetime) -> dict[str, Any]:
    """`booking` with its legs; the tickets of legs in use are in them."""
    booking = reading.booking
    tenant, rides = booking.tenant, booking.offer.itinerary_rides()
    wire = {
        "id": booking.reference,
        "state": BOOKING_STATE[booking.state_at(at)],
        "from": stop_to_wire(rides[0].origin, tenant.country),
        "to": stop_to_wire(rides[-1].destination, tenant.country),
        **_times(rides, tenant.zone),
        **_course(reading.legs),
        "pricing": _fare(booking.offer, tenant.country),
        "legs": [leg_to_wire(leg, version=version) for leg in reading.legs],
    }
    if booking.customer is not None:
        wire["customer"] = customer_to_wire(booking.customer)
    return wire


def leg_to_wire(reading: LegReading, *, version: Version) -> dict[str, Any]:
    """`leg`. Where there is a barcode to show it is the `ticket` that an inspector reads, and what
    opens a gate as well, so it is among `allAssetAccessData`."""
    leg = reading.leg
    booking, tenant = leg.booking, leg.booking.tenant
    wire = {
        "id": leg.reference,
        "state": _state(reading),
        **_ride(leg.ride_facts(), booking.offer.product, tenant.zone, tenant.country),
        **_course([reading]),
        "legSequenceNumber": leg.sequence,
        "travelerReferenceNumbers": leg.traveller_references,
    }
    _add_extras(wire, reading.ancillaries)
    if conditions := conditions_of_booking(booking):
        wire["conditions"] = conditions
    rendered = rendered_of(reading)
    if leg.ticket is not None and rendered is not None:
        wire["ticket"] = token_to_wire(leg.ticket, rendered)
        wire["allAssetAccessData"] = [wire["ticket"]]
    return wire


def _option_legs(
    offer: Offer, rides: Sequence[Ride], *, channel: SalesChannel, with_ids: bool
) -> list[dict[str, Any]]:
    tenant, travellers = channel.tenant, offer.offered_travellers()
    conditions = conditions_of_offer(offer, channel=channel)
    legs = []
    for sequence, offered in enumerate(offer.offered_legs(), start=1):
        people = travellers if offer.is_group_ticket else [travellers[offered.holder]]
        leg = {
            "state": LEG_STATE[LegState.NOT_STARTED],
            **_ride(rides[offered.ride], offer.product, tenant.zone, tenant.country),
            "legSequenceNumber": sequence,
            "travelerReferenceNumbers": [each.reference for each in people if each.reference],
        }
        _add_extras(leg, offer.product.ancillaries.all())
        if conditions:
            leg["conditions"] = conditions
        legs.append({"id": offered.reference, **leg} if with_ids else leg)
    return legs


def _ride(ride: Ride, product: Product, zone: ZoneInfo, country: str) -> dict[str, Any]:
    return {
        "from": stop_to_wire(ride.origin, country),
        "to": stop_to_wire(ride.destination, country),
        **_times([ride], zone),
        "assetType": {
            "id": product.code,
            **_class_of(ride),
            "sharedProperties": {
                "name": f"{ride.route_name} {ride.headsign}".strip(),
                "accessMethods": [ACCESS_METHOD[Symbology(product.tickets.symbology)]],
            },
        },
    }


def _class_of(ride: Ride) -> dict[str, str]:
    told = asset_class_of(ride.route_type)
    wire = {"assetClass": told}
    return {**wire, "assetSubClass": OTHER_SUB_CLASS} if told == OTHER_CLASS else wire


def _add_extras(leg: dict[str, Any], extras: Iterable[Told]) -> None:
    """`ancillaries`: those that can be added to the leg of an option, and those that were added to
    one that is booked."""
    told = [
        {"category": each.category, "number": each.number, "memo": each.name} for each in extras
    ]
    if told:
        leg["assetType"]["sharedProperties"]["ancillaries"] = told


def _times(rides: Sequence[Ride], zone: ZoneInfo) -> dict[str, str]:
    """By the timetable, with the offset of the tenant's zone."""
    return {
        "departureTime": rides[0].departs_at.astimezone(zone).isoformat(),
        "arrivalTime": rides[-1].arrives_at.astimezone(zone).isoformat(),
    }


def _course(legs: Sequence[LegReading]) -> dict[str, str]:
    """When the use began and ended, as far as somebody said so."""
    begun = [each.leg.started_at for each in legs if each.leg.started_at]
    ended = [each.leg.closed_at for each in legs if each.state == LegState.FINISHED]
    course = {"actualDepartureTime": utc(min(begun))} if begun else {}
    closed = [moment for moment in ended if moment is not None]
    if begun and len(closed) == len(legs):
        course["actualArrivalTime"] = utc(max(closed))
    return course


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
                **({"kind": "DISCOUNT"} if part.amount < 0 else {}),
            }
            for part in offer.parts()
        ],
    }


def _state(reading: LegReading) -> str:
    """A ride waits until the traveller is about to leave, which PREPARE says."""
    if reading.state == LegState.PREPARING and reading.leg.prepared_at is None:
        return LEG_STATE[LegState.NOT_STARTED]
    return LEG_STATE[reading.state]
