from __future__ import annotations

import pytest
import time_machine

from tests.card_provider import Cards
from tests.factories.moments import NOW
from tests.factories.provider import PaperProvider
from tests.sales.paying import Counter, open_counter


@pytest.fixture
def desk(db, cards: Cards) -> Counter:
    """A shop that takes cards through the provider."""
    counter = open_counter(PaperProvider())
    cards.open_account(counter.shop.tenant)
    return counter


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
