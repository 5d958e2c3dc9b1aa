"""From the requests of TOMP 1.1 to what the domain is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bookings.states import BookingKind, BookingState, LegAct
from bookings.terms import HoldWish, LegTold
from protocols.tomp.changes import BookingChange
from protocols.tomp.checking import checked, limit_of, require
from protocols.tomp.errors import NotServed, NotSupported
from protocols.tomp.forms import read_form
from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.places import point_of
from protocols.tomp.switches import read_switch
from protocols.tomp.v1_1 import requests
from protocols.tomp.v1_1.words import (
    ACTS_OF_VENDORS,
    KIND_OF_MESSAGE,
    LEG_EVENTS,
    OPERATIONS,
    OPERATIONS_OF_VENDORS,
    booking_states_of,
)
from protocols.tomp.versions import Version
from protocols.tomp.wishes import (
    BookingListWish,
    BookingWish,
    LegWish,
    MessageWish,
    OneStopWish,
    OperationWish,
    PageWish,
)
from sales.orders.customers import CustomerFacts


def read_booking_request(body: Any) -> BookingWish:
    """`bookingRequest`. Missing without an id; FormUnavailable."""
    require(body, "id", "Send the id of the option that is to be booked.")
    told = checked(requests.BookingRequest, body)
    customer = told.get("customer")
    form = read_form(told.get("extraInfo"), (customer or {}).get("requirements"))
    hold = HoldWish(
        customer=_customer(customer) if customer else None,
        symbology=form.symbology,
        media=form.media,
        origin=point_of(told.get("from", {})),
        destination=point_of(told.get("to", {})),
    )
    return BookingWish(told["id"], hold)


def read_one_stop(body: Any, *, at: datetime) -> OneStopWish:
    """There is no such request in 1.1. NotServed."""
    raise NotServed


def read_booking_change(body: Any) -> BookingChange:
    """`booking`, sent back changed. ValidationError for its members; FormUnavailable."""
    told = checked(requests.BookingChangeRequest, body)
    customer = told.get("customer")
    form = read_form(told.get("extraInfo"), (customer or {}).get("requirements"))
    return BookingChange(
        _customer(customer) if customer else None, form, told.get("legs", []), body
    )


def read_webhook(body: Any) -> str:
    """The address in the body of a subscription; empty where there is none."""
    address: str = checked(requests.SubscriptionRequest, body).get("webhook", "")
    return address


def read_notification(body: Any) -> MessageWish:
    """`notification`. Missing without a type."""
    require(body, "type", "Send the type of the notification, such as USER_NO_SHOW.")
    told = checked(requests.NotificationRequest, body)
    return MessageWish(KIND_OF_MESSAGE[told["type"]], told.get("minutes"), told.get("comment", ""))


def read_operation(body: Any, *, version: Version) -> OperationWish:
    """`bookingOperation`. NotSupported for one that is not done here."""
    published = tuple(word for word, act in OPERATIONS.items() if act)
    words = published if version.as_published else OPERATIONS_OF_VENDORS
    served = " or ".join([", ".join(words[:-1]), words[-1]])
    require(body, "operation", f"Send the operation: {served}.")
    word = checked(requests.BookingOperationRequest, body)["operation"]
    act = OPERATIONS.get(word) if word in words else None
    if act is None:
        raise NotSupported(f"operation: “{word}” is not supported; send {served}.")
    return OperationWish(act)


def read_leg_event(body: Any) -> LegWish:
    """`legEvent`. NotSupported for a word that is none."""
    served = ", ".join(LEG_EVENTS)
    require(body, "event", f"Send the event: {served}.")
    require(body, "time", "Send the time of the event, such as 2026-03-02T08:55:10+01:00.")
    told = checked(requests.LegEventRequest, body)
    if told["event"] not in LEG_EVENTS:
        raise NotSupported(f"event: “{told['event']}” is not supported; send one of {served}.")
    return LegWish(LEG_EVENTS[told["event"]], _told_of_leg(told))


def check_leg_event(act: LegAct, *, kind: BookingKind, version: Version) -> None:
    """That it is not one of those that vendors' documents leave out for journeys. NotSupported."""
    if kind == BookingKind.JOURNEY and not version.as_published and act not in ACTS_OF_VENDORS:
        raise NotSupported(f"event: “{act}” is not supported; send SET_IN_USE.")


def read_location_only(query: Mapping[str, str]) -> bool:
    """`location-only`: whether the place alone is asked for."""
    return read_switch(query, "location-only", default=False)


def read_booking_list(query: Mapping[str, Any]) -> BookingListWish:
    """The query of GET /bookings; `state` is required in 1.1. PageTooLarge."""
    require(query, "state", "Send the state of the bookings, such as state=CONFIRMED.")
    told = checked(requests.BookingListRequest, query)
    page = PageWish(told["offset"], limit_of(told, MAX_PAGE_SIZE))
    word = told["state"]
    return BookingListWish(
        page,
        states=tuple(state for state in BookingState if state.value == word),
        states_of_journeys=tuple(booking_states_of(word)),
    )


def read_asset_list(query: Mapping[str, Any]) -> PageWish:
    """The query of GET /legs/{id}/available-assets. PageTooLarge."""
    told = checked(requests.PageRequest, query)
    return PageWish(told["offset"], limit_of(told, MAX_PAGE_SIZE))


def _told_of_leg(told: Mapping[str, Any]) -> LegTold:
    asset = told.get("asset", {})
    charge = asset.get("overriddenProperties", {}).get("stateOfCharge")
    return LegTold(
        time=told["time"],
        place=point_of(asset.get("overriddenProperties", {}).get("location", {})),
        asset_id=asset.get("id", ""),
        charge=charge,
        evidence=tuple(told.get("url", ())),
        comment=told.get("comment", ""),
    )


def _customer(told: dict[str, Any]) -> CustomerFacts:
    numbers = (phone.get("number") for phone in told.get("phones", []))
    return CustomerFacts(
        external_id=told["id"],
        first_name=told.get("firstName", ""),
        last_name=told.get("lastName", ""),
        email=told.get("email", ""),
        phone=next((number for number in numbers if number), ""),
    )
