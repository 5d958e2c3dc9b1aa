"""What holds after every test of this folder that touches the database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sales.models import Order
from sales.payments.gateways.choosing import GATEWAYS
from sales.payments.states import Provider
from tests.factories.ledger import check_books
from tests.factories.operators import OperatorFactory
from tests.factories.orders import sold
from tests.factories.provider import PaperProvider
from tests.factories.sales import PassengerCategoryFactory
from tests.factories.scenarios import Shop, open_shop
from tests.sales.paying import Counter, open_counter
from tests.standing import standing


@pytest.fixture
def balanced_books(db: None) -> Iterator[None]:
    """The books balance and the orders add up when the test is over."""
    yield
    check_books()


@standing
def operator():
    """An operator whose tenant knows adults."""
    found = OperatorFactory()
    PassengerCategoryFactory(tenant=found.tenant, code="adult", name="Adult", is_default=True)
    return found


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> PaperProvider:
    """The card provider of every tenant."""
    paper = PaperProvider()
    monkeypatch.setitem(GATEWAYS, Provider.CARD, lambda _: paper)
    return paper


@standing
def opened(db: None) -> tuple[Shop, Order]:
    """What the desk has, which stays where its provider changes."""
    counter = open_counter(PaperProvider())
    return counter.shop, counter.order


@pytest.fixture
def desk(opened: tuple[Shop, Order], provider: PaperProvider) -> Counter:
    """A shop with an order of 1446.00 NOK that waits for its money."""
    shop, order = opened
    return Counter(shop, provider, order)


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """Where exports are written to."""
    settings.EXPORT_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def exporter(db: None, folder: Path) -> Shop:
    """A shop with three orders to write."""
    shop = open_shop()
    for _ in range(3):
        sold(shop)
    return shop
