"""How the API description shows the support module of TOMP 1.6."""

from __future__ import annotations

from protocols.tomp.v1_6 import support_examples as examples
from protocols.tomp.v1_6 import support_requests as requests
from protocols.tomp.v1_6 import support_schemas as schemas
from protocols.tomp.v1_6.describing import BODY, describe
from protocols.tomp.v1_6.examples import answered, asked

ask_support = describe(
    "askSupport",
    "Ask for support",
    schemas.SupportStatus,
    description="Ask the operator's staff about a booking, or about a vehicle that was not booked "
    "(`assetId`), such as one that is damaged.\n\n"
    "The same question sent again is the one that is open. While it is UPDATE_REQUESTED, another "
    "comment with the same type is the update that was asked for. The `id` of the answer is what "
    "its status is asked for by.",
    request=requests.SupportRequest,
    refusals=(404, *BODY),
    examples=[
        asked("The vehicle is gone", examples.SUPPORT_REQUEST),
        asked("A damaged vehicle", examples.DAMAGE_REQUEST),
        answered("Somebody looks into it", examples.OPENED),
    ],
)
read_support = describe(
    "readSupport",
    "See what became of support requests",
    schemas.SupportStatus(many=True),
    refusals=(404,),
    examples=[
        answered("The first status", examples.OPENED),
        answered("The last one", examples.RESOLVED),
    ],
)
OPERATIONS = {
    "support": {"post": ask_support},
    "support/{id}/status": {"get": read_support},
}
