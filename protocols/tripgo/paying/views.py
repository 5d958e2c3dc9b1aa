"""Paying on account: the partner is invoiced, or there is nothing to pay now (§6.3). All of this
may be repeated."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.purchases import buy_on_account
from bookings.states import UNBOUGHT, PayWay
from protocols.tripgo.describing import TRAVELLER, TRAVELLER_HEADER, describe
from protocols.tripgo.errors import NotBookable
from protocols.tripgo.paying import described, schemas
from protocols.tripgo.paying.operation import ANYTHING, PayingOperation
from protocols.tripgo.paying.review import way_of_paying
from protocols.tripgo.why import Why

REFUSED = (*TRAVELLER, 446, 460, 491)


class AccountOperation(PayingOperation):
    """Buying without a card."""

    def buy(self, reference: str) -> Response:
        """Book all that is held. NotBookable if it is paid by card; and as `buy_on_account`."""
        found = self.purchase(reference)
        if found.state in UNBOUGHT and way_of_paying(found, at=self.at) is PayWay.CARD:
            raise NotBookable(Why.BY_CARD)
        self.check_open(found)
        return self.updated(buy_on_account(found, by=self.actor, at=self.at))


class Confirm(AccountOperation):
    """`url` of the payment option FREE."""

    @describe(
        "confirmBooking",
        "Confirm what needs no payment now",
        {200: schemas.Updated},
        tag="Payments",
        refusals=REFUSED,
        parameters=[TRAVELLER_HEADER],
        examples=[described.UPDATED],
    )
    def get(self, request: Request, purchase: str) -> Response:
        """Book what is held; again, this tells the same. 470 if its time is over or something of it
        cannot be had any more: then nothing of it is booked."""
        return self.buy(purchase)

    @describe(
        "confirmBookingByPost",
        "Confirm what needs no payment now",
        {200: schemas.Updated},
        request=ANYTHING,
        tag="Payments",
        refusals=REFUSED,
        parameters=[TRAVELLER_HEADER],
    )
    def post(self, request: Request, purchase: str) -> Response:
        """As GET; the body is not read."""
        return self.buy(purchase)


class PayOnAccount(AccountOperation):
    """`url` of the payment option INVOICE."""

    @describe(
        "payOnAccount",
        "Let the partner be invoiced",
        {200: schemas.Updated},
        request=ANYTHING,
        tag="Payments",
        refusals=REFUSED,
        parameters=[TRAVELLER_HEADER],
        examples=[described.UPDATED],
    )
    def post(self, request: Request, purchase: str) -> Response:
        """Book what is held; again, this tells the same. Which initiative or organisation of the
        traveller it is for is not looked at."""
        return self.buy(purchase)

    @describe(
        "payOnAccountByGet",
        "Let the partner be invoiced",
        {200: schemas.Updated},
        tag="Payments",
        refusals=REFUSED,
        parameters=[TRAVELLER_HEADER],
    )
    def get(self, request: Request, purchase: str) -> Response:
        """As POST, for apps that send no body."""
        return self.buy(purchase)
