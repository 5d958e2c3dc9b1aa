"""From the requests of TOMP 1.6 about bookings and legs to what the domain is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bookings.states import BookingAct, BookingKind, LegAct
from bookings.terms import HoldWish, LegTold
from protocols.tomp.changes import BookingChange
from protocols.tomp.checking import checked, limit_of, require
from protocols.tomp.errors import NotSupported
from protocols.tomp.forms import read_form
from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.places import point_of
from protocols.tomp.switches import read_switch
from protocols.tomp.v1_6 import change_requests, list_requests, requests
from protocols.tomp.v1_6.customer_facts import facts_of_customer
from protocols.tomp.v1_6.words import (
    KIND_OF_MESSAGE,
    LEG_EVENTS,
    OPERATIONS,
    OPERATIONS_SERVED,
    ORIGIN_OF_WORD,
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

NEW_MOMENT = (LegAct.TIME_EXTEND, LegAct.TIME_POSTPONE)


def read_booking_request(body: Any) -> BookingWish:
    """`bookingRequest`. Missing without an id; FormUnavailable."""
    require(body, "id", "Send the id of the option that is to be booked.")
    told = checked(requests.BookingRequest, body)
    customer = told.get("customer", {})
    form = read_form(told.get("extraInfo"), customer.get("requirements"))
    hold = HoldWish(
        customer=facts_of_customer(customer),
        symbology=form.symbology,
        media=form.media,
        callback_address=told.get("callbackUrl", ""),
        origin=point_of(told.get("from", {})),
        destination=point_of(told.get("to", {})),
    )
    return BookingWish(told["id"], hold)


def read_one_stop(body: Any, *, at: datetime) -> OneStopWish:
    """`oneStopBookingRequest`: one vehicle for one customer. Missing, ValidationError."""
    told = checked(requests.OneStopRequest, body, at=at)
    customer = facts_of_customer(told["customer"])
    origin = point_of(told["from"])
    assert customer is not None
    assert origin is not None
    return OneStopWish(told["useAssets"][0], customer, origin, told.get("callbackUrl", ""))


def read_booking_list(query: Mapping[str, Any]) -> BookingListWish:
    """The query of GET /bookings, which may be empty. PageTooLarge."""
    told = checked(list_requests.BookingListRequest, query)
    word = told.get("state")
    return BookingListWish(
        page=PageWish(told["offset"], limit_of(told, MAX_PAGE_SIZE)),
        states=booking_states_of(word) if word else None,
        starts_from=told.get("min-time"),
        starts_by=told.get("max-time"),
        at_least=told.get("min-price"),
        at_most=told.get("max-price"),
        asset_type=told.get("contains-asset-type", ""),
    )


def read_booking_change(body: Any) -> BookingChange:
    """`booking`, sent back changed. ValidationError for its members; FormUnavailable."""
    told = checked(change_requests.BookingChangeRequest, body)
    customer = told.get("customer", {})
    form = read_form(told.get("extraInfo"), customer.get("requirements"))
    return BookingChange(facts_of_customer(customer), form, told.get("legs", []), body)


def read_operation(body: Any, *, version: Version) -> OperationWish:
    """`bookingOperation`. NotSupported for one that an operator sends and does not take."""
    served = ", ".join(OPERATIONS_SERVED)
    require(body, "operation", f"Send the operation: {served}.")
    told = checked(requests.BookingOperationRequest, body)
    act = OPERATIONS.get(told["operation"])
    if act is None:
        raise NotSupported(
            f"operation: “{told['operation']}” is not supported; send one of {served}."
        )
    origin = ORIGIN_OF_WORD[told["origin"]] if "origin" in told else None
    reason = told.get("extendReason", "OTHER") if act == BookingAct.EXTEND else ""
    return OperationWish(act, origin, reason)


def read_webhook(body: Any) -> str:
    """The address in the body of a subscription; empty where there is none."""
    address: str = checked(change_requests.SubscriptionRequest, body).get("webhook", "")
    return address


def read_notification(body: Any) -> MessageWish:
    """`notification`. Missing without a type."""
    require(body, "type", "Send the type of the notification, such as USER_NO_SHOW.")
    told = checked(requests.NotificationRequest, body)
    return MessageWish(
        kind=KIND_OF_MESSAGE[told["type"]],
        minutes=told.get("minutes"),
        text=told.get("comment", ""),
        leg=told.get("legId", ""),
        asset_id=told.get("asset", {}).get("id", ""),
    )


def check_leg_event(act: LegAct, *, kind: BookingKind, version: Version) -> None:
    """Every event may be sent for every kind of booking; whether it is done, its kind says."""


def read_leg_event(body: Any) -> LegWish:
    """`legEvent`, alike for every kind of booking; which acts a kind knows is asked later.

    NotSupported for a word that is no event; Missing for what the event cannot do without.
    """
    served = ", ".join(LEG_EVENTS)
    require(body, "event", f"Send the event: {served}.")
    told = checked(requests.LegEventRequest, body)
    act = LEG_EVENTS.get(told["event"])
    if act is None:
        raise NotSupported(f"event: “{told['event']}” is not supported; send one of {served}.")
    if act in NEW_MOMENT:
        require(told, "time", "Send the new moment, such as 2026-03-02T08:55:10+01:00.")
    if act == LegAct.ASSIGN_ASSET:
        require(told.get("asset", {}), "id", "Send the vehicle's id as asset.id.")
    return LegWish(act, _told_of_leg(told))


def read_location_only(query: Mapping[str, str]) -> bool:
    """`location-only`: whether the place alone is asked for."""
    return read_switch(query, "location-only", default=False)


def read_asset_list(query: Mapping[str, Any]) -> PageWish:
    """The query of GET /legs/{id}/available-assets. PageTooLarge."""
    told = checked(list_requests.PageRequest, query)
    return PageWish(told["offset"], limit_of(told, MAX_PAGE_SIZE))


def _told_of_leg(told: Mapping[str, Any]) -> LegTold:
    asset = told.get("asset", {})
    return LegTold(
        time=told.get("time"),
        place=point_of(told.get("userLocation", {})),
        asset_id=asset.get("id", ""),
        charge=asset.get("stateOfCharge"),
        evidence=tuple(told.get("url", ())),
        comment=told.get("comment", ""),
    )
