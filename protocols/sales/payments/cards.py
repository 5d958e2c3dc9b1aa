"""Stored cards of customers (§8.2)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from operators.listing.fields import Field
from operators.listing.kinds import Choice, Digits, Integer, Moment, Text
from operators.listing.listings import Listing
from protocols.sales.errors import NotThere
from protocols.sales.fields import NoMembers
from protocols.sales.lists import page_answer
from protocols.sales.needs import PAY, READ
from protocols.sales.operation import SalesOperation
from protocols.sales.orders.changing import customer_in
from protocols.sales.payments.pages import card_page
from protocols.sales.payments.requests import (
    CardChangeRequest,
    CardRequest,
    TerminalRequest,
)
from protocols.sales.wire import answer, utc, utc_or_none
from sales.models import RecurringPayment
from sales.payments.actions import (
    authorize_recurring_payment,
    begin_recurring_payment,
    cancel_recurring_payment,
    describe_recurring_payment,
    open_recurring_terminal,
)
from sales.payments.states import PaymentGroup, PaymentType, RecurringState

CARD_LIST = Listing(
    RecurringPayment,
    [
        Field("number", Integer()),
        Field("customer", Digits(), path="customer__number"),
        Field("state", Choice(RecurringState.values)),
        Field("type", Choice(PaymentType.values)),
        Field("group", Choice(PaymentGroup.values)),
        Field("card_number", Text(), echoed=False),
        Field("created_at", Moment()),
    ],
    order="created_at",
).renamed(
    {
        "recurringPaymentId": "number",
        "customerNumber": "customer",
        "status": "state",
        "paymentType": "type",
        "paymentTypeGroup": "group",
        "cardNumber": "card_number",
        "createdAt": "created_at",
    }
)


class CardOperation(SalesOperation):
    """What the operations on stored cards share."""

    def cards(self) -> QuerySet[RecurringPayment]:
        """Those of the channel's customers."""
        return RecurringPayment.objects.filter(channel=self.channel).select_related("customer")

    def card_of(self, number: str) -> RecurringPayment:
        """NotThere for a card that was not stored through the channel."""
        card = self.cards().filter(number=int(number)).first()
        if card is None:
            raise NotThere
        return card

    def show_card(self, card: RecurringPayment, **more: Any) -> Any:
        return answer(card_to_wire(self.cards().get(pk=card.pk)), **more)


class Cards(CardOperation):
    """GET and POST /recurring-payments."""

    needs = {"GET": READ, "POST": PAY}
    asks = {"GET": None}

    def get(self, request: Any) -> Any:
        """A page of stored cards of the channel's customers, also of those that are closed."""
        return page_answer(self.cards(), CARD_LIST, request.query_params, card_to_wire)

    def post(self, request: Any) -> Any:
        """Begin to store a card of a customer, who does it on a page that is opened next."""
        members = self.read(CardRequest)
        customer = customer_in(members, channel=self.channel)
        assert customer is not None, "the member is required"
        card = begin_recurring_payment(
            customer,
            channel=self.channel,
            type=members["paymentType"],
            group=members["paymentTypeGroup"],
            description=members.get("description", ""),
            by=self.actor,
            at=self.at,
        )
        where = {"Location": f"{request.path}/{card.number}"}
        return self.show_card(card, status=201, headers=where)


class CardByNumber(CardOperation):
    """GET, PATCH and DELETE /recurring-payments/{recurringPaymentId}."""

    needs = {"GET": READ, "PATCH": PAY, "DELETE": PAY}
    moves_money = True

    def get(self, request: Any, card: str) -> Any:
        """One stored card."""
        return self.show_card(self.card_of(card))

    def patch(self, request: Any, card: str) -> Any:
        """Change your own words for a card."""
        members = self.read(CardChangeRequest)
        found = self.card_of(card)
        describe_recurring_payment(
            found, description=members["description"], by=self.actor, at=self.at
        )
        return self.show_card(found)

    def delete(self, request: Any, card: str) -> Any:
        """Never charge the card again, and have the provider forget it; again changes nothing."""
        cancel_recurring_payment(self.card_of(card), by=self.actor, at=self.at)
        return answer(None, status=204)


class CardTerminal(CardOperation):
    """POST /recurring-payments/{recurringPaymentId}/terminal."""

    needs = {"POST": PAY}
    moves_money = True

    def post(self, request: Any, card: str) -> Any:
        """Open the page where the customer stores the card, for 15 minutes."""
        members = self.read(TerminalRequest)
        found = open_recurring_terminal(
            self.card_of(card), return_address=members["redirectUrl"], by=self.actor, at=self.at
        )
        told = {
            "recurringPaymentId": found.number,
            "terminalUri": card_page(found.secret or ""),
        }
        return answer(told, status=201)


class AuthorizeCard(CardOperation):
    """PUT /recurring-payments/{recurringPaymentId}/authorize."""

    needs = {"PUT": PAY}
    moves_money = True

    def put(self, request: Any, card: str) -> Any:
        """Ask whether the customer has stored the card; from then on it can be charged."""
        self.read(NoMembers)
        found = self.card_of(card)
        return self.show_card(authorize_recurring_payment(found, by=self.actor, at=self.at))


def card_to_wire(card: RecurringPayment) -> dict[str, Any]:
    """`recurringPayment`."""
    return {
        "recurringPaymentId": card.number,
        "customerNumber": str(card.customer.number),
        "status": card.state,
        "paymentType": card.type,
        "paymentTypeGroup": card.group,
        "cardNumber": card.card_number or None,
        "expiryDate": card.expires_date.isoformat() if card.expires_date else None,
        "description": card.description or None,
        "createdAt": utc(card.created_at),
        "activatedAt": utc_or_none(card.activated_at),
        "closedAt": utc_or_none(card.closed_at),
    }
