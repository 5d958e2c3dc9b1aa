"""A supplier's offer is held, for longer, and no more."""

from __future__ import annotations

import pytest

from bookings.actions.doors import expire_any, extend_any
from bookings.errors import (
    ExtensionRefused,
)
from bookings.models import Booking
from operators.supply.errors import SupplierBusy, SupplierRefused
from sales.errors import OfferLapsed, OfferTaken
from tests.bookings.supplied.shop import events_of, standing
from tests.factories.moments import BY, later


def test_hold_lasts_no_longer_than_the_suppliers(shop, there):
    booking = shop.hold()

    booking.refresh_from_db()
    assert standing(booking) == ("PENDING", "NOT_STARTED", "")
    assert booking.held_until == later(minutes=10)
    assert events_of(booking) == ["HELD"]
    assert there.read("there").state == "PENDING"


def test_hold_whose_answer_is_lost_goes_on_when_it_is_asked_for_again(shop, there):
    [offer] = shop.offers()
    there.loses("hold")

    with pytest.raises(SupplierBusy):
        shop.hold(offer)
    assert standing(Booking.objects.get()) == ("PENDING", "NOT_STARTED", "HOLD")
    assert standing(shop.hold(offer)) == ("PENDING", "NOT_STARTED", "")
    with pytest.raises(OfferTaken):
        shop.hold(offer)


def test_hold_that_nobody_asks_for_again_is_healed_by_the_timer(shop, there):
    there.fails("hold")
    with pytest.raises(SupplierBusy):
        shop.hold()

    assert shop.heal(at=later(seconds=4)) == []
    assert standing(Booking.objects.get())[-1] == "HOLD"
    assert shop.heal(at=later(seconds=5)) == []
    assert standing(Booking.objects.get())[-1] == ""


def test_hold_that_was_never_answered_in_its_time_is_over(shop, there):
    there.fails("hold")
    with pytest.raises(SupplierBusy):
        shop.hold()

    assert shop.heal(at=later(minutes=16)) == ["OfferLapsed"]
    assert standing(Booking.objects.get())[:2] == ("EXPIRED", "CANCELLED")


@pytest.mark.parametrize(
    ("fault", "refusal", "state"),
    [
        (SupplierRefused("You owe us money."), SupplierRefused, "REJECTED"),
        (None, OfferLapsed, "EXPIRED"),
    ],
)
def test_hold_that_the_supplier_refuses_is_over(shop, there, fault, refusal, state):
    [offer] = shop.offers()
    if fault is None:
        there.offers = []
    else:
        there.fails("hold", fault)

    with pytest.raises(refusal):
        shop.hold(offer)

    assert standing(Booking.objects.get()) == (state, "CANCELLED", "")


def test_hold_is_made_longer_with_the_suppliers(shop, there):
    booking = extend_any(shop.hold(), reason="PAYMENT_PENDING", by=BY, at=later(minutes=5))

    assert booking.held_until == later(minutes=20)
    there.fails("extend", SupplierRefused())
    with pytest.raises(ExtensionRefused):
        extend_any(booking, reason="OTHER", by=BY, at=later(minutes=6))


def test_hold_is_let_go_before_its_time(shop, there):
    booking = shop.hold()

    assert expire_any(booking, by=BY, at=later(minutes=1)).state == "EXPIRED"
    assert expire_any(booking, by=BY, at=later(minutes=1)).state == "EXPIRED"
    # The supplier hears of it from the timer.
    assert shop.heal(at=later(minutes=3)) == []
    assert there.read("there").state == "RELEASED"
    assert standing(booking) == ("EXPIRED", "CANCELLED", "")


def test_supplier_that_sells_at_once_has_sold_with_the_hold(shop, there, monkeypatch):
    monkeypatch.setattr(there, "hold", lambda reference, *_, **__: commit_at_once(there, reference))

    booking = shop.hold()

    assert standing(booking) == ("CONFIRMED", "NOT_STARTED", "")
    assert shop.orders() == [("CONFIRMED", "4.00")]


def commit_at_once(there, reference):
    there.bookings[reference] = there.offers[0]
    return there.sell(reference)
