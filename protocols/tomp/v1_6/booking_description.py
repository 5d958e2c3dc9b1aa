"""How the API description shows planning and booking of TOMP 1.6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.v1_6 import change_requests, examples, requests, schemas
from protocols.tomp.v1_6 import rental_examples as rentals
from protocols.tomp.v1_6.describing import BODY, describe, header, page
from protocols.tomp.v1_6.examples import answered, asked
from protocols.tomp.v1_6.words import WIRE_BOOKING_STATES

GONE = "The booking is over for good."
HELD_UNTIL = header(
    "Expires", "HTTP-date: until then COMMIT is possible.", response=[201], required=True
)
UNLOCKED_BY = header(
    "Expires", "HTTP-date: the vehicle unlocks by then.", response=[201], required=True
)
EXTENDED = header(
    "Expires", "HTTP-date, after EXTEND_EXPIRY_TIME: until then COMMIT is possible.", response=[200]
)
KEPT = header("Cache-Control", "private, with the seconds that the barcode lives.", response=[200])
KEY = header("Idempotency-Key", "Requests with the same one, sent within a day, have one effect.")
MOMENTS = {
    "min-time": "Bookings that end then or later.",
    "max-time": "Bookings that begin by then.",
}
PRICES = {"min-price": "Of the whole booking, VAT included.", "max-price": "The same."}


def planned(operation: str, summary: str, example: Any, **more: Any) -> Any:
    """Describe one of the ways to plan."""
    return describe(
        operation,
        summary,
        schemas.Planning,
        status=201,
        request=requests.PlanningRequest,
        refusals=(*BODY, 503),
        examples=[
            asked("A trip", examples.PLANNING_REQUEST),
            asked("A vehicle", rentals.PLANNING_REQUEST),
            example,
        ],
        **more,
    )


plan = planned(
    "plan",
    "Plan (in the way of 1.2)",
    answered("One option", examples.PLANNING, 201),
    deprecated=True,
    parameters=[
        OpenApiParameter(
            "booking-intent",
            OpenApiTypes.BOOL,
            description="Make offers with ids, or only inform; false by default.",
        )
    ],
)
inquire = planned("inquire", "See what there is", answered("One option", examples.INQUIRY, 201))
offer = planned("offer", "Get offers", answered("A vehicle, offered", rentals.PLANNING, 201))
book = describe(
    "book",
    "Book an option",
    schemas.Booking,
    status=201,
    request=requests.BookingRequest,
    refusals=(409, 428, *BODY, 503),
    because={410: "The offer lapsed, or its vehicle was taken by somebody else; plan again."},
    parameters=[HELD_UNTIL],
    examples=[
        asked("An option", examples.BOOKING_REQUEST),
        answered("A trip, held", examples.HELD, 201),
        answered("A vehicle, held", rentals.HELD, 201),
    ],
)
book_one_stop = describe(
    "bookOneStop",
    "Book a vehicle at once",
    schemas.Booking,
    status=201,
    request=requests.OneStopRequest,
    refusals=(406, 428, *BODY, 503),
    because={
        409: "The customer has this vehicle already; or a request with this key is still running."
    },
    parameters=[UNLOCKED_BY, KEY],
    examples=[
        asked("A scooter", rentals.ONE_STOP_REQUEST),
        answered("Booked", rentals.BOOKED, 201),
        answered("Taken", rentals.TAKEN, 406),
    ],
)
list_bookings = describe(
    "listBookings",
    "List the bookings",
    schemas.Booking(many=True),
    parameters=[
        OpenApiParameter("state", str, enum=sorted(WIRE_BOOKING_STATES)),
        *[
            OpenApiParameter(name, OpenApiTypes.DATETIME, description=words)
            for name, words in MOMENTS.items()
        ],
        *[
            OpenApiParameter(name, OpenApiTypes.NUMBER, description=words)
            for name, words in PRICES.items()
        ],
        OpenApiParameter(
            "contains-asset-type", str, description="Id of an asset type, or its class."
        ),
        *page(MAX_PAGE_SIZE),
    ],
    examples=[answered("Committed ones", examples.SOLD)],
)
read_booking = describe(
    "readBooking",
    "Read a booking",
    schemas.Booking,
    refusals=(503,),
    parameters=[KEPT],
    examples=[
        answered("A trip, committed", examples.SOLD),
        answered("A vehicle, given back", rentals.FINISHED),
    ],
)
change_state = describe(
    "changeBooking",
    "Commit, cancel, or get more time",
    schemas.Booking,
    description="COMMIT sells the booking and issues its tickets; where the operator wants to say "
    "yes or no first, the booking is CONDITIONAL_CONFIRMED until it did. A second COMMIT is "
    "refused with 403; read the booking to see what became of the first one. CANCEL gives a "
    "booking back, and a second one answers 200. EXTEND_EXPIRY_TIME moves the end of PENDING, told "
    "as `Expires`, or is refused with 410.\n\n"
    "403 if the booking's state or the product's rules do not allow it, or if CANCEL would give "
    "back what you have claimed as credits (POST /payment/{id}/claim-extra-costs).",
    request=requests.BookingOperationRequest,
    refusals=(*BODY, 503),
    because={
        403: "The token has not the role TOMP; or it is not possible in this state, such as a "
        "second COMMIT, or by the product's rules.",
        409: "It was booked already where it is resold from.",
        410: "There is no more time to be had; or the vehicle was taken by somebody else.",
        428: "The operator does not serve this customer.",
    },
    parameters=[KEPT, EXTENDED],
    examples=[
        asked("Commit", examples.COMMIT_REQUEST),
        asked("Cancel", examples.CANCEL_REQUEST),
        asked("More time", examples.EXTEND_REQUEST),
        answered("Committed, active at once", examples.SOLD_AND_ACTIVE),
        answered("Committed, to be activated later", examples.SOLD),
        answered("Committed, to be answered", examples.ASKED),
        answered("Cancelled", examples.TAKEN_BACK),
        answered("Committed too late", examples.EXPIRED, 403),
    ],
)
change_members = describe(
    "changeMembers",
    "Change a booking",
    schemas.Booking,
    request=change_requests.BookingChangeRequest,
    refusals=(428, *BODY, 503),
    because={
        400: "The request is not valid, or changes what cannot be changed here; the detail names "
        "each such member.",
        403: "The token has not the role TOMP; or the journey has begun.",
        409: "It was fixed when the booking was committed.",
        410: GONE,
    },
    parameters=[KEPT],
    examples=[
        asked("Another address", examples.CHANGE_REQUEST),
        answered("Held", examples.HELD),
    ],
)
subscribe = describe(
    "subscribe",
    "Subscribe to a booking",
    status=204,
    request=change_requests.SubscriptionRequest,
    refusals=BODY,
    because={410: GONE},
    examples=[asked("To an address", examples.SUBSCRIPTION_REQUEST)],
)
unsubscribe = describe("unsubscribe", "End the subscription to a booking", status=204, request=None)
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

OPERATIONS: Mapping[str, Mapping[str, Any]] = {
    "planning/inquiries": {"post": inquire},
    "planning/offers": {"post": offer},
    "plannings": {"post": plan},
    "bookings": {"post": book, "get": list_bookings},
    "bookings/one-stop": {"post": book_one_stop},
    "bookings/{id}": {"get": read_booking, "put": change_members},
    "bookings/{id}/events": {"post": change_state},
    "bookings/{id}/notifications": {"get": list_notifications, "post": send_notification},
    "bookings/{id}/subscription": {"post": subscribe, "delete": unsubscribe},
}
