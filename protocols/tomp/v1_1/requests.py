"""Reading the requests of TOMP 1.1. Members that are not used here are ignored, as the
specification asks; those that are used are checked, and all faults are told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rest_framework import serializers

from bookings.actions.booking import CustomerFacts, cancel_booking, commit_booking
from bookings.actions.leg import start_leg
from operators.models import Tenant
from operators.timetable.itineraries import Itinerary
from operators.timetable.stops import StopGroup
from protocols.tomp.errors import Missing, NotSupported, PageTooLarge
from protocols.tomp.meta import MAX_PAGE_SIZE, STATIONS_PAGE_SIZE
from protocols.tomp.v1_1.fields import MomentField, TextField, WireRequest
from protocols.tomp.v1_1.forms import WishedForm, read_form
from protocols.tomp.v1_1.places import PlaceRequest, find_places
from protocols.tomp.v1_1.words import WIRE_BOOKING_STATES
from sales.offers.actions import OfferWish
from sales.offers.terms import TravellerWish

MAX_TRAVELLERS = 50

OPERATIONS: dict[str, Callable[..., Any]] = {
    "COMMIT": commit_booking,
    "CANCEL": cancel_booking,
}
LEG_EVENTS: dict[str, Callable[..., Any]] = {"SET_IN_USE": start_leg}


class RequirementsRequest(WireRequest):
    """`requirements` is an open object; only `ticketFormat` is read."""

    ticketFormat = TextField(required=False, max_length=60)


class TravelerRequest(WireRequest):
    """`traveler`."""

    age = serializers.IntegerField(required=False, min_value=0, max_value=150)
    referenceNumber = TextField(required=False, max_length=100, allow_blank=True)
    requirements = RequirementsRequest(required=False)


class PlanningRequest(WireRequest):
    """`planningRequest` (the member `from` is added below: it is a word of Python)."""

    to = PlaceRequest()
    departureTime = MomentField(required=False)
    arrivalTime = MomentField(required=False)
    nrOfTravelers = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_TRAVELLERS,
        help_text="As many as there are travelers, else 1, where it is left out.",
    )
    travelers = TravelerRequest(many=True, required=False, max_length=MAX_TRAVELLERS)
    extraInfo = RequirementsRequest(required=False)

    def get_fields(self) -> dict[str, Any]:
        return {"from": PlaceRequest(), **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        told = len(attrs.get("travelers", []))
        if told > attrs.setdefault("nrOfTravelers", told or 1):
            raise serializers.ValidationError(
                {"travelers": "There are more travelers than nrOfTravelers says."}
            )
        return attrs


class CustomerRequest(WireRequest):
    """`customer`; `id` is the customer's id at the MaaS provider."""

    id = TextField(max_length=100)
    firstName = TextField(required=False, max_length=100, allow_blank=True)
    lastName = TextField(required=False, max_length=100, allow_blank=True)
    email = TextField(required=False, max_length=254, allow_blank=True)
    phones = serializers.ListField(child=serializers.DictField(), required=False, max_length=20)
    requirements = RequirementsRequest(required=False)


class BookingRequest(WireRequest):
    """`bookingRequest`."""

    id = TextField(max_length=100)
    customer = CustomerRequest(required=False)
    extraInfo = RequirementsRequest(required=False)


class BookingOperationRequest(WireRequest):
    """`bookingOperation`."""

    operation = TextField(max_length=30)


class LegEventRequest(WireRequest):
    """`legEvent`."""

    time = MomentField()
    event = TextField(max_length=30)


class PageRequest(WireRequest):
    """`offset` and `limit` of a list."""

    offset = serializers.IntegerField(required=False, default=0, min_value=0, max_value=10**9)
    limit = serializers.IntegerField(required=False, min_value=1)


class BookingListRequest(PageRequest):
    """The query of GET /bookings."""

    state = serializers.ChoiceField(choices=sorted(WIRE_BOOKING_STATES))


@dataclass(frozen=True, slots=True)
class PlanningWish:
    """A planning request, understood. Moments are aware."""

    origin: StopGroup
    destination: StopGroup
    departs_after: datetime
    arrives_before: datetime | None
    offers: OfferWish

    def is_in_time(self, itinerary: Itinerary) -> bool:
        return self.arrives_before is None or itinerary.arrives_at <= self.arrives_before


