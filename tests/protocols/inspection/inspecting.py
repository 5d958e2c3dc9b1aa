"""A device that inspects over HTTP, with a token or with the session of a person."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

from django.http import HttpResponse
from django.test import Client

from operators.models import Tenant
from operators.tenancy.actions import issue_token
from operators.tenancy.models import TokenRole
from tests.factories.moments import BY, NOW
from tests.factories.operators import OrganisationFactory

BASE = "/inspection/v1"


def token_for(tenant: Tenant, *roles: str) -> str:
    """The secret of a token that inspects for a tenant."""
    organisation = OrganisationFactory(tenant=tenant)
    issued = issue_token(
        organisation, name="Gates", roles=list(roles or [TokenRole.INSPECTION]), by=BY, at=NOW
    )
    return issued.secret


class Handheld:
    """A client of the interface."""

    def __init__(self, secret: str = "", *, client: Client | None = None) -> None:
        self.client = client or Client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self.device = ""

    @classmethod
    def of(cls, tenant: Tenant, *, name: str = "Handheld 1") -> Handheld:
        """One that has registered itself."""
        handheld = cls(token_for(tenant))
        handheld.register(name)
        return handheld

    def register(self, name: str = "Handheld 1", **members: Any) -> dict[str, Any]:
        response = self.post("/devices", {"name": name, **members})
        assert response.status_code in (200, 201), response.text
        self.device = response.json()["id"]
        return dict(response.json())

    def post(self, path: str, body: Any) -> HttpResponse:
        text = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.client.post(
            BASE + path, text, content_type="application/json", headers=self.headers
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(BASE + path, headers={**self.headers, **headers})

    def check(self, barcode: Any, **members: Any) -> dict[str, Any]:
        """What a barcode's check answers."""
        body = {"device": self.device, "barcode": told(barcode), **members}
        response = self.post("/checks", body)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def upload(self, *lines: Any, **members: Any) -> list[dict[str, Any]]:
        """What became of each line of a log."""
        body = {"device": self.device, "scans": list(lines), **members}
        response = self.post("/scans", body)
        assert response.status_code == 200, response.text
        return list(response.json()["outcomes"])


def told(barcode: Any) -> str:
    """A barcode as it goes over the wire."""
    if isinstance(barcode, str):
        return barcode
    octets = barcode if isinstance(barcode, bytes) else barcode.octets
    return octets.decode() if octets.startswith(b"T1:") else b64encode(octets).decode()


def line(sequence: int, barcode: Any = None, **members: Any) -> dict[str, Any]:
    """A line of a scan log: accepted now, unless the members say otherwise."""
    scan = {"sequence": sequence, "scannedAt": NOW.isoformat(), "result": "ok", **members}
    return scan if barcode is None else {**scan, "barcode": told(barcode)}
