"""A shop's program on the Sales face, which is paid first. The till holds every answer against our
description."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from sales.models import SalesChannel
from tests.factories.payments import PaymentMethodFactory
from tests.journeys.drivers import Option, ShownBooking, ShownLeg, ShownTicket, Stage
from tests.protocols.sales.till import Till, body_of, open_till
from tests.protocols.scanning import read_image

CASH = {"paymentType": "CASH", "paymentTypeGroup": "CASH"}
CARD = {"paymentType": "VISA", "paymentTypeGroup": "PAYMENTCARD", "isImport": True}
TICKETS = "/sales/v1beta/tickets"
TEXT = "text/plain"


def open_shop_till(channel: SalesChannel) -> Till:
    """A till of a channel that takes cash, and cards that were charged elsewhere."""
    PaymentMethodFactory(channel=channel, type="CASH", group="CASH", provider="CASH")
    PaymentMethodFactory(channel=channel, type="VISA", provider="ELSEWHERE")
    return open_till(channel)


class SalesDriver:
    """A booking is an order, and a leg one of its lines."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.form = TEXT
        self.sales = count(1)

    # What every face can do

    def offer(self, origin: str, destination: str, departs_after: datetime) -> list[Option]:
        wish = {
            "fromStopPlaceId": origin,
            "toStopPlaceId": destination,
            "departureTime": departs_after.isoformat(),
        }
        return [option_of(one) for one in self.till.make("/offers", wish)["offers"]]

    def book(self, option: Option, *, form: str = "") -> ShownBooking:
        self.form = form.partition("media=")[2] or TEXT
        code = self.till.make("/orders", {"currency": self.till.channel.tenant.currency})["id"]
        self.reserve(code, option)
        return self.read(code)

    def confirm(self, booking: ShownBooking) -> ShownBooking:
        self.pay(booking.id, **CARD, externalTransactionId=f"terminal-{next(self.sales)}")
        return self.read(booking.id)

    def cancel(self, booking: ShownBooking) -> ShownBooking:
        if booking.stage == Stage.HELD:
            body_of(self.till.post(f"/orders/{booking.id}/cancel"), 200)
        else:
            self.refund(booking.id, *(leg.id for leg in booking.legs))
        return self.read(booking.id)

    def show(self, booking: ShownBooking) -> ShownBooking:
        return self.read(booking.id)

    def activate(self, leg: ShownLeg) -> ShownLeg:
        now = timezone.now().isoformat()
        body = {
            "validities": [
                {"ticketDistributionId": one["id"], "startOfValidity": now}
                for one in self.tickets_of(leg.id)
            ]
        }
        path = "/ticket-distribution-groups/update-validities"
        body_of(self.till.post(path, body), 200)
        return self.show_leg(leg)

    def show_leg(self, leg: ShownLeg) -> ShownLeg:
        shown = [self.show_ticket(one["id"]) for one in self.tickets_of(leg.id)]
        ticket = shown[0] if shown else None
        return ShownLeg(leg.id, ticket is not None, ticket)

    # What this face alone can do

    def offer_products(self, *packages: str) -> list[Option]:
        """Products that need no trip."""
        told = self.till.make("/offers", {"salesPackageIds": list(packages)})["offers"]
        return [option_of(one) for one in told]

    def reserve(self, code: str, *options: Option) -> list[str]:
        """The lines that the offers came to."""
        body = {"orderId": code, "offerConfigurations": [{"offerId": one.id} for one in options]}
        lines: list[str] = body_of(self.till.post("/reserve-offers", body), 200)["orderLineIds"]
        return lines

    def pay(self, code: str, **transaction: Any) -> Any:
        """All that is owed, with one transaction."""
        order = self.order(code)
        amount = {"amount": order["balance"], "currency": order["currency"]}
        body = {
            "orderId": code,
            "orderVersion": order["version"],
            "totalAmount": order["balance"],
            "transaction": amount | transaction,
        }
        return self.till.make("/payments", body)

    def pay_cash(self, code: str) -> Any:
        """Over the counter: begun, then taken."""
        payment = self.pay(code, **CASH)
        [one] = payment["transactionHistory"]
        path = f"/payments/{payment['paymentId']}/transactions/{one['transactionId']}/capture"
        return body_of(self.till.send("PUT", path), 200)

    def refund(self, code: str, *lines: str, **terms: str) -> Any:
        currency = {"currency": self.till.channel.tenant.currency}
        operations = [{"orderLineId": line, **currency, **terms} for line in lines]
        path = f"/orders/{code}/refund"
        return body_of(self.till.post(path, {"refundOperations": operations}), 200)

    def order(self, code: str) -> Any:
        return self.till.read(f"/orders/{code}")

    def tickets_of(self, line: str) -> Sequence[Any]:
        """The tickets of a line that was sold."""
        groups = self.till.read(f"/ticket-distribution-groups?orderLineId={line}")["items"]
        return groups[0]["ticketDistributions"] if groups else []

    def show_ticket(self, ticket: str) -> ShownTicket | None:
        """What it shows in the form that was wished for; nothing while it cannot be shown."""
        told = self.till.get(f"{TICKETS}/{ticket}").json()["barcode"]
        if told is None:
            return None
        drawn = self.till.get(f"{TICKETS}/{ticket}", Accept=self.form)
        text, symbology = read_image(drawn.content, self.form)
        assert text == told["payload"]
        kept_for = int(drawn["Cache-Control"].removeprefix("private, max-age="))
        return ShownTicket(
            text=text,
            symbology=symbology,
            dies_at=timezone.now() + timedelta(seconds=kept_for),
            kept_for=kept_for,
        )

    def read(self, code: str) -> ShownBooking:
        order = self.order(code)
        legs = (self.show_leg(ShownLeg(one["id"], False, None)) for one in order["orderLines"])
        return ShownBooking(code, stage_of(order), tuple(legs))


def option_of(offer: Any) -> Option:
    starts_at = offer["legs"][0]["startTime"] if offer["legs"] else offer["startTime"]
    return Option(
        id=offer["id"],
        amount=Decimal(offer["price"]["amount"]),
        departs_at=datetime.fromisoformat(starts_at) if starts_at else timezone.now(),
    )


def stage_of(order: Any) -> Stage:
    """An order all of whose lines were given back is over."""
    if order["status"] == "DRAFT":
        return Stage.HELD
    live = [line for line in order["orderLines"] if line["status"] != "CANCELLED"]
    return Stage.SOLD if live else Stage.OVER