@dataclass(frozen=True, slots=True)
class BookingWish:
    """A booking request, understood."""

    reference: str
    customer: CustomerFacts | None
    form: WishedForm


@dataclass(frozen=True, slots=True)
class ListWish:
    """A page of a list; of bookings, in one of the wire's states."""

    offset: int
    limit: int
    state: str = ""


def read_planning(body: Any, *, tenant: Tenant, at: datetime) -> PlanningWish:
    """`planningRequest`. Without times the trip starts now. ValidationError, StopUnknown."""
    told = _checked(PlanningRequest, body)
    origin, destination = find_places(tenant, told["from"], told["to"])
    people = told.get("travelers", [])
    form = read_form(told.get("extraInfo"), *(person.get("requirements") for person in people))
    known = [
        TravellerWish(person.get("referenceNumber", ""), person.get("age")) for person in people
    ]
    strangers = [TravellerWish()] * (told["nrOfTravelers"] - len(known))
    return PlanningWish(
        origin=origin,
        destination=destination,
        departs_after=told.get("departureTime", at),
        arrives_before=told.get("arrivalTime"),
        offers=OfferWish((*known, *strangers), form.symbology, form.media),
    )


def read_booking_request(body: Any) -> BookingWish:
    """`bookingRequest`. Missing without an id."""
    _require(body, "id", "Send the id of the option that is to be booked.")
    told = _checked(BookingRequest, body)
    customer = told.get("customer")
    form = read_form(told.get("extraInfo"), (customer or {}).get("requirements"))
    return BookingWish(told["id"], _customer(customer) if customer else None, form)


def read_operation(body: Any) -> Callable[..., Any]:
    """The action that `bookingOperation` names. NotSupported for one that is not done here."""
    _require(body, "operation", "Send the operation: COMMIT or CANCEL.")
    operation = _checked(BookingOperationRequest, body)["operation"]
    if operation not in OPERATIONS:
        raise NotSupported(f"operation: “{operation}” is not supported; send COMMIT or CANCEL.")
    return OPERATIONS[operation]


def read_leg_event(body: Any) -> Callable[..., Any]:
    """The action that `legEvent` names. NotSupported for one that is not done here."""
    _require(body, "event", "Send the event: SET_IN_USE.")
    _require(body, "time", "Send the time of the event, such as 2026-03-02T08:55:10+01:00.")
    event = _checked(LegEventRequest, body)["event"]
    if event not in LEG_EVENTS:
        raise NotSupported(f"event: “{event}” is not supported; send SET_IN_USE.")
    return LEG_EVENTS[event]


def read_booking_list(query: Mapping[str, Any]) -> ListWish:
    """The query of GET /bookings; `state` is required in 1.1."""
    _require(query, "state", "Send the state of the bookings, such as state=CONFIRMED.")
    told = _checked(BookingListRequest, query)
    return ListWish(told["offset"], _limit(told, MAX_PAGE_SIZE), told["state"])


def read_station_list(query: Mapping[str, Any]) -> ListWish:
    """The query of GET /operator/stations."""
    told = _checked(PageRequest, query)
    return ListWish(told["offset"], _limit(told, STATIONS_PAGE_SIZE))


def _limit(told: Mapping[str, Any], largest: int) -> int:
    limit: int = told.get("limit", largest)
    if limit > largest:
        raise PageTooLarge(f"limit: at most {largest} rows come in one page.")
    return limit


def _checked(kind: type[serializers.Serializer[dict[str, Any]]], body: Any) -> dict[str, Any]:
    request = kind(data=body)
    request.is_valid(raise_exception=True)
    return request.validated_data


def _require(body: Any, member: str, hint: str) -> None:
    if isinstance(body, Mapping) and body.get(member) in (None, ""):
        raise Missing(f"{member}: {hint}")


def _customer(told: dict[str, Any]) -> CustomerFacts:
    numbers = [phone.get("number") for phone in told.get("phones", [])]
    return CustomerFacts(
        external_id=told["id"],
        first_name=told.get("firstName", ""),
        last_name=told.get("lastName", ""),
        email=told.get("email", ""),
        phone=next((str(number)[:50] for number in numbers if number), ""),
    )
