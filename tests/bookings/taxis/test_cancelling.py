"""Calling a taxi off, and what it costs."""

from datetime import timedelta
from decimal import Decimal

import django_fsm as fsm
import pytest

from bookings.actions.taxis.accepting import decline_ride
from bookings.actions.taxis.cancelling import note_no_show
from bookings.actions.taxis.holding import commit_taxi, expire_taxi_hold, extend_taxi_hold
from bookings.actions.taxis.riding import note_arrival
from bookings.errors import CancellationRefused, ExtensionRefused, HoldExpired, TaxiNotThere
from bookings.states import Origin
from sales.models import Order
from tests.factories.moments import BY, NOW, later
from tests.factories.taxi_rides import PICK_UP, events, open_stand, ride_of, states

pytestmark = pytest.mark.usefixtures("balanced_books")


def test_a_hold_is_released_for_free(stand):
    ride = ride_of(stand.hold())
    booking = stand.cancel(ride)
    assert (booking.state, booking.cancel_origin, booking.order) == ("RELEASED", "MP", None)
    assert states(ride) == ("RELEASED", "CANCELLED")
    assert ride_of(booking).closed_at == NOW


def test_an_order_without_a_driver_is_released_for_free(stand):
    booking = stand.cancel(stand.order(), origin=Origin.END_USER)
    assert (booking.state, booking.cancel_origin) == ("RELEASED", "END_USER")


def test_an_accepted_ride_costs_the_fee(stand):
    ride = stand.accepted()

    booking = stand.cancel(ride, at=later(minutes=1), origin=Origin.END_USER)

    assert (booking.state, booking.cancel_origin) == ("CANCELLED", "END_USER")
    assert booking.order.total_amount == Decimal("5.00")
    assert [line.product.code for line in booking.order.lines.all()] == [stand.shop.product.code]
    reading = stand.read(ride, at=later(minutes=2))
    assert (reading.price.amount, reading.is_price_final) == (Decimal("5.00"), True)
    assert stand.cancel(ride, at=later(minutes=3)).order == booking.order
    assert events(ride)[-2:] == ["LEG_CANCELLED", "CANCELLED"]


def test_a_taxi_that_waits_costs_the_fee_as_well(stand):
    booking = stand.cancel(stand.arrived(), at=later(minutes=16))
    assert booking.order.total_amount == Decimal("5.00")


def test_a_fleet_without_a_fee_lets_everybody_go(db):
    stand = open_stand(service={"cancellation_fee": 0})
    booking = stand.cancel(stand.accepted(), at=later(minutes=1))
    assert (booking.state, booking.order) == ("CANCELLED", None)


def test_an_operator_pays_nothing_to_itself(stand):
    booking = stand.cancel(stand.accepted(), at=later(minutes=1), origin=Origin.TO)
    assert (booking.state, booking.cancel_origin, booking.order) == ("CANCELLED", "TO", None)


def test_a_ride_that_has_begun_is_not_cancelled(stand):
    ride = stand.begun()
    with pytest.raises(CancellationRefused):
        stand.cancel(ride, at=later(minutes=17))
    assert states(ride) == ("STARTED", "IN_USE")


def test_a_sold_ride_is_not_cancelled(stand):
    with pytest.raises(CancellationRefused):
        stand.cancel(stand.settled(), at=later(minutes=30))


def test_what_nobody_drives_is_not_cancelled(stand):
    ride = stand.order()
    with pytest.raises(fsm.TransitionNotAllowed):
        stand.cancel(ride, at=later(minutes=10))


def test_a_ride_that_lost_its_driver_is_cancelled_by_whoever_comes_first(stand):
    ride = decline_ride(stand.accepted(), by=BY, at=later(minutes=1))
    booking = stand.cancel(ride, at=PICK_UP)
    assert (booking.state, booking.cancel_origin, booking.order) == ("CANCELLED", "TO", None)


def test_nobody_came(stand):
    ride = stand.arrived()

    done = note_no_show(ride, by=BY, at=later(minutes=25))

    booking = done.leg.booking
    assert (booking.state, booking.cancel_origin, done.no_show) == ("CANCELLED", "TO", True)
    assert booking.order.total_amount == Decimal("5.00")
    assert note_no_show(ride, by=BY, at=later(minutes=26)).closed_at == later(minutes=25)


def test_nobody_misses_a_taxi_that_is_not_there(stand):
    with pytest.raises(TaxiNotThere):
        note_no_show(stand.accepted(), by=BY, at=PICK_UP)


def test_nobody_misses_a_taxi_that_came_too_early(stand):
    ride = note_arrival(stand.accepted(), by=BY, at=later(minutes=5))

    with pytest.raises(TaxiNotThere, match="before its pick-up"):
        note_no_show(ride, by=BY, at=PICK_UP - timedelta(seconds=1))

    assert not Order.objects.exists()
    assert note_no_show(ride, by=BY, at=PICK_UP).no_show


def test_nobody_misses_a_taxi_they_sit_in(stand):
    with pytest.raises(CancellationRefused):
        note_no_show(stand.begun(), by=BY, at=later(minutes=17))


def test_a_hold_lapses(stand):
    booking = stand.hold()
    ride = ride_of(booking)
    assert expire_taxi_hold(booking, by=BY, at=later(minutes=1)).state == "EXPIRED"
    assert expire_taxi_hold(booking, by=BY, at=later(minutes=2)).closed_at == later(minutes=1)
    assert states(ride) == ("EXPIRED", "CANCELLED")
    with pytest.raises(HoldExpired):
        stand.cancel(ride, at=later(minutes=2))
    with pytest.raises(HoldExpired):
        commit_taxi(booking, by=BY, at=later(minutes=2))


def test_an_order_does_not_lapse(stand):
    with pytest.raises(fsm.TransitionNotAllowed):
        expire_taxi_hold(stand.order().leg.booking, by=BY, at=later(minutes=1))


def test_a_released_hold_is_not_committed(stand):
    ride = ride_of(stand.hold())
    stand.cancel(ride)
    with pytest.raises(fsm.TransitionNotAllowed):
        commit_taxi(ride.leg.booking, by=BY, at=NOW)


def test_committing_again_changes_nothing(stand):
    ride = stand.order()
    again = commit_taxi(ride.leg.booking, by=BY, at=later(minutes=1))
    assert again.answer_until == later(minutes=10)
    assert events(ride) == ["HELD", "CONDITIONALLY_CONFIRMED"]


def test_a_hold_is_made_longer_while_the_pick_up_is_far(stand):
    far = stand.hold(pick_up_at=later(hours=5))
    until = extend_taxi_hold(far, by=BY, at=later(minutes=1)).held_until
    assert until == ride_of(far).next_try_at
    near = stand.hold()
    with pytest.raises(ExtensionRefused):
        extend_taxi_hold(near, by=BY, at=later(minutes=14, seconds=59))
