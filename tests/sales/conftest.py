"""What holds after every test of this folder that touches the database."""

from collections.abc import Iterator

import pytest

from tests.factories.ledger import check_books


@pytest.fixture
def balanced_books(db: None) -> Iterator[None]:
    """The books balance and the orders add up when the test is over."""
    yield
    check_books()
