"""A supplier's vehicle: booked at once, used, and sold for what it charges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.supplied.riding import is_resold
from bookings.models import Booking, SuppliedBooking
from bookings.states import LegAct
from operators.fleet.errors import AssetTaken, AssetUnknown
from operators.supply.errors import SupplierBusy, SupplierRefused, SupplierUnable
from sales.models import Order
from tests.bookings.supplied.shop import events_of, standing
from tests.factories.moments import NOW, later


def test_ride_is_sold_when_it_is_over_for_what_it_charges(shop, there):
    booking = shop.rent()
    assert standing(booking) == ("CONFIRMED", "NOT_STARTED", "")
    assert shop.orders() == []

    shop.move(booking, LegAct.SET_IN_USE, at=later(minutes=1))
    shop.move(booking, LegAct.PAUSE, at=later(minutes=5))
    shop.move(booking, LegAct.SET_IN_USE, at=later(minutes=8))
    shop.move(booking, LegAct.FINISH, at=later(minutes=16))

    assert standing(booking) == ("FINISHED", "FINISHED", "")
    line = Order.objects.get().lines.get()
    assert (line.amount, line.departs_at, line.arrives_at) == (
        Decimal("3.85"),
        later(minutes=1),
        later(minutes=16),
    )
    assert events_of(booking) == [
        "CONFIRMED", "LEG_STARTED", "STARTED", "LEG_PAUSED", "LEG_RESUMED", "LEG_FINISHED",
        "FINISHED",
    ]  # fmt: skip


def test_vehicle_of_our_own_is_not_resold(shop):
    assert is_resold(shop.opened.channel, "scooter", at=NOW)


@pytest.mark.parametrize(("asset", "refusal"), [("nowhere", AssetUnknown), ("taken", AssetTaken)])
def test_vehicle_that_is_not_to_be_had_is_not_booked(shop, there, asset, refusal):
    there.book_asset("taken", None, None, key="of somebody", callback_url="")
    taken = there.find_ride("taken")
    SuppliedBooking.objects.update(remote_reference=taken.reference)
    shop.rent("another")
    SuppliedBooking.objects.update(remote_reference=taken.reference)

    with pytest.raises(refusal):
        shop.rent(asset)

    assert standing(Booking.objects.order_by("pk").last())[0] == "REJECTED"


def test_supplier_that_has_no_bookings_at_once_refuses(shop, there):
    there.fails("book_asset", SupplierUnable())

    with pytest.raises(SupplierUnable):
        shop.rent()


def test_booking_whose_answer_is_lost_goes_on_when_it_is_asked_for_again(shop, there):
    there.loses("book_asset")
    with pytest.raises(SupplierBusy):
        shop.rent()

    booking = shop.rent(at=later(seconds=10))

    assert standing(booking) == ("CONFIRMED", "NOT_STARTED", "")
    assert len(there.bookings) == Booking.objects.count() == 1


def test_booking_that_was_lost_is_found_though_the_key_is_forgotten(shop, there):
    there.loses("book_asset")
    with pytest.raises(SupplierBusy):
        shop.rent()
    there.keys.clear()

    assert shop.rent(at=later(seconds=10)).state == "CONFIRMED"
    assert len(there.bookings) == 1


def test_vehicle_that_was_got_too_late_is_given_back(shop, there):
    there.loses("book_asset")
    with pytest.raises(SupplierBusy):
        shop.rent()

    assert shop.heal(at=later(minutes=2)) == []

    assert standing(Booking.objects.get()) == ("CANCELLED", "CANCELLED", "")
    assert there.read("ride-0").state == "CANCELLED"
    assert shop.orders() == []


def test_vehicle_that_runs_for_nobody_is_ended_and_paid(shop, there):
    there.loses("book_asset")
    with pytest.raises(SupplierBusy):
        shop.rent()
    booked = there.read("ride-0")
    there.move(booked, booked.legs[0], "IN_USE", at=NOW)

    assert shop.heal(at=later(minutes=2)) == []

    assert standing(Booking.objects.get()) == ("FINISHED", "FINISHED", "")
    assert shop.orders() == [("CONFIRMED", "3.85")]


def test_vehicle_that_was_never_booked_costs_nothing(shop, there):
    there.fails("book_asset")
    with pytest.raises(SupplierBusy):
        shop.rent()

    assert shop.heal(at=later(minutes=2)) == []

    assert standing(Booking.objects.get())[0] == "REJECTED"
    assert there.bookings == {}


@pytest.mark.parametrize("lost", [True, False])
def test_end_without_an_answer_is_asked_for_again(shop, there, lost):
    booking = shop.rent()
    shop.move(booking, LegAct.SET_IN_USE)
    if lost:
        there.loses("move_leg")
    else:
        there.fails("move_leg")

    with pytest.raises(SupplierBusy):
        shop.move(booking, LegAct.FINISH, at=later(minutes=15))
    assert standing(booking)[-1] == "ACT"
    assert shop.heal(at=later(minutes=16)) == []

    assert standing(booking) == ("FINISHED", "FINISHED", "")
    assert shop.orders() == [("CONFIRMED", "3.85")]
    assert there.read("ride-0").legs[0].ended_at == later(minutes=15)


def test_start_without_an_answer_is_looked_for_and_not_asked_for_again(shop, there):
    booking = shop.rent()
    there.fails("move_leg")
    with pytest.raises(SupplierBusy):
        shop.move(booking, LegAct.SET_IN_USE)

    assert shop.heal(at=later(minutes=5)) == []

    assert standing(booking) == ("CONFIRMED", "NOT_STARTED", "")
    assert there.asked.count("move_leg") == 1


def test_act_that_is_refused_says_why(shop, there):
    booking = shop.rent()
    there.fails("move_leg", SupplierRefused("The lock is jammed."))

    with pytest.raises(SupplierRefused, match="jammed"):
        shop.move(booking, LegAct.SET_IN_USE)

    assert standing(booking) == ("CONFIRMED", "NOT_STARTED", "")


def test_ride_that_the_supplier_gives_up_is_cancelled_and_free(shop, there):
    booking = shop.rent()
    there.cancel("ride-0")

    assert shop.heal(at=later(minutes=1)) == []

    assert standing(booking) == ("CANCELLED", "CANCELLED", "")
    assert shop.orders() == []


def test_ride_that_ends_without_us_is_sold(shop, there):
    booking = shop.rent()
    shop.move(booking, LegAct.SET_IN_USE)
    running = there.read("ride-0")
    there.move(running, running.legs[0], "FINISHED", at=later(minutes=9))

    assert shop.heal(at=later(minutes=10)) == []

    assert standing(booking) == ("FINISHED", "FINISHED", "")
    assert shop.orders() == [("CONFIRMED", "3.85")]
