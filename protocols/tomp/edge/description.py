"""How the API description shows the operations of TOMP 1.6."""

from __future__ import annotations

from protocols.tomp.edge import examples, requests, schemas
from protocols.tomp.edge.describing import BODY, describe, header
from protocols.tomp.edge.examples import answered, asked

FRONT_PAGE = """
Rent a vehicle: book it, use it, give it back.

* **Token**: `X-Access-Token: …`, or `Authorization: Bearer …`; the administrator of the tenant
  issues it for one sales channel. The headers `Api` and `Api-Version` are not needed.
* **Vehicles** are booked by their id, such as that of a GBFS feed: exactly one in `useAssets`.
* **The clock** runs from the moment that the vehicle unlocked to `START_FINISHING` or `FINISH`.
  `GET /legs/{id}` tells the price by now.
* **Prices** are told part by part. In a plan, the amount of a FLEX part is for its `units`; in a
  leg, `units` are those consumed and the amount is for all of them.
* **Repeating**: with an `Idempotency-Key` a repeated one-stop booking has one effect. `FINISH`
  can be sent again until it is answered with 200; then it is answered with 409.
* **Refusals** are an `Error` with the errorcode of TOMP. `429` and `503` carry `Retry-After`.
* Times are RFC 3339, coordinates WGS 84 degrees, money is a number, and a trailing slash does not
  matter.
"""
DESCRIPTION = {
    "TITLE": "Perron: TOMP 1.6, shared vehicles",
    "VERSION": "1.6.1",
    "DESCRIPTION": FRONT_PAGE.strip(),
    "EXTERNAL_DOCS": {"description": "TOMP-API", "url": "https://github.com/TOMP-WG/TOMP-API"},
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "accessToken": {"type": "apiKey", "in": "header", "name": "X-Access-Token"},
            "bearer": {"type": "http", "scheme": "bearer"},
        }
    },
    "SECURITY": [{"accessToken": []}, {"bearer": []}],
    "POSTPROCESSING_HOOKS": ["protocols.describing.leave_words_in_place"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
}

EXPIRES = header(
    "Expires", "HTTP-date: the vehicle unlocks by then.", response=[201], required=True
)
KEPT = header("Cache-Control", "private; how long it may be kept.", response=[200], required=True)
ETAG = header("ETag", "Of the body.", response=[200], required=True)
IF_NONE_MATCH = header("If-None-Match", "The ETag of the body that is there; else 304.")
KEY = header("Idempotency-Key", "Requests with the same one, sent within a day, have one effect.")
SHOWN = [KEPT, ETAG, IF_NONE_MATCH]
SAME = {
    304: "The body with that ETag is still the right one.",
    412: "If-Match named another body.",
}

read_regions = describe(
    "readRegions",
    "Where the vehicles operate",
    schemas.SystemRegion(many=True),
    also=SAME,
    parameters=SHOWN,
    examples=[answered("A region", examples.REGION)],
)
read_meta = describe(
    "readMeta",
    "What is served here",
    schemas.EndpointImplementation(many=True),
    also=SAME,
    parameters=SHOWN,
    examples=[answered("Some of it", examples.META)],
)
read_plans = describe(
    "readPricingPlans",
    "What it costs",
    schemas.SystemPricingPlan(many=True),
    also=SAME,
    parameters=SHOWN,
    examples=[answered("A plan", examples.PLAN)],
)
book_one_stop = describe(
    "bookOneStop",
    "Book a vehicle",
    schemas.Booking,
    status=201,
    request=requests.OneStopRequest,
    refusals=(406, 428, *BODY),
    because={
        409: "The customer has this vehicle already; or a request with this key is still running."
    },
    parameters=[EXPIRES, KEY],
    examples=[
        asked("A scooter", examples.ONE_STOP_REQUEST),
        answered("Booked", examples.BOOKED, 201),
        answered("Taken", examples.TAKEN, 406),
    ],
)
read_booking = describe(
    "readBooking",
    "Read a booking",
    schemas.Booking,
    also=SAME,
    refusals=(404,),
    parameters=SHOWN,
    examples=[
        answered("In use", examples.STARTED),
        answered("Over", examples.FINISHED),
    ],
)
read_leg = describe(
    "readLeg",
    "Read a leg and its price",
    schemas.Leg,
    also=SAME,
    refusals=(404,),
    parameters=SHOWN,
    examples=[
        answered("In use", examples.LEG_IN_USE),
        answered("Booked", examples.WAITING_LEG),
    ],
)
end_leg = describe(
    "endLeg",
    "Give the vehicle back",
    schemas.Leg,
    request=requests.LegEventRequest,
    refusals=(404, 503, *BODY),
    because={409: "The leg is over."},
    examples=[
        asked("Finish", examples.FINISH_REQUEST),
        asked("Stop the clock", examples.BEGIN_FINISHING_REQUEST),
        answered("Over", examples.LEG_FINISHED),
        answered("Stopped", examples.LEG_FINISHING),
        answered("Jammed", examples.JAMMED, 503),
    ],
)
open_support_case = describe(
    "askSupport",
    "Ask the operator for help",
    schemas.SupportStatus,
    request=requests.SupportRequest,
    refusals=(404, *BODY),
    examples=[
        asked("Nowhere to be seen", examples.SUPPORT_REQUEST),
        answered("Taken up", examples.SUPPORT_STATUS),
    ],
)
