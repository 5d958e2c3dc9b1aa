"""Support requests of TOMP 1.6, and what became of them, as the wire tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from protocols.tomp.checking import checked, require
from protocols.tomp.errors import Invalid, Missing
from protocols.tomp.questions import SupportWords, facts_of, status_of
from protocols.tomp.v1_6.support_requests import SupportRequest
from protocols.tomp.v1_6.support_words import PART_OF_WORD, VEHICLE_PART
from protocols.tomp.v1_6.words import CASE_KIND, SUPPORT_PRIORITY, SUPPORT_STATUS, SUPPORT_TYPE
from protocols.tomp.wishes import SupportWish
from support.actions.opening import CaseFacts
from support.models import SupportCase
from support.models.case import MOST_EVIDENCE
from support.queries import CaseStep
from support.states import VehiclePart

WORDS = SupportWords(SUPPORT_TYPE, CASE_KIND, SUPPORT_PRIORITY, SUPPORT_STATUS)


def read_support_request(body: Any) -> SupportWish:
    """`supportRequest`. Missing without a type, and without a booking and a vehicle;
    ValidationError for its members; Invalid for too many pictures."""
    if isinstance(body, Mapping) and not body.get("id") and not body.get("assetId"):
        raise Missing("id: Send the id of the booking, or the assetId of a vehicle.")
    require(body, "supportType", "Send what it is about, such as NOT_CLEAN.")
    told = checked(SupportRequest, body)
    return SupportWish(told.get("id", ""), _facts(told), asset=told.get("assetId", ""))


def step_to_wire(step: CaseStep, *, reference: str, at: datetime) -> dict[str, Any]:
    """`supportStatus`: the request, and where it had come with this step."""
    case = step.case
    wire = status_of(step, WORDS, reference=reference, at=at)
    if case.part:
        wire["damage"] = _damage(case)
    if case.evidence:
        wire["urls"] = case.evidence
    if case.asset is not None:
        wire["assetId"] = case.asset.asset_id
    return wire


def _facts(told: Mapping[str, Any]) -> CaseFacts:
    damage = told.get("damage", {})
    pictures = (*told.get("urls", []), *damage.get("pictures", []))
    if len(pictures) > MOST_EVIDENCE:
        raise Invalid(f"urls, damage.pictures: at most {MOST_EVIDENCE} pictures together.")
    facts = replace(facts_of(told, WORDS), evidence=pictures)
    if not damage:
        return facts
    return replace(
        facts,
        part=PART_OF_WORD[damage["vehicleComponent"]],
        part_name=damage.get("vehicleComponentName", ""),
        damage=damage["description"],
    )


def _damage(case: SupportCase) -> dict[str, Any]:
    """`damage`; its pictures are among the others in `urls`."""
    wire = {"vehicleComponent": VEHICLE_PART[VehiclePart(case.part)], "description": case.damage}
    return {**wire, "vehicleComponentName": case.part_name} if case.part_name else wire
