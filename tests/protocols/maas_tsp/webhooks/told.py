"""What a caller was told, held against the published schema of release 10 and, for the others,
against what they have beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.factories.partners import Heard, Partner
from tests.protocols.deliveries.delivering import deliver
from tests.protocols.maas_tsp.client import check_webhook

Calls = list[dict[str, Any]]


def told(partner: Partner, version: str, *, at: datetime) -> Calls:
    """Deliver everything; returns the body of each call since the last time."""
    partner.heard.clear()
    deliver(at)
    for call in partner.heard:
        check(call, version)
    return [call.told for call in partner.heard]


def states(partner: Partner, version: str, *, at: datetime) -> list[str]:
    return [body["state"] for body in told(partner, version, at=at)]


def check(call: Heard, version: str) -> None:
    """AssertionError unless a caller of that release takes the call as it is."""
    body = dict(call.told)
    assert call.method == "PATCH"
    assert call.path == f"/mp/{body['tspId']}"
    reason = body.pop("reason", None)
    if reason is not None:
        assert version != "10"
        assert set(reason) == {"text", "errorCode"}
    if version == "27" and body["state"] == "ARRIVED":
        body["state"] = "CONFIRMED"
    check_webhook(body)
