"""An aggregator over MaaS Global's TSP interface, where one call books and buys. What comes before
it, from the choice to the payment, is a record at the caller alone. The caller holds every answer
against the published schemas."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from tests.journeys.drivers import Option, ShownBooking, ShownLeg, ShownTicket, Stage
from tests.protocols.maas_tsp.client import ADA, Body, Caller, Committing, body_of
from tests.protocols.maas_tsp.worlds import BEACH, MARKET, milliseconds
from tests.protocols.scanning import read_image

PLACES = {"market": MARKET, "beach": BEACH}
"""Where the stops are: this format asks for places."""
NEAR = 100
"""Metres."""
FILES = {"image/png": "ticket.png", "image/svg+xml": "ticket.svg"}
OVER = frozenset({"CANCELLED", "EXPIRED", "REJECTED", "FINISHED"})
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Record:
    """A booking as the caller keeps it: what it wants, and the id of the operator once it is
    there."""

    option: Body
    tsp_id: str = ""
    is_given_up: bool = False


@dataclass(frozen=True, slots=True)
class ShownTrip:
    """A taxi or a rented vehicle as the caller sees it."""

    tsp_id: str
    state: str
    amount: Decimal | None
    meta: Body


class MaasTspDriver:
    """Sends its key. A booking has one leg, whatever rides it is made of."""

    def __init__(self, secret: str, committing: Committing | None = None) -> None:
        self.caller = Caller(secret, committing=committing)
        self.options: dict[str, Body] = {}
        self.records: dict[str, Record] = {}
        self.sales = count(1)
        self.form = "text/plain"

    # What every face can do

    def offer(self, origin: str, destination: str, departs_after: datetime) -> list[Option]:
        found = self.caller.options(
            from_=PLACES[origin],
            to=PLACES[destination],
            startTime=milliseconds(departs_after),
            fromRadius=NEAR,
            toRadius=NEAR,
        )
        self.options |= {one["meta"]["offer"]["ref"]: one for one in found}
        return [option_of(one) for one in found]

    def book(self, option: Option, *, form: str = "") -> ShownBooking:
        self.form = form.partition("media=")[2] or self.form
        name = f"record-{next(self.sales)}"
        self.records[name] = Record(self.options[option.id])
        return self.show(ShownBooking(name, Stage.HELD, ()))

    def confirm(self, booking: ShownBooking) -> ShownBooking:
        record = self.records[booking.id]
        booked = self.caller.create(record.option)
        assert booked["state"] == "CONFIRMED"
        self.records[booking.id] = replace(record, tsp_id=booked["tspId"])
        return self.show(booking)

    def cancel(self, booking: ShownBooking) -> ShownBooking:
        record = self.records[booking.id]
        if record.tsp_id:
            return self.shown(booking.id, self.caller.cancel(record.tsp_id))
        self.records[booking.id] = replace(record, is_given_up=True)
        return self.show(booking)

    def show(self, booking: ShownBooking) -> ShownBooking:
        record = self.records[booking.id]
        if record.tsp_id:
            return self.shown(booking.id, self.caller.read(record.tsp_id))
        stage = Stage.OVER if record.is_given_up else Stage.HELD
        return ShownBooking(booking.id, stage, (ShownLeg(booking.id, False, None),))

    def activate(self, leg: ShownLeg) -> ShownLeg:
        told = self.caller.update(self.records[leg.id].tsp_id, "ACTIVATED")
        return self.shown(leg.id, told).legs[0]

    def show_leg(self, leg: ShownLeg) -> ShownLeg:
        return self.show(ShownBooking(leg.id, Stage.SOLD, ())).legs[0]

    def shown(self, name: str, told: Body) -> ShownBooking:
        stage = Stage.OVER if told["state"] in OVER else Stage.SOLD
        leg = ShownLeg(name, told["state"] == "ACTIVATED", self.ticket_of(told))
        return ShownBooking(name, stage, (leg,))

    def ticket_of(self, told: Body) -> ShownTicket | None:
        """What is shown in the form that was wished for; None while nothing can be shown."""
        tickets = told.get("token", {}).get("data", {}).get("tickets", [])
        if not tickets or "barcode" not in tickets[0]:
            return None
        barcode = tickets[0]["barcode"]
        text, symbology = barcode["text"], ""
        if self.form in FILES:
            text, symbology = read_image(self.file(told["tspId"]), self.form)
            assert text == barcode["text"]
        dies_at = moment(barcode["validUntil"])
        left = int((dies_at - timezone.now()).total_seconds())
        return ShownTicket(text, symbology, dies_at, max(1, left))

    def file(self, tsp_id: str) -> bytes:
        """The ticket as a file."""
        wish = {"tspId": tsp_id, "token": {}, "ticket": FILES[self.form]}
        told = body_of(self.caller.send("POST", f"/bookings/{tsp_id}/ticket", wish))
        assert told["contentType"] == self.form
        content: str = told["ticket"]
        return b64decode(content) if told["type"] == "png" else content.encode()

    # What this face alone can do

    def find(self, wish: Mapping[str, Any]) -> list[Body]:
        """Taxis or vehicles."""
        return self.caller.options(**wish)

    def take(self, option: Body, *, customer: Body = ADA) -> ShownTrip:
        return trip_of(self.caller.create(option, customer=customer))

    def look(self, trip: ShownTrip) -> ShownTrip:
        return trip_of(self.caller.read(trip.tsp_id))

    def tell(self, trip: ShownTrip, state: str) -> ShownTrip:
        """Have a vehicle do something."""
        return trip_of(self.caller.update(trip.tsp_id, state))

    def call_off(self, trip: ShownTrip) -> ShownTrip:
        return trip_of(self.caller.cancel(trip.tsp_id))

    def receipt(self, trip: ShownTrip) -> Decimal | None:
        """What is to be paid; None while nobody knows."""
        response = self.caller.try_receipt(trip.tsp_id)
        if response.status_code == 404:
            return None
        return Decimal(str(body_of(response)["cost"]["amount"]))


def option_of(wire: Body) -> Option:
    return Option(
        id=wire["meta"]["offer"]["ref"],
        amount=Decimal(str(wire["cost"]["amount"])),
        departs_at=moment(wire["leg"]["startTime"]),
    )


def trip_of(wire: Body) -> ShownTrip:
    amount = wire.get("cost", {}).get("amount")
    price = None if amount is None else Decimal(str(amount))
    return ShownTrip(wire["tspId"], wire["state"], price, wire.get("meta", {}))


def moment(told: int) -> datetime:
    return EPOCH + timedelta(milliseconds=told)
