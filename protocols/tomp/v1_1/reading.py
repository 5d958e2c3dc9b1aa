"""From the requests of TOMP 1.1 to what the domain is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bookings.actions.booking import cancel_booking, commit_booking
from bookings.actions.leg import start_leg
from bookings.actions.planning import TripWish
from bookings.states import MessageKind
from protocols.tomp.errors import Invalid, Missing, NotSupported, PageTooLarge
from protocols.tomp.fields import WireRequest
from protocols.tomp.meta import MAX_PAGE_SIZE
from protocols.tomp.v1_1 import requests
from protocols.tomp.v1_1.changes import BookingChange
from protocols.tomp.v1_1.forms import WishedForm, read_form
from protocols.tomp.v1_1.places import read_place
from protocols.tomp.v1_1.words import MESSAGE_KIND
from sales.offers.actions import OfferWish
from sales.offers.terms import TravellerWish
from sales.orders.customers import CustomerFacts

SWITCH = {"true": True, "false": False}
OPERATIONS: dict[str, Callable[..., Any]] = {
    "COMMIT": commit_booking,
    "CANCEL": cancel_booking,
}
KIND_OF_WORD = {word: kind for kind, word in MESSAGE_KIND.items()}
LEG_EVENTS: dict[str, Callable[..., Any]] = {"SET_IN_USE": start_leg}


@dataclass(frozen=True, slots=True)
class BookingWish:
    """A booking request, understood."""

    reference: str
    customer: CustomerFacts | None
    form: WishedForm


@dataclass(frozen=True, slots=True)
class MessageWish:
    """A notification, understood."""

    kind: MessageKind
    minutes: int | None
    text: str


@dataclass(frozen=True, slots=True)
class ListWish:
    """A page of a list; of bookings, in one of the wire's states."""

    offset: int
    limit: int
    state: str = ""


def read_planning(body: Any) -> tuple[TripWish, OfferWish]:
    """`planningRequest`. Missing and ValidationError for its members; FormUnavailable for a form
    of ticket that is not known."""
    told = _checked(requests.PlanningRequest, body)
    trip = TripWish(
        origin=read_place(told["from"]),
        destination=read_place(told["to"]),
        departs_after=told.get("departureTime"),
        arrives_before=told.get("arrivalTime"),
    )
    return trip, _offer_wish(told)


def read_intent(query: Mapping[str, str], *, default: bool) -> bool:
    """`booking-intent`: whether the options are offers that can be booked."""
    return _switch(query, "booking-intent", default=default)


def read_location_only(query: Mapping[str, str]) -> bool:
    """`location-only`: whether the place alone is asked for."""
    return _switch(query, "location-only", default=False)


def read_booking_request(body: Any) -> BookingWish:
    """`bookingRequest`. Missing without an id; FormUnavailable."""
    _require(body, "id", "Send the id of the option that is to be booked.")
    told = _checked(requests.BookingRequest, body)
    customer = told.get("customer")
    form = read_form(told.get("extraInfo"), (customer or {}).get("requirements"))
    return BookingWish(told["id"], _customer(customer) if customer else None, form)


def read_booking_change(body: Any) -> BookingChange:
    """`booking`, sent back changed. ValidationError for its members; FormUnavailable."""
    told = _checked(requests.BookingChangeRequest, body)
    customer = told.get("customer")
    form = read_form(told.get("extraInfo"), (customer or {}).get("requirements"))
    return BookingChange(
        _customer(customer) if customer else None, form, told.get("legs", []), body
    )


def read_webhook(body: Any) -> str:
    """The address in the body of a subscription; empty where there is none."""
    address: str = _checked(requests.SubscriptionRequest, body).get("webhook", "")
    return address


def read_notification(body: Any) -> MessageWish:
    """`notification`. Missing without a type."""
    _require(body, "type", "Send the type of the notification, such as USER_NO_SHOW.")
    told = _checked(requests.NotificationRequest, body)
    return MessageWish(KIND_OF_WORD[told["type"]], told.get("minutes"), told.get("comment", ""))


def read_operation(body: Any) -> Callable[..., Any]:
    """The action that `bookingOperation` names. NotSupported for one that is not done here."""
    _require(body, "operation", "Send the operation: COMMIT or CANCEL.")
    operation = _checked(requests.BookingOperationRequest, body)["operation"]
    if operation not in OPERATIONS:
        raise NotSupported(f"operation: “{operation}” is not supported; send COMMIT or CANCEL.")
    return OPERATIONS[operation]


def read_leg_event(body: Any) -> Callable[..., Any]:
    """The action that `legEvent` names. NotSupported for one that is not done here."""
    _require(body, "event", "Send the event: SET_IN_USE.")
    _require(body, "time", "Send the time of the event, such as 2026-03-02T08:55:10+01:00.")
    event = _checked(requests.LegEventRequest, body)["event"]
    if event not in LEG_EVENTS:
        raise NotSupported(f"event: “{event}” is not supported; send SET_IN_USE.")
    return LEG_EVENTS[event]


def read_booking_list(query: Mapping[str, Any]) -> ListWish:
    """The query of GET /bookings; `state` is required in 1.1. PageTooLarge."""
    _require(query, "state", "Send the state of the bookings, such as state=CONFIRMED.")
    told = _checked(requests.BookingListRequest, query)
    return ListWish(told["offset"], _limit(told, MAX_PAGE_SIZE), told["state"])


def read_asset_list(query: Mapping[str, Any]) -> ListWish:
    """The query of GET /legs/{id}/available-assets. PageTooLarge."""
    told = _checked(requests.PageRequest, query)
    return ListWish(told["offset"], _limit(told, MAX_PAGE_SIZE))


def _offer_wish(told: Mapping[str, Any]) -> OfferWish:
    people = told.get("travelers", [])
    form = read_form(told.get("extraInfo"), *(person.get("requirements") for person in people))
    known = [
        TravellerWish(person.get("referenceNumber", ""), person.get("age")) for person in people
    ]
    strangers = [TravellerWish()] * (told["nrOfTravelers"] - len(known))
    return OfferWish((*known, *strangers), form.symbology, form.media)


def _switch(query: Mapping[str, str], name: str, *, default: bool) -> bool:
    asked = query.get(name)
    if asked is None:
        return default
    if asked.lower() not in SWITCH:
        raise Invalid(f"{name}: send true or false.")
    return SWITCH[asked.lower()]


def _limit(told: Mapping[str, Any], largest: int) -> int:
    limit: int = told.get("limit", largest)
    if limit > largest:
        raise PageTooLarge(f"limit: at most {largest} rows come in one page.")
    return limit


def _checked(kind: type[WireRequest], body: Any) -> dict[str, Any]:
    request = kind(data=body)
    request.is_valid(raise_exception=True)
    return request.validated_data


def _require(body: Any, member: str, hint: str) -> None:
    if isinstance(body, Mapping) and body.get(member) in (None, ""):
        raise Missing(f"{member}: {hint}")


def _customer(told: dict[str, Any]) -> CustomerFacts:
    numbers = (phone.get("number") for phone in told.get("phones", []))
    return CustomerFacts(
        external_id=told["id"],
        first_name=told.get("firstName", ""),
        last_name=told.get("lastName", ""),
        email=told.get("email", ""),
        phone=next((number for number in numbers if number), ""),
    )
