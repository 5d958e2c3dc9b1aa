"""A card that a customer stores with the provider, step by step."""

from __future__ import annotations

import pytest

from demo.cards.plastic import GOOD
from sales.models import RecurringPayment
from sales.orders.models import Order
from sales.payments.actions import (
    authorize_recurring_payment,
    begin_recurring_payment,
    open_recurring_terminal,
)
from sales.payments.states import PaymentGroup, PaymentType
from tests.factories.moments import BY, NOW
from tests.factories.provider import PaperProvider
from tests.factories.sales import CustomerFactory
from tests.sales.paying import Counter

SHOP = "https://shop.example/cards"


@pytest.fixture
def desk(opened, cards):
    shop, order = opened
    cards.open_account(shop.tenant)
    customer = CustomerFactory(channel=shop.channel)
    Order.objects.update(customer=customer)
    return Counter(shop, PaperProvider(), order)


@pytest.fixture
def begun(desk):
    order = desk.now()
    return begin_recurring_payment(
        order.customer,
        channel=desk.shop.channel,
        type=PaymentType.VISA,
        group=PaymentGroup.PAYMENTCARD,
        by=BY,
        at=NOW,
    )


def open_page(card, at=NOW):
    return open_recurring_terminal(card, return_address=SHOP, by=BY, at=at)


def now(card):
    return RecurringPayment.objects.get(pk=card.pk)


def authorize(card):
    return authorize_recurring_payment(now(card), by=BY, at=NOW)


@pytest.fixture
def store(begun, cards):
    """The customer stores a card with this number."""

    def stored(number=GOOD):
        opened = open_page(begun)
        cards.pay(opened.provider_reference, number)
        return authorize(begun)

    return stored
