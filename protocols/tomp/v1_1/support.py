"""Support requests of TOMP 1.1, and what became of them, as the wire tells it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from protocols.tomp.checking import checked, require
from protocols.tomp.questions import SupportWords, facts_of, status_of
from protocols.tomp.v1_1.support_requests import SupportRequest
from protocols.tomp.v1_1.support_words import (
    KIND_OF_TYPE,
    SUPPORT_PRIORITY,
    SUPPORT_STATUS,
    SUPPORT_TYPE,
)
from protocols.tomp.wishes import SupportWish
from support.queries import CaseStep

WORDS = SupportWords(SUPPORT_TYPE, KIND_OF_TYPE, SUPPORT_PRIORITY, SUPPORT_STATUS)


def read_support_request(body: Any) -> SupportWish:
    """`supportRequest`. Missing without a booking or a type, ValidationError for its members."""
    require(body, "id", "Send the id of the booking that it is about.")
    require(body, "supportType", "Send what it is about, such as NOT_CLEAN.")
    told = checked(SupportRequest, body)
    return SupportWish(told["id"], facts_of(told, WORDS))


def step_to_wire(step: CaseStep, *, reference: str, at: datetime) -> dict[str, Any]:
    """`supportStatus`: the request, and where it had come with this step."""
    return status_of(step, WORDS, reference=reference, at=at)
