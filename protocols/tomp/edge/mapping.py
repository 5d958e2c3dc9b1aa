"""Support cases as /edge/tomp tells them: the members that were read, as they were sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from protocols.tomp.v1_6.words import SUPPORT_STATUS
from support.models import SupportCase
from support.states import CaseState


def support_to_wire(asked: Mapping[str, Any], case: SupportCase) -> dict[str, Any]:
    """`supportStatus`: what was asked, as it was asked, and how it stands."""
    return {**asked, "status": SUPPORT_STATUS[CaseState(case.state)]}
