"""What the tests of this folder begin with."""

from __future__ import annotations

import pytest

from tests.bookings.purchases.whole_trips import Till
from tests.card_provider import Cards
from tests.factories.ledger import check_books
from tests.factories.payments import PaymentMethodFactory
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing


@standing
def shop(db: None):
    """A shop whose channel takes cards, if its tenant has an account with the provider."""
    shop = open_shop(LATER)
    PaymentMethodFactory(channel=shop.channel, type="VISA")
    return shop


@pytest.fixture
def till(shop, cards: Cards):
    """The shop, and its account with the card provider."""
    cards.open_account(shop.tenant)
    yield Till(shop, cards)
    check_books()
