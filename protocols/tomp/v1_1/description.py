"""How the API description shows the operations of TOMP 1.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.v1_1 import (
    examples,
    meta_schemas,
    operator_description,
    payment_description,
    requests,
    schemas,
    support_description,
)
from protocols.tomp.v1_1.describing import BODY, describe, header, page
from protocols.tomp.v1_1.examples import answered, asked
from protocols.tomp.v1_1.front_page import DESCRIPTION
from protocols.tomp.v1_1.words import WIRE_BOOKING_STATES

__all__ = ["DESCRIPTION", "OPERATIONS"]

EXPIRES = header("Expires", "HTTP-date: until then COMMIT is possible.", response=[201])
KEPT = header("Cache-Control", "private, with the seconds that the barcode lives.", response=[200])
ETAG = header("ETag", "Of the body.", response=[200])
IF_NONE_MATCH = header("If-None-Match", "The ETag of the body that is there; else 304.")


planning_operation = describe(
    "plan",
    "Plan a trip",
    schemas.Planning,
    status=201,
    request=requests.PlanningRequest,
    refusals=(*BODY, 503),
    parameters=[
        OpenApiParameter(
            "booking-intent",
            OpenApiTypes.BOOL,
            description="Make offers with ids (the default, but on 1.1.0), or only inform.",
        )
    ],
    examples=[
        asked("One traveller", examples.PLANNING_REQUEST),
        answered("One option", examples.PLANNING, 201),
    ],
)
create_booking = describe(
    "book",
    "Book an option",
    schemas.Booking,
    status=201,
    request=requests.BookingRequest,
    refusals=(409, *BODY, 503),
    because={410: "The offer lapsed, or its vehicle was taken by somebody else; plan again."},
    parameters=[EXPIRES],
    examples=[
        asked("An option", examples.BOOKING_REQUEST),
        answered("Held", examples.HELD, 201),
    ],
)
list_bookings = describe(
    "listBookings",
    "List the bookings in one state",
    schemas.Booking(many=True),
    parameters=[
        OpenApiParameter("state", str, required=True, enum=sorted(WIRE_BOOKING_STATES)),
        *page(MAX_PAGE_SIZE),
    ],
    examples=[answered("Committed ones", examples.SOLD)],
)
read_booking_operation = describe(
    "readBooking",
    "Read a booking",
    schemas.Booking,
    refusals=(503,),
    parameters=[KEPT],
    examples=[answered("Committed, to be activated later", examples.SOLD)],
)
booking_operation = describe(
    "changeBooking",
    "Commit or cancel a booking",
    schemas.Booking,
    description="COMMIT sells the booking and issues its tickets; where the operator wants to say "
    "yes or no first, the booking is CONDITIONAL_CONFIRMED until it did. CANCEL gives a booking "
    "back. On version 1.1.0 EXPIRE lets a hold lapse before its time.\n\n"
    "Repeating one answers 200 and changes nothing. 403 if the booking's state or the product's "
    "rules do not allow it, or if CANCEL would give back what you have claimed as credits (POST "
    "/payment/{id}/claim-extra-costs).",
    request=requests.BookingOperationRequest,
    refusals=(*BODY, 503),
    because={
        409: "It was booked already where it is resold from.",
        410: "The vehicle was taken by somebody else, or the booking is over where it is resold "
        "from; plan again.",
    },
    parameters=[KEPT],
    examples=[
        asked("Commit", examples.COMMIT_REQUEST),
        asked("Cancel", examples.CANCEL_REQUEST),
        answered("Committed, active at once", examples.SOLD_AND_ACTIVE),
        answered("Committed, to be activated later", examples.SOLD),
        answered("Cancelled", examples.TAKEN_BACK),
        answered("Committed too late", examples.EXPIRED, 403),
    ],
)
GONE = "The booking is over for good."
change_members = describe(
    "changeMembers",
    "Change a booking",
    schemas.Booking,
    request=requests.BookingChangeRequest,
    refusals=(*BODY, 503),
    because={
        400: "The request is not valid, or changes what cannot be changed here; the detail names "
        "each such member.",
        403: "The token has not the role TOMP; the customer is blocked; or the journey has begun.",
        409: "It was fixed when the booking was committed.",
        410: GONE,
    },
    parameters=[KEPT],
    examples=[
        asked("Another address", examples.CHANGE_REQUEST),
        answered("Held", examples.HELD),
    ],
)
subscribe_operation = describe(
    "subscribe",
    "Subscribe to a booking",
    status=204,
    request=requests.SubscriptionRequest,
    refusals=BODY,
    because={410: GONE},
    examples=[asked("To an address", examples.SUBSCRIPTION_REQUEST)],
)
unsubscribe_operation = describe(
    "unsubscribe", "End the subscription to a booking", status=204, request=None
)
list_notifications = describe(
    "listNotifications",
    "Read the messages about a booking",
    schemas.Notification(many=True),
    examples=[answered("A late bus", examples.NOTIFICATION)],
)
send_notification = describe(
    "sendNotification",
    "Send a message about a booking",
    status=204,
    request=requests.NotificationRequest,
    refusals=BODY,
    because={410: GONE},
    examples=[asked("Nobody came", examples.NOTIFICATION_REQUEST)],
)
read_leg_operation = describe(
    "readLeg",
    "Read a leg and its ticket",
    schemas.Leg,
    also={304: "The body with that ETag is still the right one; Cache-Control is new."},
    refusals=(503,),
    parameters=[KEPT, ETAG, IF_NONE_MATCH],
    examples=[
        answered("In use", examples.LEG_IN_USE),
        answered("To be activated", examples.WAITING_LEG),
    ],
)
leg_event = describe(
    "changeLeg",
    "Use a leg",
    schemas.Leg,
    request=requests.LegEventRequest,
    refusals=(*BODY, 503),
    parameters=[KEPT],
    examples=[
        asked("Activate", examples.LEG_EVENT_REQUEST),
        answered("In use", examples.LEG_IN_USE),
    ],
)
progress_operation = describe(
    "readProgress",
    "See how far a leg has come",
    schemas.LegProgress,
    parameters=[
        OpenApiParameter(
            "location-only",
            OpenApiTypes.BOOL,
            description="Without duration and distance; false by default.",
        )
    ],
    because={404: "No leg under this id that this channel may see, or one that was given back."},
    examples=[answered("On the way", examples.PROGRESS)],
)
list_assets = describe(
    "listAssets",
    "See which vehicles can be chosen",
    schemas.Asset(many=True),
    parameters=page(MAX_PAGE_SIZE),
    because={
        403: "The token has not the role TOMP; or the vehicle cannot be chosen, as in public "
        "transport."
    },
)
read_meta = describe(
    "readMeta",
    "What is served here",
    meta_schemas.EndpointImplementation(many=True),
    public=True,
    examples=[answered("Some of it", examples.META)],
)

OPERATIONS: Mapping[str, Mapping[str, Any]] = {
    "plannings": {"post": planning_operation},
    "bookings": {"post": create_booking, "get": list_bookings},
    "bookings/{id}": {"get": read_booking_operation, "put": change_members},
    "bookings/{id}/events": {"post": booking_operation},
    "bookings/{id}/notifications": {"get": list_notifications, "post": send_notification},
    "bookings/{id}/subscription": {"post": subscribe_operation, "delete": unsubscribe_operation},
    "legs/{id}": {"get": read_leg_operation},
    "legs/{id}/events": {"post": leg_event},
    "legs/{id}/available-assets": {"get": list_assets},
    "legs/{id}/progress": {"get": progress_operation},
    "operator/meta": {"get": read_meta},
    **operator_description.OPERATIONS,
    **payment_description.OPERATIONS,
    **support_description.OPERATIONS,
}
