"""A supplier's journey is sold and used."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import django_fsm as fsm
import pytest

from bookings.actions.supplied.holding import expire_supplied_holds
from bookings.errors import (
    CancellationRefused,
    HoldExpired,
    NotCommitted,
    RentalOver,
    SupplyInHand,
)
from bookings.models import SuppliedBooking, SuppliedLeg
from bookings.states import LegAct
from operators.supply.errors import SupplierBusy, SupplierRefused
from sales.models import Posting
from tests.bookings.supplied.shop import TIMER, events_of, standing
from tests.factories.moments import NOW, later
from tests.factories.standin import trip


def test_commit_sells_at_the_offered_price_and_owes_it_to_the_operator(shop, there):
    booking = shop.sell()

    assert standing(booking) == ("CONFIRMED", "NOT_STARTED", "")
    assert shop.orders() == [("CONFIRMED", "4.00")]
    owed = Posting.objects.get(account="OPERATOR_LIABILITY")
    assert owed.party == shop.opened.supplier.operator.organisation
    assert abs(owed.amount) == Decimal("3.67")
    assert events_of(booking) == ["HELD", "CONFIRMED"]


def test_second_commit_sells_nothing_more(shop, there):
    booking = shop.sell()

    assert shop.commit(booking).state == "CONFIRMED"
    assert there.asked.count("commit") == 1
    assert len(shop.orders()) == 1


@pytest.mark.parametrize("commits_once", [False, True])
def test_commit_whose_answer_is_lost_is_sold_once(shop, there, commits_once):
    there.commits_once = commits_once
    booking = shop.hold()
    there.loses("commit")

    with pytest.raises(SupplierBusy):
        shop.commit(booking)
    assert standing(booking) == ("PENDING", "NOT_STARTED", "COMMIT")
    # It does not lapse while nobody knows.
    assert expire_supplied_holds(by=TIMER, at=later(hours=2)) == 0
    with pytest.raises(SupplyInHand):
        shop.cancel(booking)

    assert shop.heal(at=later(hours=2)) == []
    assert standing(booking) == ("CONFIRMED", "NOT_STARTED", "")
    assert shop.orders() == [("CONFIRMED", "4.00")]
    booking.refresh_from_db()
    assert booking.confirmed_at == NOW


def test_commit_is_asked_for_less_and_less_often(shop, there):
    booking = shop.hold()
    for _ in range(4):
        there.fails("commit")
    with pytest.raises(SupplierBusy):
        shop.commit(booking)

    waits = []
    for _ in range(3):
        before = SuppliedBooking.objects.get().next_try_at
        assert shop.heal(at=before) == ["SupplierBusy"]
        waits.append(SuppliedBooking.objects.get().next_try_at - before)

    assert waits == [timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5)]


def test_commit_that_is_refused_leaves_a_hold_that_lapses(shop, there):
    booking = shop.hold()
    there.fails("commit", SupplierRefused("Not for you."))

    with pytest.raises(SupplierRefused, match="Not for you"):
        shop.commit(booking)

    assert standing(booking) == ("PENDING", "NOT_STARTED", "")
    assert expire_supplied_holds(by=TIMER, at=later(minutes=15)) == 1
    assert standing(booking) == ("EXPIRED", "CANCELLED", "")


def test_commit_after_the_time_is_refused(shop):
    booking = shop.hold()

    with pytest.raises(HoldExpired):
        shop.commit(booking, at=later(minutes=10))


def test_commit_of_what_is_over_is_refused(shop):
    booking = shop.cancel(shop.hold())

    with pytest.raises(fsm.TransitionNotAllowed):
        shop.commit(booking)


def test_commit_that_waits_for_an_answer_is_sold_when_it_comes(shop, there):
    there.thinks = True
    booking = shop.sell()

    assert standing(booking)[0] == "CONDITIONAL_CONFIRMED"
    assert shop.orders() == []
    there.sell("there")
    assert shop.heal(at=later(minutes=1)) == []
    assert standing(booking)[0] == "CONFIRMED"
    assert shop.orders() == [("CONFIRMED", "4.00")]


def test_supplier_that_says_no_after_all_sells_nothing(shop, there):
    there.thinks = True
    booking = shop.sell()
    there.bookings["there"] = trip(state="REJECTED")

    assert shop.heal(at=later(minutes=1)) == []
    assert standing(booking) == ("REJECTED", "CANCELLED", "")
    assert shop.orders() == []


def test_ticket_is_kept_as_the_supplier_made_it(shop, there):
    booking = shop.sell()

    leg = shop.move(booking, LegAct.SET_IN_USE, at=later(minutes=30))

    row = SuppliedLeg.objects.get()
    assert (leg.state, standing(booking)) == ("IN_USE", ("STARTED", "IN_USE", ""))
    assert row.tokens["ticket"]["content"] == {"base64": "VDE6", "mediaType": "text/plain"}
    assert row.fresh_until == later(hours=2)


def test_second_start_changes_nothing(shop, there):
    booking = shop.sell()

    for _ in range(2):
        assert shop.move(booking, LegAct.SET_IN_USE).state == "IN_USE"

    assert events_of(booking).count("LEG_STARTED") == 1


def test_leg_of_a_hold_is_not_used(shop):
    with pytest.raises(NotCommitted):
        shop.move(shop.hold(), LegAct.SET_IN_USE)


def test_journey_that_is_over_there_is_over_here(shop, there):
    booking = shop.sell()
    shop.move(booking, LegAct.SET_IN_USE)
    shop.move(booking, LegAct.FINISH, at=later(hours=1))

    assert standing(booking) == ("FINISHED", "FINISHED", "")
    assert shop.orders() == [("CONFIRMED", "4.00")]
    with pytest.raises(RentalOver):
        shop.move(booking, LegAct.SET_IN_USE)
    with pytest.raises(CancellationRefused):
        shop.cancel(booking)
