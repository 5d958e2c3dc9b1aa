"""A MaaS platform that books trips over TOMP 1.6. Every answer is held against the published file,
and against our own description of it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse

from tests.journeys.drivers import Option, ShownBooking, ShownLeg, ShownTicket, Stage
from tests.protocols.scanning import read_image
from tests.protocols.tomp.v1_6.platform import Platform, trip

STAGES = {
    "PENDING": Stage.HELD,
    "CONFIRMED": Stage.SOLD,
    "STARTED": Stage.SOLD,
    "RELEASED": Stage.OVER,
    "CANCELLED": Stage.OVER,
    "EXPIRED": Stage.OVER,
    "FINISHED": Stage.OVER,
}


class Tomp16TripDriver:
    """Sends all headers that the published file requires, on the bare paths."""

    def __init__(self, secret: str) -> None:
        self.platform = Platform(secret)

    def offer(self, origin: str, destination: str, departs_after: datetime) -> list[Option]:
        wish = trip(origin, destination, departureTime=departs_after.isoformat())
        answer = self.send("POST", "/planning/offers", wish)
        return [option_of(option) for option in answer.json()["options"]]

    def book(self, option: Option, *, form: str = "") -> ShownBooking:
        wish: dict[str, Any] = {"id": option.id}
        if form:
            wish["extraInfo"] = {"ticketFormat": form}
        return booking_of(self.send("POST", "/bookings", wish))

    def confirm(self, booking: ShownBooking) -> ShownBooking:
        return self.change(booking, "COMMIT")

    def cancel(self, booking: ShownBooking) -> ShownBooking:
        return self.change(booking, "CANCEL")

    def change(self, booking: ShownBooking, operation: str, **more: str) -> ShownBooking:
        path = f"/bookings/{booking.id}/events"
        return booking_of(self.send("POST", path, {"operation": operation, **more}))

    def show(self, booking: ShownBooking) -> ShownBooking:
        return booking_of(self.send("GET", f"/bookings/{booking.id}"))

    def activate(self, leg: ShownLeg) -> ShownLeg:
        return self.tell(leg, "SET_IN_USE")

    def tell(self, leg: ShownLeg, event: str) -> ShownLeg:
        """Send a leg event."""
        told = {"event": event, "time": "2026-06-01T12:00:00+02:00"}
        answer = self.send("POST", f"/legs/{leg.id}/events", told)
        return leg_of(answer.json(), answer)

    def show_leg(self, leg: ShownLeg) -> ShownLeg:
        answer = self.send("GET", f"/legs/{leg.id}")
        return leg_of(answer.json(), answer)

    def send(self, method: str, path: str, body: Any = None) -> HttpResponse:
        """Call; the answer is not a refusal."""
        response = self.platform.send(method, path, body)
        assert response.status_code < 300, response.content
        return response


def option_of(wire: Mapping[str, Any]) -> Option:
    return Option(
        id=wire["id"],
        amount=sum((Decimal(str(part["amount"])) for part in wire["pricing"]["parts"]), Decimal()),
        departs_at=datetime.fromisoformat(wire["departureTime"]),
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
