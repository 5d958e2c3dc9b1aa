"""What we send to another TOMP server, in its version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from operators.supply.terms import ActTold, RemoteCustomer, RemotePlace, TripAsked
from operators.timetable.stops import StopReferenceKind
from protocols.tomp.wire import utc

STOP_WORDS = {
    StopReferenceKind.STOP_ID: "GTFS_STOP_ID",
    StopReferenceKind.STOP_CODE: "GTFS_STOP_CODE",
    StopReferenceKind.ZONE: "GTFS_AREA_ID",
}


def planning_request(trip: TripAsked, *, is_1_1: bool) -> dict[str, Any]:
    """`planningRequest`."""
    body: dict[str, Any] = {"from": _place(trip.origin, trip.origin_stops)}
    if trip.destination or trip.destination_stops:
        body["to"] = _place(trip.destination, trip.destination_stops)
    times = {"departureTime": trip.departs_after, "arrivalTime": trip.arrives_before}
    body |= {member: utc(moment) for member, moment in times.items() if moment}
    if trip.radius_metres is not None:
        body["radius"] = trip.radius_metres
    named = {"useAssets": trip.asset_ids, "useAssetTypes": trip.type_ids}
    body |= {member: list(ids) for member, ids in named.items() if ids}
    body["nrOfTravelers"] = max(1, len(trip.travellers))
    body["travelers"] = [dict(_traveller(*each)) for each in trip.travellers]
    if trip.ticket_form and is_1_1:
        for traveller in body["travelers"]:
            traveller["requirements"] = {"ticketFormat": trip.ticket_form}
    elif trip.ticket_form:
        body["extraInfo"] = {"ticketFormat": trip.ticket_form}
    return body


def booking_request(
    reference: str, customer: RemoteCustomer | None, *, callback_url: str, is_1_1: bool
) -> dict[str, Any]:
    """`bookingRequest`."""
    body: dict[str, Any] = {"id": reference}
    if customer is not None:
        body["customer"] = customer_of(customer, is_1_1=is_1_1)
    if callback_url and not is_1_1:
        body["callbackUrl"] = callback_url
    return body


def one_stop_request(
    asset_id: str, customer: RemoteCustomer, origin: RemotePlace, *, callback_url: str
) -> dict[str, Any]:
    """`oneStopBookingRequest` (1.6)."""
    body: dict[str, Any] = {
        "from": _place(origin, ()),
        "useAssets": [asset_id],
        "customer": customer_of(customer, is_1_1=False),
    }
    return {**body, "callbackUrl": callback_url} if callback_url else body


def customer_of(customer: RemoteCustomer, *, is_1_1: bool) -> dict[str, Any]:
    """`customer`: our id of it is `id` in 1.1 and `externalId` since."""
    told = {
        "id" if is_1_1 else "externalId": customer.external_id,
        "firstName": customer.first_name,
        "lastName": customer.last_name,
        "email": customer.email,
    }
    body: dict[str, Any] = {member: value for member, value in told.items() if value}
    if customer.phone:
        body["phones"] = [{"number": customer.phone, "preferred": True}]
    return body


def leg_event(event: str, told: ActTold, *, is_1_1: bool) -> dict[str, Any]:
    """`legEvent`."""
    body: dict[str, Any] = {"time": utc(told.time), "event": event}
    if told.comment:
        body["comment"] = told.comment
    if told.evidence:
        body["url"] = list(told.evidence)
    if told.asset_id:
        body["asset"] = _asset(told, is_1_1=is_1_1)
    if told.longitude is not None and told.latitude is not None and not is_1_1:
        body["userLocation"] = {"coordinates": {"lng": told.longitude, "lat": told.latitude}}
    return body


def _asset(told: ActTold, *, is_1_1: bool) -> dict[str, Any]:
    charge = {} if told.charge is None else {"stateOfCharge": int(told.charge)}
    if is_1_1:
        return {"id": told.asset_id, "overriddenProperties": charge}
    return {"id": told.asset_id, **charge}


def _place(place: RemotePlace | None, stops: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if place is not None:
        body["coordinates"] = {"lng": place.longitude, "lat": place.latitude}
        if place.name:
            body["name"] = place.name
    if stops:
        country = place.country if place is not None else ""
        body["stopReference"] = [dict(_stop(kind, value, country)) for kind, value in stops]
    return body


def _stop(kind: str, value: str, country: str) -> Mapping[str, str]:
    told = {"type": STOP_WORDS[StopReferenceKind(kind)], "id": value}
    return {**told, "country": country} if country else told


def _traveller(reference: str, age: int | None) -> Iterator[tuple[str, Any]]:
    if reference:
        yield "referenceNumber", reference
    if age is not None:
        yield "age", age
