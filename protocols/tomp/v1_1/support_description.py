"""How the API description shows the support module of TOMP 1.1."""

from __future__ import annotations

from protocols.tomp.v1_1 import support_examples as examples
from protocols.tomp.v1_1 import support_requests as requests
from protocols.tomp.v1_1 import support_schemas as schemas
from protocols.tomp.v1_1.describing import BODY, describe
from protocols.tomp.v1_1.examples import answered, asked

ask_support_operation = describe(
    "askSupport",
    "Ask for support",
    schemas.SupportStatus,
    request=requests.SupportRequest,
    refusals=BODY,
    examples=[
        asked("A dirty bus", examples.SUPPORT_REQUEST),
        answered("Somebody looks into it", examples.OPENED),
    ],
)
read_support_operation = describe(
    "readSupport",
    "See what became of support requests",
    schemas.SupportStatus(many=True),
    examples=[
        answered("The first status", examples.OPENED),
        answered("The last one", examples.RESOLVED),
    ],
)
OPERATIONS = {
    "support": {"post": ask_support_operation},
    "support/{id}/status": {"get": read_support_operation},
}
