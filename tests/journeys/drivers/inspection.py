"""An inspector with a handheld, online and offline, as its maker would program it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.test import Client

from operators.models import Tenant
from operators.tenancy.actions import issue_token
from operators.tenancy.models import TokenRole
from tests.factories.moments import BY, NOW
from tickets.codecs.circumstances import BlockList, Circumstances
from tickets.codecs.trust import KeyRing
from tickets.codecs.verification import Verdict, verify_barcode

BASE = "/inspection/v1"


class Inspector:
    """A device that was registered with a token of its tenant, and what it has fetched."""

    def __init__(self, tenant: Tenant, *, name: str) -> None:
        organisation = tenant.organisations.order_by("pk")[0]
        issued = issue_token(organisation, name=name, roles=[TokenRole.INSPECTION], by=BY, at=NOW)
        self.client = Client(headers={"Authorization": f"Bearer {issued.secret}"})
        self.device = self._post("/devices", {"name": name})["id"]
        self.bundle: dict[str, Any] = {}
        self.log: list[dict[str, Any]] = []

    def sign_on(self) -> None:
        """Fetch what is needed without a connection."""
        self.bundle = self.client.get(f"{BASE}/bundle?device={self.device}").json()

    def check(self, text: str) -> str:
        """What the server says of a barcode, now."""
        reason: str = self._post("/checks", {"device": self.device, "barcode": text})["reason"]
        return reason

    def look(self, text: str, *, at: datetime) -> str:
        """What the device says by itself, and writes into its log."""
        verdict = self._verify(text, at=at)
        self.log.append(
            {
                "sequence": len(self.log) + 1,
                "scannedAt": at.isoformat(),
                "result": verdict.reason,
                "format": verdict.format,
                "ticketId": verdict.ticket_id and str(verdict.ticket_id),
                "product": verdict.product,
                "moment": verdict.moment and verdict.moment.isoformat(),
            }
        )
        return verdict.reason

    def upload(self) -> list[str]:
        """Tell the server of all that was ever scanned; what it says of each."""
        told = self._post("/scans", {"device": self.device, "scans": self.log})
        return [outcome["reason"] for outcome in told["outcomes"]]

    def _verify(self, text: str, *, at: datetime) -> Verdict:
        payload = self.bundle["blockList"].split(".")[1]
        listed = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        blocked = frozenset(UUID(entry["ticketId"]) for entry in listed["entries"])
        return verify_barcode(
            text.encode(),
            ring=KeyRing.from_jwks(self.bundle),
            circumstances=Circumstances(
                at=at,
                zone=ZoneInfo(self.bundle["timezone"]),
                skew=self.bundle["skewSeconds"],
                block_list=BlockList(blocked),
            ),
        )

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        response = self.client.post(BASE + path, body, content_type="application/json")
        assert response.status_code < 300, response.text
        return dict(response.json())
