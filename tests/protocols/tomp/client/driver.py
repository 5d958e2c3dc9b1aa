"""A platform that speaks TOMP 1.6 to the reseller, as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.test import Client

from tests.protocols.worlds import tomp_headers

Wire = dict[str, Any]


class Refused(Exception):
    """An answer that is no 2xx."""

    def __init__(self, status: int, body: Any, wait: str = "") -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.wait = wait


class Platform:
    """Sends requests to the reseller in this process."""

    def __init__(self, secret: str, version: str = "1.6.1") -> None:
        self.client = Client()
        self.headers = tomp_headers(secret, version)

    def offers(self, **wish: Any) -> list[Wire]:
        options: list[Wire] = self.send("POST", "/planning/offers", wish)["options"]
        return options

    def book(self, option: Mapping[str, Any], **more: Any) -> Wire:
        return self.send("POST", "/bookings", {"id": option["id"], **more})

    def rent(self, asset_id: str, customer: str, place: Wire, *, key: str = "") -> Wire:
        wish = {"from": place, "useAssets": [asset_id], "customer": {"externalId": customer}}
        more = {"Idempotency-Key": key} if key else {}
        return self.send("POST", "/bookings/one-stop", wish, **more)

    def change(self, booking: Mapping[str, Any], operation: str) -> Wire:
        path = f"/bookings/{booking['id']}/events"
        return self.send("POST", path, {"operation": operation})

    def move(self, leg: Mapping[str, Any], event: str, **more: Any) -> Wire:
        told = {"event": event, "time": "2026-06-01T12:00:00+02:00", **more}
        return self.send("POST", f"/legs/{leg['id']}/events", told)

    def booking(self, booking: Mapping[str, Any]) -> Wire:
        return self.send("GET", f"/bookings/{booking['id']}")

    def leg(self, leg: Mapping[str, Any]) -> Wire:
        return self.send("GET", f"/legs/{leg['id']}")

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The body of the answer. Refused."""
        answer = self.client.generic(
            method,
            f"/tomp{path}",
            b"" if body is None else self.client._encode_json(body, "application/json"),
            content_type="application/json",
            headers={**self.headers, **headers},
        )
        told = answer.json() if answer.content else None
        if answer.status_code >= 300:
            raise Refused(answer.status_code, told, answer.headers.get("Retry-After", ""))
        return told
