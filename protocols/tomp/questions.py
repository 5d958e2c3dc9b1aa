"""Support requests as every version of TOMP 1 tells them (§ support); the words are those of the
versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from protocols.tomp.wire import utc
from support.actions.opening import CaseFacts
from support.models.case import LONGEST_PLACE
from support.queries import CaseStep
from support.states import CaseKind, CasePriority, CaseState

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SupportWords:
    """The words of a version."""

    types: Mapping[CaseKind, str]
    kinds: Mapping[str, CaseKind]
    """The way back."""
    priorities: Mapping[CasePriority, str]
    statuses: Mapping[CaseState, str]


def facts_of(told: Mapping[str, Any], words: SupportWords) -> CaseFacts:
    """What a request that was checked tells of its case."""
    priority, minutes = told.get("priority"), told.get("requestedResponseTime")
    location = told.get("location", {})
    ranks = {word: rank for rank, word in words.priorities.items()}
    return CaseFacts(
        kind=words.kinds[told["supportType"]],
        text=told.get("comment", ""),
        contact=told.get("contactInformationEndUser", ""),
        occurred_at=told.get("time"),
        priority=ranks[priority] if priority else None,
        response_minutes=None if minutes is None else max(1, ceil(minutes)),
        place=_place_of(location),
        position=_position_of(location),
    )


def status_of(
    step: CaseStep, words: SupportWords, *, reference: str, at: datetime
) -> dict[str, Any]:
    """`supportStatus`: the request, and where it had come with this step.

    `caseId` and `statusTime` are ours. `reference` is what its status is asked for by.
    """
    case = step.case
    wire: dict[str, Any] = {
        "id": reference,
        "supportType": words.types[CaseKind(case.kind)],
        "time": utc(case.occurred_at),
        "priority": words.priorities[CasePriority(case.priority)],
        "requestedResponseTime": case.response_minutes,
        "status": words.statuses[step.state],
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
