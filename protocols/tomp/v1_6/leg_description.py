"""How the API description shows trip execution of TOMP 1.6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.v1_6 import examples, operator_schemas, requests, schemas
from protocols.tomp.v1_6 import rental_examples as rentals
from protocols.tomp.v1_6.describing import BODY, describe, header, page
from protocols.tomp.v1_6.examples import answered, asked

KEPT = header("Cache-Control", "private, with the seconds that the barcode lives.", response=[200])
ETAG = header("ETag", "Of the body.", response=[200])
IF_NONE_MATCH = header("If-None-Match", "The ETag of the body that is there; else 304.")
NOT_OFFERED = "No leg under this id that this channel may see; or its product has no such extra."

read_leg = describe(
    "readLeg",
    "Read a leg, its ticket and its price",
    schemas.Leg,
    also={
        304: "The body with that ETag is still the right one; Cache-Control is new.",
        412: "If-Match named another body.",
    },
    refusals=(503,),
    parameters=[KEPT, ETAG, IF_NONE_MATCH],
    examples=[
        answered("A ride in use", examples.LEG_IN_USE),
        answered("A ride to come", examples.WAITING_LEG),
        answered("A vehicle in use", rentals.LEG_IN_USE),
    ],
)
move_leg = describe(
    "changeLeg",
    "Use a leg",
    schemas.Leg,
    request=requests.LegEventRequest,
    refusals=(*BODY, 503),
    because={
        403: "The token has not the role TOMP; or it is not possible in this state, or not with "
        "a leg of this kind; or the other vehicle was taken by somebody else.",
    },
    parameters=[KEPT],
    examples=[
        asked("Activate a ticket", examples.LEG_EVENT_REQUEST),
        asked("Unlock a vehicle", rentals.START_REQUEST),
        asked("Give it back", rentals.FINISH_REQUEST),
        answered("A ride in use", examples.LEG_IN_USE),
        answered("A vehicle given back", rentals.LEG_FINISHED),
        answered("Jammed", rentals.JAMMED, 503),
    ],
)
read_progress = describe(
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
    examples=[
        answered("A ride", examples.PROGRESS),
        answered("A vehicle", rentals.PROGRESS),
    ],
)
list_assets = describe(
    "listAssets",
    "See which vehicles can be chosen",
    operator_schemas.Vehicle(many=True),
    parameters=page(MAX_PAGE_SIZE),
    because={
        403: "The token has not the role TOMP; or the vehicle cannot be chosen: that of a ride by "
        "the timetable, or one that is in use."
    },
    examples=[answered("Another one", rentals.CHOICE)],
)
CODES = [
    OpenApiParameter("category", str, OpenApiParameter.PATH, description="Such as HR."),
    OpenApiParameter("number", str, OpenApiParameter.PATH, description="Such as 01."),
]
add_ancillary = describe(
    "addAncillary",
    "Add what travels along",
    schemas.Leg,
    request=None,
    because={404: NOT_OFFERED},
    parameters=[KEPT, *CODES],
    examples=[answered("With a bicycle", examples.LEG_WITH_BICYCLE)],
)
remove_ancillary = describe(
    "removeAncillary",
    "Take it off again",
    schemas.Leg,
    request=None,
    because={404: NOT_OFFERED},
    parameters=[KEPT, *CODES],
    examples=[answered("Without", examples.WAITING_LEG)],
)

OPERATIONS: Mapping[str, Mapping[str, Any]] = {
    "legs/{id}": {"get": read_leg},
    "legs/{id}/events": {"post": move_leg},
    "legs/{id}/progress": {"get": read_progress},
    "legs/{id}/available-assets": {"get": list_assets},
    "legs/{id}/ancillaries/{category}/{number}": {
        "post": add_ancillary,
        "delete": remove_ancillary,
    },
}
