"""A shop that resells what a supplier in memory offers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from operators.supply.finding import reach, register_supplier
from operators.supply.models import Supplier
from operators.supply.states import SupplierKind
from tests.bookings.supplied.shop import ResellShop
from tests.factories.ledger import check_books
from tests.factories.standin import StandIn
from tests.factories.supply import open_reseller


@pytest.fixture
def there(monkeypatch) -> StandIn:
    """What every supplier is asked through, whatever speaks TOMP otherwise."""
    stand_in = StandIn()
    monkeypatch.setattr("operators.supply.finding._GATEWAYS", {})
    register_supplier(SupplierKind.TOMP, lambda _supplier: stand_in)
    assert reach(Supplier()) is stand_in
    return stand_in


@pytest.fixture
def shop(db, there) -> Iterator[ResellShop]:
    opened = open_reseller("https://supplier.example", "token")
    yield ResellShop(opened, there)
    check_books()
