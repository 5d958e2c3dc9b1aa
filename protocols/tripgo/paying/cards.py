"""Paying by card: the app pays with the kit of the card provider (§6.3). All of this may be
repeated."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.purchases import finish_card_payment, start_card_payment
from bookings.models import Purchase
from bookings.purchase_queries import find_purchase_of_payment
from protocols.tripgo.addresses import part
from protocols.tripgo.describing import TRAVELLER, TRAVELLER_HEADER, describe
from protocols.tripgo.errors import LATER, NotThere, Refusals
from protocols.tripgo.paying import described, schemas
from protocols.tripgo.paying.operation import ANYTHING, PayingOperation
from protocols.tripgo.why import Why
from sales.payments.errors import MoneyMoving, ProviderFailed

NOT_NOW: Refusals = ((ProviderFailed, LATER), (MoneyMoving, LATER))
"""What the card provider answers some time later."""


class PayByCard(PayingOperation):
    """`url` of the payment option INTERNAL."""

    own_refusals = NOT_NOW
    failure = "Payment not successful"

    @describe(
        "pay",
        "Begin to pay by card",
        {200: schemas.PaymentIntent},
        tag="Payments",
        refusals=(*TRAVELLER, 446, 460, 491),
        parameters=[TRAVELLER_HEADER],
        examples=[described.INTENT],
    )
    def get(self, request: Request, purchase: str) -> Response:
        """What the card provider's kit in the app needs. What is booked stays held meanwhile; again
        it tells the same. Then GET `url`."""
        found = self.purchase(purchase)
        self.check_open(found)
        start = start_card_payment(found, by=self.actor, at=self.at)
        path = f"payment/booking/paid/{part(start.intent)}"
        return Response(
            {
                "paymentIntentID": start.intent,
                "clientSecret": start.client_secret,
                "url": self.absolute(path),
            }
        )


class Paid(PayingOperation):
    """`url` of a payment intent, once the customer has paid."""

    own_refusals = NOT_NOW
    failure = "Payment not successful"

    @describe(
        "paid",
        "The card was charged",
        {200: schemas.Updated},
        tag="Payments",
        refusals=(*TRAVELLER, 491),
        parameters=[TRAVELLER_HEADER],
        examples=[described.UPDATED],
    )
    def get(self, request: Request, intent: str) -> Response:
        """Ask the card provider, and confirm all that was paid. 470 if the card was not charged, or
        if something of it cannot be had any more: then nothing is booked and the money goes
        back."""
        return self.updated(finish_card_payment(self._paid(intent), by=self.actor, at=self.at))

    @describe(
        "paidByPost",
        "The card was charged",
        {200: schemas.Updated},
        request=ANYTHING,
        tag="Payments",
        refusals=(*TRAVELLER, 491),
        parameters=[TRAVELLER_HEADER],
    )
    def post(self, request: Request, intent: str) -> Response:
        """As GET; the body is not read."""
        return self.get(request, intent)

    def _paid(self, intent: str) -> Purchase:
        self.need_traveller()
        try:
            return self.own(find_purchase_of_payment(self.channel, intent))
        except Purchase.DoesNotExist as unknown:
            raise NotThere(Why.NO_PURCHASE) from unknown
