"""How the API description shows the lists of bookings."""

from __future__ import annotations

from protocols.tripgo.describing import TRAVELLER, TRAVELLER_HEADER, describe
from protocols.tripgo.mybookings import schemas
from protocols.tripgo.mybookings.requests import ActiveQuery, ListQuery, MonthQuery

TAG = "My bookings"
NOT_SUPPORTED = {470: "Bookings that are sold here are cancelled, not changed."}

list_bookings = describe(
    "listMyBookings",
    "The bookings of the traveller",
    {200: schemas.BookingList},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER, ListQuery],
)
count_valid = describe(
    "countValidBookings",
    "How many bookings are good for something still",
    {200: schemas.Counted},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER],
)
list_month = describe(
    "listBookingsOfMonth",
    "The bookings of a month",
    {200: schemas.BookingList},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER, MonthQuery],
)
summarise = describe(
    "summariseBookings",
    "How many bookings there are in each month",
    {200: schemas.Summary},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER],
)
read_active = describe(
    "getActiveBooking",
    "The booking that is under way or comes next",
    {200: schemas.MyBooking},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER, ActiveQuery],
)
read_booking = describe(
    "getMyBooking",
    "One booking",
    {200: schemas.MyBooking},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER],
)
change_booking = describe(
    "changeOwnBooking",
    "Change a booking of one's own",
    {},
    tag=TAG,
    request=None,
    refusals=TRAVELLER,
    because=NOT_SUPPORTED,
    parameters=[TRAVELLER_HEADER],
)
delete_booking = describe(
    "deleteOwnBooking",
    "Delete a booking of one's own",
    {},
    tag=TAG,
    refusals=TRAVELLER,
    because=NOT_SUPPORTED,
    parameters=[TRAVELLER_HEADER],
)
add_receipt = describe(
    "addReceipt",
    "Add a receipt to a booking of one's own",
    {},
    tag=TAG,
    request=None,
    refusals=TRAVELLER,
    because=NOT_SUPPORTED,
    parameters=[TRAVELLER_HEADER],
)
delete_receipt = describe(
    "deleteReceipt",
    "Delete a receipt of a booking of one's own",
    {},
    tag=TAG,
    refusals=TRAVELLER,
    because=NOT_SUPPORTED,
    parameters=[TRAVELLER_HEADER],
)
