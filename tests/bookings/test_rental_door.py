"""Rentals through the door that all kinds of bookings share."""

from __future__ import annotations

import pytest

from bookings.actions.doors import (
    cancel_any,
    commit_any,
    expire_any,
    extend_any,
    hold_offer,
    move_leg,
)
from bookings.actions.rental_door import ACTS, ACTS_WITH_ENDING, ACTS_WITH_TIME
from bookings.models import Leg
from bookings.states import LegAct, Origin
from bookings.terms import HoldWish, LegTold
from operators.fleet.errors import GatewayUnable
from operators.models import SimulatedVehicle
from sales.orders.customers import CustomerFacts
from tests.bookings.standing import events_of, states_of
from tests.factories.fleet import assets_like
from tests.factories.moments import BY, later
from tests.factories.rentals import RentalShop, open_rental_shop
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")


@standing
def shop(db) -> RentalShop:
    return open_rental_shop()


def hold(shop):
    [offer, *_] = shop.offers()
    wish = HoldWish(customer=CustomerFacts("anna"))
    return hold_offer(offer.reference, channel=shop.channel, wish=wish, by=BY, at=later())


def move(booking, act, minute, **told) -> Leg:
    leg = booking.legs.select_related("booking").get()
    return move_leg(leg, act, LegTold(**told), by=BY, at=later(minutes=minute))


def test_every_act_is_done_with_vehicles():
    tables = [*ACTS, *ACTS_WITH_ENDING, *ACTS_WITH_TIME, LegAct.ASSIGN_ASSET]

    assert sorted(tables) == sorted(LegAct)


def test_ride_from_the_hold_to_the_end(shop):
    [other] = assets_like(shop.asset, 1)
    booking = hold(shop)
    extend_any(booking, reason="Payment", by=BY, at=later(minutes=1))
    commit_any(booking, by=BY, at=later(minutes=2))

    states = [
        move(booking, LegAct.PREPARE, 3).state,
        move(booking, LegAct.TIME_POSTPONE, 3, time=later(minutes=6)).state,
        move(booking, LegAct.ASSIGN_ASSET, 4, asset_id=other.asset_id).state,
        move(booking, LegAct.SET_IN_USE, 5).state,
        move(booking, LegAct.PAUSE, 6).state,
        move(booking, LegAct.OPEN_TRUNK, 7).state,
        move(booking, LegAct.SET_IN_USE, 8).state,
        move(booking, LegAct.TIME_EXTEND, 9, time=later(minutes=30)).state,
        move(booking, LegAct.START_FINISHING, 10).state,
        move(booking, LegAct.FINISH, 11, evidence=("https://mp.example/1.jpg",)).state,
    ]

    assert states == [
        "PREPARING",
        "PREPARING",
        "PREPARING",
        "IN_USE",
        "PAUSED",
        "PAUSED",
        "IN_USE",
        "IN_USE",
        "FINISHING",
        "FINISHED",
    ]
    assert states_of(booking) == ("FINISHED", ["FINISHED"])
    assert events_of(booking) == [
        "HELD",
        "EXTENDED",
        "CONFIRMED",
        "LEG_PREPARED",
        "LEG_CHANGED",
        "ASSET_ASSIGNED",
        "LEG_STARTED",
        "STARTED",
        "LEG_PAUSED",
        "TRUNK_OPENED",
        "LEG_RESUMED",
        "LEG_CHANGED",
        "LEG_FINISHING",
        "LEG_FINISHED",
        "FINISHED",
    ]
    assert SimulatedVehicle.objects.get(asset=other).trunk_opened_at == later(minutes=7)


def test_partner_lets_its_hold_lapse(shop):
    booking = hold(shop)

    expire_any(booking, by=BY, at=later(minutes=1))

    assert states_of(booking) == ("EXPIRED", ["CANCELLED"])


def test_cancelling_says_on_whose_wish(shop):
    booking = hold(shop)

    cancel_any(booking, by=BY, at=later(minutes=1), origin=Origin.END_USER)

    assert booking.events.get(name="RELEASED").details == {"origin": "END_USER"}


def test_leg_that_is_cancelled_is_its_whole_booking(shop):
    booking = hold(shop)
    commit_any(booking, by=BY, at=later(minutes=1))

    move(booking, LegAct.CANCEL, 2)

    assert states_of(booking) == ("CANCELLED", ["CANCELLED"])


def test_trunk_that_nobody_can_reach_stays_shut():
    shop = open_rental_shop(fleet={"gateway": "NONE"})
    booking = shop.ride().leg.booking

    with pytest.raises(GatewayUnable):
        move(booking, LegAct.OPEN_TRUNK, 1)
