"""What holds after every test of this folder that touches the database."""

from collections.abc import Iterator

import pytest

from config.celery import app
from tests.factories.ledger import check_books


@pytest.fixture
def balanced_books(db: None) -> Iterator[None]:
    """The books balance and the orders add up when the test is over."""
    yield
    check_books()


@pytest.fixture
def messages_that_nobody_takes() -> Iterator[None]:
    """Whoever books a vehicle sends a message to unlock it; here each test says when that comes."""
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = True
