"""A supplier's journey is given back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.errors import (
    CancellationRefused,
)
from bookings.models import SuppliedBooking
from operators.supply.errors import SupplierBusy, SupplierRefused, SupplierUnfit
from sales.models import Posting
from tests.bookings.supplied.shop import standing
from tests.factories.moments import later


def test_hold_is_released_on_both_sides(shop, there):
    booking = shop.cancel(shop.hold())

    assert standing(booking) == ("RELEASED", "CANCELLED", "")
    assert there.read("there").state == "RELEASED"
    assert shop.cancel(booking).state == "RELEASED"
    assert there.asked.count("cancel") == 1


@pytest.mark.parametrize(("keeps", "left"), [("0", "0.00"), ("1.50", "1.50"), ("4.00", "4.00")])
def test_cancelled_sale_keeps_what_the_supplier_keeps(shop, there, keeps, left):
    there.keeps = Decimal(keeps)
    booking = shop.sell()

    shop.cancel(booking)

    assert standing(booking) == ("CANCELLED", "CANCELLED", "")
    assert shop.orders() == [("CONFIRMED", left)]
    owed = sum(
        (posting.amount for posting in Posting.objects.filter(account="OPERATOR_LIABILITY")),
        Decimal(0),
    )
    assert abs(owed) == {"0": Decimal(0), "1.50": Decimal("1.38"), "4.00": Decimal("3.67")}[keeps]


def test_cancellation_whose_answer_is_lost_is_credited_once(shop, there):
    booking = shop.sell()
    there.loses("cancel")

    with pytest.raises(SupplierBusy):
        shop.cancel(booking)
    assert standing(booking)[-1] == "CANCEL"
    assert shop.heal(at=later(seconds=5)) == []

    assert standing(booking) == ("CANCELLED", "CANCELLED", "")
    assert shop.orders() == [("CONFIRMED", "0.00")]


def test_cancellation_that_is_refused_changes_nothing(shop, there):
    booking = shop.sell()
    there.fails("cancel", SupplierRefused("Too late."))

    with pytest.raises(CancellationRefused, match="Too late"):
        shop.cancel(booking)

    assert standing(booking) == ("CONFIRMED", "NOT_STARTED", "")


def test_supplier_that_cancels_by_itself_is_followed(shop, there):
    booking = shop.sell()
    there.cancel("there")

    assert shop.heal(at=later(hours=2)) == []
    assert standing(booking) == ("CANCELLED", "CANCELLED", "")
    assert shop.orders() == [("CONFIRMED", "0.00")]


def test_sold_booking_that_is_unknown_there_waits_for_people(shop, there):
    booking = shop.sell()
    there.bookings.clear()

    assert shop.heal(at=later(hours=2)) == [SupplierUnfit.__name__]
    assert standing(booking)[0] == "CONFIRMED"
    assert SuppliedBooking.objects.get().fault != ""
