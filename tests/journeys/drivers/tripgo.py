"""An app built on TripKit: it plans between places, books a segment of a trip from its quick list,
pays on account, and shows the ticket as it comes with the trip. What it held and did not pay for it
forgets; there is no call for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from operators.tenancy.models import TokenRole
from sales.models import SalesChannel
from tests.journeys.drivers import Option, ShownBooking, ShownLeg, ShownTicket, Stage
from tests.protocols.tripgo.client import App, Body
from tests.protocols.tripgo.worlds import BEACH, MARKET
from tests.protocols.worlds import open_channel

PLACES = {"market": MARKET, "beach": BEACH}
"""Where the stops are: this format asks for places."""
OVER = frozenset({"USER_CANCELED", "PROVIDER_CANCELED", "COMPLETED"})
HUNDREDTHS = Decimal(100)


@dataclass(frozen=True, slots=True)
class Bought:
    """A trip as the app keeps it: its address, the segment that it is about, what is still to be
    paid, and whether it was forgotten."""

    url: str
    segment: str
    payment: Mapping[str, Any]
    is_paid: bool = False
    is_given_up: bool = False


class TripGoDriver:
    """Sends its key and the token of the traveller who is signed in."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.trips: dict[str, Body] = {}
        self.bought: dict[str, Bought] = {}

    # What every face can do

    def offer(self, origin: str, destination: str, departs_after: datetime) -> list[Option]:
        told = self.plan(PLACES[origin], PLACES[destination], departs_after)
        self.trips |= {trip["id"]: trip for trip in trips_of(told)}
        return [self.option_of(trip) for trip in trips_of(told)]

    def book(self, option: Option, *, form: str = "") -> ShownBooking:
        trip = self.trips[option.id]
        segment = bookable(trip)
        quick = self.quick(segment)[0]
        one = [{"id": quick["fares"][0]["id"], "value": 1}]
        review = self.app.post(quick["bookingURL"], {"input": [], "fares": one})
        [payment] = review["paymentOptions"]
        self.bought[option.id] = Bought(trip["updateURL"], segment["id"], payment)
        return ShownBooking(option.id, Stage.HELD, (leg_of(option.id),))

    def confirm(self, booking: ShownBooking) -> ShownBooking:
        record = self.bought[booking.id]
        paid = self.app.send(record.payment["method"], record.payment["url"], {}).json()
        self.bought[booking.id] = replace(record, url=paid["updateURL"], is_paid=True)
        return self.show(booking)

    def cancel(self, booking: ShownBooking) -> ShownBooking:
        record = self.bought[booking.id]
        if not record.is_paid:
            self.bought[booking.id] = replace(record, is_given_up=True)
            return self.show(booking)
        [action] = [one for one in self.actions(booking) if one["type"] == "CANCEL"]
        done = self.app.get(action["internalURL"])
        assert done["form"][0]["fields"][0]["value"] == "Cancelled"
        self.bought[booking.id] = replace(record, url=done["refreshURLForSourceObject"])
        return self.show(booking)

    def show(self, booking: ShownBooking) -> ShownBooking:
        record = self.bought[booking.id]
        if not record.is_paid:
            stage = Stage.OVER if record.is_given_up else Stage.HELD
            return ShownBooking(booking.id, stage, (leg_of(booking.id),))
        confirmation = self.confirmation(booking.id)
        status = confirmation["status"]["value"]
        leg = ShownLeg(booking.id, status == "IN_PROGRESS", self.ticket_of(confirmation))
        return ShownBooking(booking.id, Stage.OVER if status in OVER else Stage.SOLD, (leg,))

    def activate(self, leg: ShownLeg) -> ShownLeg:
        [ticket] = self.confirmation(leg.id)["purchasedTickets"]
        assert self.app.post(ticket["activateURL"])["action"]["done"] is True
        return self.show_leg(leg)

    def show_leg(self, leg: ShownLeg) -> ShownLeg:
        return self.show(ShownBooking(leg.id, Stage.SOLD, ())).legs[0]

    def ticket_of(self, confirmation: Body) -> ShownTicket | None:
        """None while nothing can be shown."""
        tickets = [one for one in confirmation["purchasedTickets"] if one["status"] == "ACTIVE"]
        if not tickets:
            return None
        response = self.app.send("GET", tickets[0]["ticketURL"])
        told = response.json()
        kept_for = int(response["Cache-Control"].removeprefix("private, max-age="))
        dies_at = datetime.fromisoformat(told["qrCodeValidUntil"])
        return ShownTicket(told["qrCode"], "", dies_at, kept_for)

    # What this face alone can do

    def plan(self, origin: Any, destination: Any, at: datetime, **query: Any) -> Body:
        """Trips between two places (latitude, longitude) that leave then or later."""
        ends = {"from": "({},{})".format(*origin), "to": "({},{})".format(*destination)}
        asked = {**ends, "departAfter": int(at.timestamp()), "v": 13, **query}
        return dict(self.app.get("routing.json", **asked))

    def quick(self, segment: Body) -> list[Body]:
        """What can be booked for a segment."""
        return list(self.app.get(segment["booking"]["quickBookingsUrl"]))

    def confirmation(self, trip_id: str) -> Body:
        """Of the segment that was booked, as the trip tells it now."""
        record = self.bought[trip_id]
        [trip] = trips_of(self.app.get(record.url))
        [segment] = [one for one in trip["segments"] if one["id"] == record.segment]
        return dict(segment["booking"]["confirmation"])

    def actions(self, booking: ShownBooking) -> list[Body]:
        """What the app offers to do with the booking."""
        return list(self.confirmation(booking.id)["actions"])

    def option_of(self, trip: Body) -> Option:
        segment = bookable(trip)
        amount = Decimal(self.quick(segment)[0]["fares"][0]["price"]) / HUNDREDTHS
        return Option(trip["id"], amount, datetime.fromisoformat(segment["startTime"]))


def open_app(channel: SalesChannel) -> TripGoDriver:
    """An app of the channel, with a new traveller signed in."""
    return TripGoDriver(App(open_channel(channel, TokenRole.TRIPGO)[1]).sign_up())


def trips_of(told: Body) -> list[Body]:
    return [trip for group in told["groups"] for trip in group["trips"]]


def bookable(trip: Body) -> Body:
    """The first segment that can be booked."""
    return next(
        segment for segment in trip["segments"] if "quickBookingsUrl" in segment.get("booking", {})
    )


def leg_of(name: str) -> ShownLeg:
    return ShownLeg(name, in_use=False, ticket=None)
