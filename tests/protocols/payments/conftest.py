from __future__ import annotations

import pytest
import time_machine

from sales.models import Order
from tests.card_provider import Cards
from tests.factories.moments import NOW
from tests.factories.provider import PaperProvider
from tests.factories.scenarios import Shop
from tests.sales.paying import Counter, open_counter
from tests.standing import standing


@standing
def opened(db: None) -> tuple[Shop, Order]:
    """A shop with an order that waits for its money."""
    counter = open_counter(PaperProvider())
    return counter.shop, counter.order


@pytest.fixture
def desk(opened: tuple[Shop, Order], cards: Cards) -> Counter:
    """A shop that takes cards through the provider."""
    shop, order = opened
    cards.open_account(shop.tenant)
    return Counter(shop, PaperProvider(), order)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
