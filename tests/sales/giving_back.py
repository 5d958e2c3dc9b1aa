"""An order that is paid by card and sold, to give back from."""

from __future__ import annotations

from decimal import Decimal

import pytest

FEE = Decimal("50.00")


@pytest.fixture
def sold(desk):
    """The order is paid by card and confirmed."""
    desk.shop.product.cancellation_fee = FEE
    desk.shop.product.save()
    desk.captured()
    return desk


def line_of(desk, amount):
    return desk.order.lines.get(amount=amount)


def ticket_of(desk, amount):
    return line_of(desk, amount).fulfilments.get().ticket
