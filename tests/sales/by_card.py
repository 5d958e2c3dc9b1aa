"""An order that is paid by card, with the provider at work."""

from __future__ import annotations

import pytest

from sales.models import PaymentTransaction
from sales.payments.actions import capture_transaction, look_up_transaction
from sales.payments.gateways import card as card_gateway
from tests.factories.moments import BY, NOW
from tests.factories.provider import PaperProvider
from tests.sales.paying import Counter

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def desk(opened, cards):
    shop, order = opened
    cards.open_account(shop.tenant)
    return Counter(shop, PaperProvider(), order)


@pytest.fixture
def impatient(monkeypatch, settings):
    """The provider gets a fifth of a second, once."""
    settings.CARD_READ_SECONDS = 0.2
    monkeypatch.setattr(card_gateway, "RETRIES", 0)


def now(transaction):
    found = PaymentTransaction.objects.select_related("order", "payment", "recurring_payment")
    return found.get(pk=transaction.pk)


def capture(transaction):
    return capture_transaction(now(transaction), by=BY, at=NOW)


def look_up(transaction):
    return look_up_transaction(now(transaction), by=BY, at=NOW)


@pytest.fixture
def paid(desk, cards):
    """The customer has paid on the page."""
    transaction = desk.at_terminal()
    cards.pay(transaction.provider_reference)
    return transaction


@pytest.fixture
def captured(paid):
    capture(paid)
    return now(paid)


def names(transaction):
    return list(transaction.operations.order_by("pk").values_list("name", flat=True))
