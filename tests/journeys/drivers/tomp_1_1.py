"""A MaaS platform that speaks TOMP 1.1. Every answer is held against the published file, and
against our own description of it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.journeys.drivers import Option, ShownBooking, ShownLeg, ShownTicket, Stage
from tests.protocols.scanning import read_image
from tests.protocols.tomp.described import read_description
from tests.protocols.tomp.published import read_published
from tests.protocols.worlds import tomp_headers

STAGES = {
    "PENDING": Stage.HELD,
    "CONFIRMED": Stage.SOLD,
    "RELEASED": Stage.OVER,
    "CANCELLED": Stage.OVER,
    "EXPIRED": Stage.OVER,
    "FINISHED": Stage.OVER,
}


class Tomp11Driver:
    """Sends the version that it was made for, on the bare paths."""

    def __init__(self, secret: str, version: str) -> None:
        self.client = Client()
        self.headers = tomp_headers(secret, version)
        self.published = read_published(version)

    def offer(self, origin: str, destination: str, departs_after: datetime) -> list[Option]:
        wish = {
            "from": place(origin),
            "to": place(destination),
            "departureTime": departs_after.isoformat(),
            "nrOfTravelers": 1,
        }
        answer = self.send("POST", "/plannings", wish, query="?booking-intent=true")
        return [option_of(option) for option in answer.json()["options"]]

    def book(self, option: Option, *, form: str = "") -> ShownBooking:
        wish: dict[str, Any] = {"id": option.id}
        if form:
            wish["customer"] = {"id": "traveller-1", "requirements": {"ticketFormat": form}}
        return booking_of(self.send("POST", "/bookings", wish))

    def confirm(self, booking: ShownBooking) -> ShownBooking:
        return self.change(booking, "COMMIT")

    def cancel(self, booking: ShownBooking) -> ShownBooking:
        return self.change(booking, "CANCEL")

    def change(self, booking: ShownBooking, operation: str) -> ShownBooking:
        path = f"/bookings/{booking.id}/events"
        return booking_of(self.send("POST", path, {"operation": operation}))

    def show(self, booking: ShownBooking) -> ShownBooking:
        return booking_of(self.send("GET", f"/bookings/{booking.id}"))

    def activate(self, leg: ShownLeg) -> ShownLeg:
        event = {"event": "SET_IN_USE", "time": "2026-06-01T12:00:00+02:00"}
        answer = self.send("POST", f"/legs/{leg.id}/events", event)
        return leg_of(answer.json(), answer)

    def show_leg(self, leg: ShownLeg) -> ShownLeg:
        answer = self.send("GET", f"/legs/{leg.id}")
        return leg_of(answer.json(), answer)

    def send(self, method: str, path: str, body: Any = None, query: str = "") -> HttpResponse:
        """Call, and see that the published file allows the answer."""
        response = self.client.generic(
            method,
            path + query,
            b"" if body is None else self.client._encode_json(body, "application/json"),
            content_type="application/json",
            headers=self.headers,
        )
        assert response.status_code < 300, response.content
        if self.published:
            self.published.check(method, path, response)
        # Only the file ends a path with a slash.
        read_description().check(method, f"/tomp{path}".rstrip("/"), response)
        return response


def place(stop_id: str) -> dict[str, Any]:
    return {"stopReference": [{"type": "GTFS_STOP_ID", "id": stop_id, "country": "NL"}]}


def option_of(wire: Mapping[str, Any]) -> Option:
    return Option(
        id=wire["id"],
        amount=sum((Decimal(str(part["amount"])) for part in wire["pricing"]["parts"]), Decimal()),
        departs_at=datetime.fromisoformat(wire["legs"][0]["departureTime"]),
    )


def booking_of(response: HttpResponse) -> ShownBooking:
    wire = response.json()
    legs = tuple(leg_of(leg, response) for leg in wire["legs"])
    return ShownBooking(wire["id"], STAGES[wire["state"]], legs)


def leg_of(wire: Mapping[str, Any], response: HttpResponse) -> ShownLeg:
    ticket = ticket_of(wire["ticket"], response) if "ticket" in wire else None
    return ShownLeg(wire["id"], wire["state"] == "IN_USE", ticket)


def ticket_of(token: Mapping[str, Any], response: HttpResponse) -> ShownTicket:
    content = token["tokenData"]
    text, symbology = read_image(base64.b64decode(content["base64"]), content["mediaType"])
    return ShownTicket(
        text=text,
        symbology=symbology,
        dies_at=datetime.fromisoformat(token["validUntil"]),
        kept_for=int(response["Cache-Control"].removeprefix("private, max-age=")),
    )
