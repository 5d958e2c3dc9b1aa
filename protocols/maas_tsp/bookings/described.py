"""How the API description shows the operations on bookings."""

from __future__ import annotations

from protocols.describing import answered, asked
from protocols.maas_tsp.bookings import schemas
from protocols.maas_tsp.describing import describe
from protocols.maas_tsp.options.described import TAXI

REFERENCE = TAXI["meta"]["offer"]["ref"]  # type: ignore[index]
ADA = {
    "opaqueId": "0f3ac9d2",
    "firstName": "Ada",
    "lastName": "Lovelace",
    "phone": "+31612345678",
    "email": "ada@example.org",
    "locale": "nl",
}
ECHOED = {name: TAXI[name] for name in ("leg", "meta", "terms", "tspProduct")}
ORDERED = {
    "tspId": REFERENCE,
    "state": "RESERVED",
    "cost": TAXI["cost"],
    "leg": TAXI["leg"],
    "meta": {
        "MODE_TAXI": {
            "vehicleType": "any",
            "taxiCenter": {"name": "City Taxi", "phone": "+31201234567"},
            "driver": {},
        }
    },
    "terms": TAXI["terms"],
    "token": {},
    "tspProduct": TAXI["tspProduct"],
}
NEAR = {
    **ORDERED,
    "state": "ARRIVED",
    "meta": {
        "MODE_TAXI": {
            "vehicleType": "any",
            "taxiCenter": {"name": "City Taxi", "phone": "+31201234567"},
            "driver": {"name": "Jussi K.", "phone": "+31698765432"},
            "vehicleId": "taxi-12",
            "vehicleDescription": "Estate car 12-ABC-3",
            "vehicleLocation": {"lat": 52.0894, "lon": 5.1101},
            "eta": 1893492180000,
        }
    },
}
FEE = {"amount": 5, "currency": "EUR"}
CANCELLED = {
    **NEAR,
    "state": "CANCELLED",
    "cost": FEE,
    "terms": {
        "validity": {"startTime": 1893492240000, "endTime": 1893493140000},
        "reusable": False,
        "reconcilable": True,
        "cancellation": {"outward": {"cancellable": False, "refunded": True, "cost": FEE}},
    },
}
SETTLED = {
    "tspId": REFERENCE,
    "cost": {"amount": 23.4, "currency": "EUR"},
    "receipt": {
        "cost": {"amount": 23.4, "currency": "EUR"},
        "terms": {"reusable": False, "reconcilable": True},
    },
}

create_booking = describe(
    "createBooking",
    "Book an option",
    {200: schemas.Created},
    request=schemas.CreateRequest,
    refusals=(503,),
    because={
        400: "The request is not valid, or there is no such offer.",
        403: "Not sold to this customer, or not now.",
        409: "BOOKING_ALREADY_EXISTS: this customer has it, with bookingId. OFFER_TAKEN, "
        "OFFER_LAPSED, NO_LONGER_AVAILABLE: ask for options again.",
    },
    examples=[
        asked("A taxi", {**ECHOED, "customer": ADA}),
        answered("A taxi", {**ORDERED, "customer": ADA}),
    ],
)
read_booking = describe(
    "getBooking",
    "A booking as it stands",
    {200: schemas.Booking},
    refusals=(503,),
    examples=[answered("A taxi that waits", NEAR)],
)
update_booking = describe(
    "updateBooking",
    "Use, pause or end it, or amend it",
    {200: schemas.Booking},
    request=schemas.UpdateRequest,
    refusals=(503,),
    because={
        403: "Not possible now, such as before its time or where a vehicle may not be left.",
        409: "STATE_NOT_POSSIBLE: this state does not follow the present one, or the operator "
        "alone brings it about.",
    },
    examples=[
        asked("Lock the vehicle and keep it", {"tspId": REFERENCE, "state": "ON_HOLD"}),
        answered("A taxi that waits", NEAR),
    ],
)
cancel_booking = describe(
    "cancelBooking",
    "Cancel a booking",
    {200: schemas.Booking, 204: None},
    refusals=(503,),
    because={403: "The rules forbid it, the use has begun, or the booking is over otherwise."},
    examples=[answered("A taxi whose driver had accepted", CANCELLED)],
)
read_receipt = describe(
    "getReceipt",
    "What a booking has cost",
    {200: schemas.ReceiptAnswer},
    because={404: "Nothing under this id, or RECEIPT_NOT_READY: the price is not final yet."},
    examples=[answered("A trip by taxi", SETTLED)],
)
