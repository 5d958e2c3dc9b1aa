"""How the API description shows the payment module of TOMP 1.6."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from protocols.tomp.journal import JOURNAL_STATES
from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.v1_6 import payment_examples as examples
from protocols.tomp.v1_6 import payment_requests as requests
from protocols.tomp.v1_6 import payment_schemas as schemas
from protocols.tomp.v1_6.describing import BODY, describe, header
from protocols.tomp.v1_6.examples import answered, asked
from protocols.tomp.v1_6.payment_words import CATEGORIES

KEY = header("Idempotency-Key", "Your name for the claim; sent again, it is the one that is there.")
OFFSET = {"type": "integer", "minimum": 0, "maximum": requests.LAST_OFFSET, "default": 0}
LIMIT = {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": MAX_PAGE_SIZE}

read_journal = describe(
    "readJournal",
    "The journal of the channel",
    schemas.JournalEntry(many=True),
    parameters=[
        OpenApiParameter("from", OpenApiTypes.DATETIME, description="Entries of then and later."),
        OpenApiParameter("to", OpenApiTypes.DATETIME, description="Entries before it."),
        OpenApiParameter("state", str, enum=JOURNAL_STATES),
        OpenApiParameter("id", str, description="journalId: the id of a booking."),
        OpenApiParameter("category", str, enum=CATEGORIES),
        OpenApiParameter("offset", OFFSET, description="Rows to leave out."),
        OpenApiParameter("limit", LIMIT, description="Rows to send at most."),
    ],
    examples=[
        answered("A sale", examples.SALE),
        answered("What was claimed", examples.CLAIM),
    ],
)
claim_costs = describe(
    "claimExtraCosts",
    "Claim extra costs of a booking",
    schemas.JournalEntry,
    request=requests.ExtraCostsRequest,
    refusals=(404, *BODY),
    because={
        400: "The request is not valid; the currency is not that of the booking; or the key came "
        "with other costs before.",
        403: "The token has not the role TOMP; the booking was never committed, or was sold to an "
        "earlier partner of the channel; or (6503) the credits claimed for it would be more than "
        "what is still paid for it.",
    },
    parameters=[KEY],
    examples=[
        asked("Damage", examples.COSTS_REQUEST),
        answered("Noted", examples.CLAIM),
    ],
)
OPERATIONS = {
    "payment/journal-entry": {"get": read_journal},
    "payment/{id}/claim-extra-costs": {"post": claim_costs},
}
