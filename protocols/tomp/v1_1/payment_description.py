"""How the API description shows the payment module of TOMP 1.1."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from protocols.tomp.journal import JOURNAL_STATES
from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.v1_1 import payment_examples as examples
from protocols.tomp.v1_1 import payment_requests as requests
from protocols.tomp.v1_1 import payment_schemas as schemas
from protocols.tomp.v1_1.describing import BODY, describe, header, page
from protocols.tomp.v1_1.examples import answered, asked
from protocols.tomp.v1_1.payment_words import CATEGORIES

KEY = header("Idempotency-Key", "Your name for the claim; sent again, it is the one that is there.")

read_journal_operation = describe(
    "readJournal",
    "The journal of the channel",
    schemas.JournalEntry(many=True),
    parameters=[
        OpenApiParameter("from", OpenApiTypes.DATETIME, description="Entries of then and later."),
        OpenApiParameter("to", OpenApiTypes.DATETIME, description="Entries before it."),
        OpenApiParameter("state", str, enum=JOURNAL_STATES),
        OpenApiParameter("id", str, description="journalId: the id of a booking."),
        OpenApiParameter("category", str, enum=CATEGORIES),
        *page(MAX_PAGE_SIZE),
    ],
    examples=[
        answered("A sale", examples.SALE),
        answered("What was claimed", examples.CLAIM),
    ],
)
claim_operation = describe(
    "claimExtraCosts",
    "Claim extra costs of a booking",
    schemas.JournalEntry,
    request=requests.ExtraCostsRequest,
    refusals=BODY,
    because={
        400: "The request is not valid; the currency is not that of the booking; or the key came "
        "with other costs before.",
        403: "The token has not the role TOMP; the booking was never committed, or was sold to an "
        "earlier partner of the channel; or (6503) the credits claimed for it would be more than "
        "what is still paid for it.",
    },
    parameters=[KEY],
    examples=[
        asked("A refund", examples.COSTS_REQUEST),
        answered("Noted", examples.CLAIM),
    ],
)
OPERATIONS = {
    "payment/journal-entry": {"get": read_journal_operation},
    "payment/{id}/claim-extra-costs": {"post": claim_operation},
}
