"""What a supplier charges after the sale, and whether its books and ours agree."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bookings.actions.supplied.reconciling import Difference, compare_books
from bookings.actions.supplied.settling import settle_charges
from bookings.states import LegAct
from tests.bookings.supplied.shop import TIMER, events_of
from tests.factories.moments import NOW, later


@pytest.mark.parametrize("charged", ["5.50", "1.00", "0.00"])
def test_order_follows_what_the_supplier_charges(shop, there, charged):
    booking = shop.sell()
    there.charged["there"] = Decimal(charged)

    for _ in range(2):
        settle_charges(booking, by=TIMER, at=later(minutes=5))

    assert shop.orders() == [("CONFIRMED", charged)]
    assert events_of(booking).count("SUPPLY_CHANGED") == 1


def test_charge_for_damage_is_a_line_more(shop, there):
    booking = shop.rent()
    shop.move(booking, LegAct.FINISH, at=later(minutes=9))
    there.charged["ride-0"] = Decimal("43.85")

    settle_charges(booking, by=TIMER, at=later(days=1))

    booking.refresh_from_db()
    lines = booking.order.lines.order_by("pk").values_list("amount", flat=True)
    assert list(lines) == [Decimal("3.85"), Decimal("40.00")]


def test_booking_without_an_order_waits_for_its_end(shop):
    booking = shop.rent()

    settle_charges(booking, by=TIMER, at=NOW)

    assert shop.orders() == []


def test_books_agree_until_somebody_charges_more(shop, there):
    shop.sell()
    span = {"since": NOW - timedelta(days=1), "until": later(days=1)}

    assert compare_books(shop.opened.supplier, **span) == []
    there.charged["there"] = Decimal("4.50")
    there.charged["unheard of"] = Decimal("9.99")

    assert compare_books(shop.opened.supplier, **span) == [
        Difference("there", Decimal("4.00"), Decimal("4.50")),
        Difference("unheard of", Decimal(0), Decimal("9.99")),
    ]
