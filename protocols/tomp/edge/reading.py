"""From the requests of TOMP 1.6 to what the domain is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from bookings.terms import Ending, Place
from protocols.tomp.checking import checked
from protocols.tomp.edge import requests
from protocols.tomp.v1_6.words import CASE_KIND, CASE_PRIORITY
from sales.orders.customers import CustomerFacts
from support.actions.opening import CaseFacts


@dataclass(frozen=True, slots=True)
class RentalWish:
    """A one-stop booking request, understood."""

    asset_id: str
    customer: CustomerFacts
    origin: Place


@dataclass(frozen=True, slots=True)
class LegWish:
    """A leg event, understood."""

    event: str
    asset_id: str | None
    ending: Ending


@dataclass(frozen=True, slots=True)
class SupportWish:
    """A support request, understood: the booking, what to tell its operator, and the members that
    were read, as they were sent."""

    reference: str
    facts: CaseFacts
    asked: dict[str, Any]


def read_one_stop(body: Any, *, at: datetime) -> RentalWish:
    """`oneStopBookingRequest`. ValidationError tells of all members that are wrong."""
    told = checked(requests.OneStopRequest, body, at=at)
    customer = told["customer"]
    numbers = (phone.get("number") for phone in customer.get("phones", []))
    return RentalWish(
        asset_id=told["useAssets"][0],
        customer=CustomerFacts(
            external_id=customer["externalId"],
            first_name=customer.get("firstName", ""),
            last_name=customer.get("lastName", ""),
            email=customer.get("email", ""),
            phone=next((number for number in numbers if number), ""),
        ),
        origin=place_of(told["from"]),
    )


def read_leg_event(body: Any) -> LegWish:
    """`legEvent`. ValidationError."""
    told = checked(requests.LegEventRequest, body)
    asset = told.get("asset", {})
    place = told.get("userLocation")
    return LegWish(
        event=told["event"],
        asset_id=asset.get("id"),
        ending=Ending(
            place=place_of(place) if place else None,
            charge=asset.get("stateOfCharge"),
            evidence=tuple(told.get("url", [])),
        ),
    )


def read_support_request(body: Any) -> SupportWish:
    """`supportRequest`. ValidationError."""
    told = checked(requests.SupportRequest, body)
    priority, minutes = told.get("priority"), told.get("requestedResponseTime")
    place = told.get("location")
    facts = CaseFacts(
        kind=CASE_KIND[told["supportType"]],
        text=told["comment"],
        contact=told["contactInformationEndUser"],
        occurred_at=told["time"],
        priority=CASE_PRIORITY[priority] if priority else None,
        response_minutes=max(1, ceil(minutes)) if minutes is not None else None,
        position=place_of(place) if place else None,
        evidence=tuple(told.get("urls", [])),
    )
    return SupportWish(told["id"], facts, {member: body[member] for member in told})


def place_of(told: Mapping[str, Any]) -> Place:
    """Where a `place` is."""
    return Place(told["coordinates"]["lng"], told["coordinates"]["lat"])
