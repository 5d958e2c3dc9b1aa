"""An order is told in the same words wherever it is read."""

from __future__ import annotations

import pytest

from protocols.sales.orders.mapping import moment, tax_in
from tests.protocols.sales.selling import capture, pay

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("methods")
def test_list_order_and_version_tell_the_same(till, basket):
    sold = till.read(f"/orders/{basket}")
    assert till.read("/orders")["items"] == [sold]

    capture(till, pay(till, basket))

    sold = till.read(f"/orders/{basket}")
    assert (sold["status"], len(sold["orderLines"]), len(sold["paymentRefs"])) == (
        "CONFIRMED", 2, 1,
    )  # fmt: skip
    assert till.read(f"/orders?id=eq:{basket}")["items"] == [sold]
    assert till.read(f"/orders/{basket}?version=1") == sold


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (None, None),
        ("2026-06-01T10:00:59+00:00", "2026-06-01T10:00:59Z"),
        ("2026-06-01T10:00:59.12+00:00", "2026-06-01T10:00:59Z"),
        ("2026-06-01T10:00:59.999999+00:00", "2026-06-01T10:00:59Z"),
        ("2026-06-01T01:30:00+02:00", "2026-05-31T23:30:00Z"),
        ("2026-06-01T10:00:59.5-01:00", "2026-06-01T11:00:59Z"),
        ("2026-06-01T10:00:59Z", "2026-06-01T10:00:59Z"),
    ],
)
def test_moments_are_told_in_whole_seconds_of_utc(kept, told):
    assert moment(kept) == told


@pytest.mark.parametrize(
    ("amount", "rate", "tax"),
    [("1446.00", "12.00", "154.93"), ("33.00", "12.00", "3.54"), ("0.00", "9.00", "0.00")],
)
def test_tax_of_the_price_before_discounts_is_contained_in_it(amount, rate, tax):
    assert tax_in(amount, rate) == tax
