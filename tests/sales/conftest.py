"""What holds after every test of this folder that touches the database."""

from collections.abc import Iterator

import pytest

from tests.factories.ledger import check_books
from tests.factories.operators import OperatorFactory
from tests.factories.sales import PassengerCategoryFactory


@pytest.fixture
def balanced_books(db: None) -> Iterator[None]:
    """The books balance and the orders add up when the test is over."""
    yield
    check_books()


@pytest.fixture
def operator():
    """An operator whose tenant knows adults."""
    found = OperatorFactory()
    PassengerCategoryFactory(tenant=found.tenant, code="adult", name="Adult", is_default=True)
    return found
