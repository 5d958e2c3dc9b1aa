"""A MaaS platform that rents vehicles over TOMP 1.6. Every answer is held against the published
file, and against our own description of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.protocols.tomp.edge.checking import check

CORNER = {"coordinates": {"lng": 13.3888, "lat": 52.517}}

Committing = Callable[..., AbstractContextManager[Any]]
"""Runs what follows a commit when its block ends, as the worker does a moment later."""


@dataclass(frozen=True, slots=True)
class ShownRental:
    """A rental as the partner sees it: ids, states in TOMP's words, and what it costs by now."""

    booking_id: str
    leg_id: str
    stage: str
    leg_stage: str
    amount: Decimal
    is_estimated: bool


class Refused(Exception):
    """The answer was a refusal."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.json()["detail"])
        self.status = response.status_code
        self.wait = int(response.headers.get("Retry-After", 0))


class Tomp16Driver:
    """Sends the one header that it needs."""

    def __init__(self, secret: str, committing: Committing) -> None:
        self.client = Client()
        self.headers = {"X-Access-Token": secret}
        self.committing = committing

    def rent(self, vehicle: str, customer: str, *, key: str = "") -> ShownRental:
        """Book a vehicle; when this is over the vehicle has heard of it."""
        wish = {"from": CORNER, "useAssets": [vehicle], "customer": {"externalId": customer}}
        more = {"Idempotency-Key": key} if key else {}
        return rental_of(self.send("POST", "/bookings/one-stop", wish, **more))

    def show(self, rental: ShownRental) -> ShownRental:
        return rental_of(self.send("GET", f"/bookings/{rental.booking_id}"))

    def park(self, rental: ShownRental) -> ShownRental:
        """Stop the clock."""
        return self._tell(rental, "START_FINISHING")

    def give_back(self, rental: ShownRental) -> ShownRental:
        return self._tell(rental, "FINISH")

    def ask_support(self, rental: ShownRental, kind: str) -> str:
        """How the case stands."""
        asked = {
            "id": rental.booking_id,
            "supportType": kind,
            "time": "2026-06-01T10:00:00Z",
            "contactInformationEndUser": "+49123456789",
            "comment": "Please help.",
        }
        return self.send("POST", "/support", asked)["status"]

    def plans(self) -> list[dict[str, Any]]:
        return self.send("GET", "/operator/pricing-plans")

    def regions(self) -> list[dict[str, Any]]:
        return self.send("GET", "/operator/regions")

    def _tell(self, rental: ShownRental, event: str) -> ShownRental:
        told = {"event": event, "userLocation": CORNER}
        self.send("POST", f"/legs/{rental.leg_id}/events", told)
        return self.show(rental)

    def send(self, method: str, path: str, body: Any = None, **more: str) -> Any:
        """Call, and see that the published file allows the answer. Refused."""
        with self.committing(execute=True):
            response = self.client.generic(
                method,
                f"/edge/tomp{path}",
                b"" if body is None else self.client._encode_json(body, "application/json"),
                content_type="application/json",
                headers=self.headers | more,
            )
        check(response)
        if response.status_code >= 400:
            raise Refused(response)
        return response.json()


def rental_of(wire: dict[str, Any]) -> ShownRental:
    [leg] = wire["legs"]
    return ShownRental(
        wire["id"],
        leg["id"],
        wire["state"],
        leg["state"],
        sum((Decimal(str(part["amount"])) for part in leg["pricing"]["parts"]), Decimal()),
        leg["pricing"]["estimated"],
    )
