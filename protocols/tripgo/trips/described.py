"""How the API description shows planning and trips."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse

from protocols.describing import answered, query
from protocols.tripgo.describing import TRAVELLER_HEADER, describe
from protocols.tripgo.trips import schemas
from protocols.tripgo.trips.planning.requests import RoutingQuery

TAG = "Trips"
VERSION = query(
    "v",
    "Of the interface: below 13 times are seconds since 1970, from 13 on ISO 8601 with offset. "
    "Without it 13.",
)
HASH = query("hash", "Of the trip as it was told last, as its updateURL has it.")
SPOT = {"lat": 47.9973, "lng": 7.8422, "name": "Hauptbahnhof", "address": "Hauptbahnhof"}
UNI = {"lat": 47.9936, "lng": 7.8462, "address": "Uni"}
TEMPLATE = {
    "hashCode": -1420228218,
    "type": "unscheduled",
    "visibility": "in summary",
    "modeIdentifier": "ps_tax_city-taxi",
    "modeInfo": {
        "identifier": "ps_tax_city-taxi",
        "alt": "City Taxi",
        "localIcon": "taxi",
        "description": "Taxi",
        "color": {"red": 241, "green": 181, "blue": 26},
    },
    "from": SPOT,
    "to": UNI,
    "action": "Take a taxi",
    "mini": {"instruction": "City Taxi", "mainValue": "<DURATION>"},
    "metres": 2300,
    "localCost": {"cost": 12.5, "currency": "EUR", "accuracy": "internal_estimate"},
    "streets": [{"encodedWaypoints": "ckdcHgmjn@|U_X", "metres": 2300}],
}
QUICK = "https://maas.example/v1/booking/v1/3f1c9a52-8f0e-4d0b-9a4e-3a8f5b1f2c11/q7Lm2Xd9/quick"
TRIP = {
    "id": "3f1c9a52-8f0e-4d0b-9a4e-3a8f5b1f2c11",
    "depart": "2025-06-02T08:30:00+02:00",
    "arrive": "2025-06-02T08:48:00+02:00",
    "mainSegmentHashCode": -1420228218,
    "queryIsLeaveAfter": True,
    "queryTime": 1748845800,
    "availability": "AVAILABLE",
    "caloriesCost": 0,
    "carbonCost": 0.46,
    "hassleCost": 5.0,
    "weightedScore": 35.5,
    "moneyCost": 12.5,
    "currency": "EUR",
    "currencySymbol": "€",
    "segments": [
        {
            "id": "q7Lm2Xd9",
            "startTime": "2025-06-02T08:30:00+02:00",
            "endTime": "2025-06-02T08:48:00+02:00",
            "realTime": False,
            "availability": "AVAILABLE",
            "booking": {
                "title": "Book",
                "accessibilityLabel": "Book with City Taxi",
                "quickBookingsUrl": QUICK,
                "quickBookingUrl": QUICK,
            },
            "bookingHashCode": 355893618,
            "segmentTemplateHashCode": -1420228218,
        }
    ],
    "updateURL": "https://maas.example/v1/trip/update/3f1c9a52-8f0e-4d0b-9a4e-3a8f5b1f2c11"
    "?hash=714400116",
    "temporaryURL": "https://maas.example/v1/trip/3f1c9a52-8f0e-4d0b-9a4e-3a8f5b1f2c11",
}
ROUTED = {
    "groups": [{"trips": [TRIP], "sources": []}],
    "segmentTemplates": [TEMPLATE],
    "query": {"from": SPOT, "to": UNI, "depart": "2025-06-02T08:30:00+02:00"},
    "region": "DE_Freiburg",
    "regions": ["DE_Freiburg"],
    "alerts": [],
}
EXAMPLE = answered("A taxi", ROUTED)
NO_NEWS = OpenApiResponse(
    schemas.RoutingResponse, "The trip; an empty body where `hash` is still that of the trip."
)

plan = describe(
    "planTrips",
    "Plan trips",
    {200: schemas.RoutingResponse},
    tag=TAG,
    parameters=[RoutingQuery, VERSION],
    examples=[EXAMPLE],
)
plan_by_body = describe(
    "planTripsByBody",
    "Plan trips, asked for in a body",
    {200: schemas.RoutingResponse},
    tag=TAG,
    request={"application/json": OpenApiTypes.OBJECT},
    parameters=[VERSION],
)
show_trip = describe(
    "showTrip",
    "A trip as it goes now",
    {200: NO_NEWS},
    tag=TAG,
    refusals=(447,),
    parameters=[VERSION, HASH, TRAVELLER_HEADER],
    examples=[EXAMPLE],
)
update_trip = describe(
    "updateTrip",
    "What has changed of a trip",
    {200: NO_NEWS},
    tag=TAG,
    refusals=(447,),
    parameters=[VERSION, HASH, TRAVELLER_HEADER],
)
