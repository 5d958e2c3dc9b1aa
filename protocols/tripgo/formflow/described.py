"""How the API description shows booking by forms."""

from __future__ import annotations

from protocols.describing import asked
from protocols.tripgo.describing import TRAVELLER, TRAVELLER_HEADER, describe
from protocols.tripgo.forms.schemas import Form, FormRequest

TAG = "Booking by forms"
BOOKS = (*TRAVELLER, 460, 491)
QUOTED = asked("What is held", {"input": [{"id": "quote", "value": "9d2Kf0mWq3Zx"}]})

read_info = describe(
    "getBookingForm",
    "The form that begins a booking",
    {200: Form},
    tag=TAG,
    refusals=(447, 470),
)
book = describe(
    "holdByForm",
    "Hold what a form is of",
    {200: Form},
    tag=TAG,
    request=FormRequest,
    refusals=BOOKS,
    parameters=[TRAVELLER_HEADER],
    examples=[
        asked(
            "Two adults",
            {"input": [{"id": "productId", "value": "single"}, {"id": "fare.adult", "value": 2}]},
        )
    ],
)
book_step = describe(
    "holdProductByForm",
    "Hold a product",
    {200: Form},
    tag=TAG,
    request=FormRequest,
    refusals=BOOKS,
    parameters=[TRAVELLER_HEADER],
    examples=[asked("Two adults", {"input": [{"id": "fare.adult", "value": 2}]})],
)
read_details = describe(
    "getReviewForm",
    "What is held, to be reviewed",
    {200: Form},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER],
)
pay = describe(
    "payByForm",
    "Go on to the step that books",
    {200: Form},
    tag=TAG,
    request=FormRequest,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER],
    examples=[QUOTED],
)
confirm = describe(
    "confirmByForm",
    "Book what is held",
    {200: Form},
    tag=TAG,
    request=FormRequest,
    refusals=(*TRAVELLER, 491),
    parameters=[TRAVELLER_HEADER],
    examples=[QUOTED],
)
