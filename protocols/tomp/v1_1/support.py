"""Support requests of TOMP 1.1, and what became of them, as the wire tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from protocols.tomp.checking import checked, require
from protocols.tomp.v1_1.support_requests import SupportRequest
from protocols.tomp.v1_1.support_words import (
    KIND_OF_TYPE,
    PRIORITY_OF_WORD,
    SUPPORT_PRIORITY,
    SUPPORT_STATUS,
    SUPPORT_TYPE,
)
from protocols.tomp.wire import utc
from support.actions.opening import CaseFacts
from support.models.case import LONGEST_PLACE
from support.queries import CaseStep
from support.states import CaseKind, CasePriority, CaseState

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SupportWish:
    """A support request, understood: the booking, and what to tell its operator."""

    reference: str
    facts: CaseFacts


def read_support_request(body: Any) -> SupportWish:
    """`supportRequest`. Missing without a booking or a type, ValidationError for its members."""
    require(body, "id", "Send the id of the booking that it is about.")
    require(body, "supportType", "Send what it is about, such as NOT_CLEAN.")
    told = checked(SupportRequest, body)
    priority, minutes = told.get("priority"), told.get("requestedResponseTime")
    location = told.get("location", {})
    facts = CaseFacts(
        kind=KIND_OF_TYPE[told["supportType"]],
        text=told.get("comment", ""),
        contact=told.get("contactInformationEndUser", ""),
        occurred_at=told.get("time"),
        priority=PRIORITY_OF_WORD[priority] if priority else None,
        response_minutes=None if minutes is None else max(1, ceil(minutes)),
        place=_place_of(location),
        position=_position_of(location),
    )
    return SupportWish(told["id"], facts)


def step_to_wire(step: CaseStep, *, reference: str, at: datetime) -> dict[str, Any]:
    """`supportStatus`: the request, and where it had come with this step.

    `caseId` and `statusTime` are ours. `reference` is that of the booking.
    """
    case = step.case
    wire: dict[str, Any] = {
        "id": reference,
        "supportType": SUPPORT_TYPE[CaseKind(case.kind)],
        "time": utc(case.occurred_at),
        "priority": SUPPORT_PRIORITY[CasePriority(case.priority)],
        "requestedResponseTime": case.response_minutes,
        "status": SUPPORT_STATUS[step.state],
        "order": step.order,
        "statusTime": utc(step.happened_at),
        "caseId": case.code,
    }
    if case.contact:
        wire["contactInformationEndUser"] = case.contact
    if step.text:
        wire["comment"] = step.text
    if case.longitude is not None:
        wire["location"] = {"coordinates": {"lng": case.longitude, "lat": case.latitude}}
        if case.place:
            wire["location"]["name"] = case.place
    if step.is_last and step.state == CaseState.PROCESSING:
        wire["timeToResolution"] = max(0, ceil((case.due_at - at) / MINUTE))
    return wire


def _place_of(location: Mapping[str, Any]) -> str:
    """The name of the place, else the ids of its stops."""
    stops = [stop["id"] for stop in location.get("stopReference", [])]
    ids = stops or [location.get("stationId", "")]
    told: str = location.get("name") or ", ".join(filter(None, ids))
    return told[:LONGEST_PLACE]


def _position_of(location: Mapping[str, Any]) -> tuple[float, float] | None:
    """Longitude and latitude."""
    told = location.get("coordinates")
    return (told["lng"], told["lat"]) if told else None
