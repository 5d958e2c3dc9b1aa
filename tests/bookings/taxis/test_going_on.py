"""What the timer does for taxis."""

from datetime import timedelta

import pytest
import time_machine

from bookings import tasks
from bookings.actions.doors import commit_any, extend_any
from bookings.actions.taxis.ending import end_ride
from bookings.actions.taxis.going_on import claim_taxis, move_taxi
from bookings.models import TaxiRide
from bookings.states import BookingState
from tests.factories.moments import BY, NOW, later
from tests.factories.taxi_rides import PICK_UP, TIMER, events, ride_of, states

pytestmark = pytest.mark.usefixtures("balanced_books")


def moved(ride, at):
    move_taxi(ride_of(ride.leg.booking), by=TIMER, at=at)
    return states(ride)


def test_a_simulated_taxi_drives_by_itself(stand):
    ride = stand.order()
    assert moved(ride, NOW) == ("CONFIRMED", "NOT_STARTED")
    assert moved(ride, later(minutes=14)) == ("CONFIRMED", "NOT_STARTED")
    assert moved(ride, PICK_UP) == ("CONFIRMED", "PREPARING")
    assert moved(ride, later(minutes=15, seconds=59)) == ("CONFIRMED", "PREPARING")
    assert moved(ride, later(minutes=16)) == ("STARTED", "IN_USE")
    assert moved(ride, later(minutes=19)) == ("STARTED", "IN_USE")
    assert moved(ride, later(minutes=20)) == ("STARTED", "FINISHING")
    assert moved(ride, later(minutes=21)) == ("FINISHED", "FINISHED")
    assert moved(ride, later(hours=2)) == ("FINISHED", "FINISHED")
    assert str(stand.read(ride).price.amount) == "10.00"


def test_people_drive_the_other_taxis(by_hand):
    ride = by_hand.by_hand()
    for at in (PICK_UP, later(hours=1), later(days=2)):
        assert moved(ride, at) == ("CONFIRMED", "NOT_STARTED")
    assert claim_taxis(at=later(days=2), limit=10) == []


def test_a_price_that_nobody_told_is_left_to_people(stand):
    ride = stand.ended(metres=None)
    assert moved(ride, later(hours=1)) == ("STARTED", "FINISHING")
    assert claim_taxis(at=later(days=1), limit=10) == []


def test_a_hold_that_lapsed_is_expired(stand):
    ride = ride_of(stand.hold())
    assert moved(ride, later(minutes=1)) == ("PENDING", "NOT_STARTED")
    at = ride.leg.booking.held_until
    assert claim_taxis(at=at, limit=10) == [ride.pk]
    assert moved(ride, at) == ("EXPIRED", "CANCELLED")


def test_a_hold_that_was_made_longer_meanwhile_does_not_lapse(stand):
    booking = stand.hold(pick_up_at=later(hours=5))
    seen, at = ride_of(booking), booking.held_until
    extend_any(booking, reason="slow", by=BY, at=at - timedelta(seconds=1))
    move_taxi(seen, by=TIMER, at=at)
    assert states(seen) == ("PENDING", "NOT_STARTED")


def test_a_hold_that_was_ordered_meanwhile_does_not_lapse(stand):
    booking = stand.hold(pick_up_at=later(hours=5))
    seen, at = ride_of(booking), booking.held_until
    commit_any(booking, by=BY, at=at - timedelta(seconds=1))
    move_taxi(seen, by=TIMER, at=at)
    assert states(seen) == ("CONDITIONAL_CONFIRMED", "NOT_STARTED")


def test_a_ride_is_claimed_once(stand):
    ride = stand.order()
    assert claim_taxis(at=NOW, limit=10) == [ride.pk]
    assert claim_taxis(at=NOW, limit=10) == []
    assert claim_taxis(at=later(seconds=30), limit=10) == [ride.pk]


def test_the_timer_sends_a_message_for_each_ride(stand):
    ride = stand.order()
    with time_machine.travel(later(minutes=1), tick=False):
        assert tasks.move_taxis() == 1
    assert states(ride) == ("CONFIRMED", "NOT_STARTED")
    assert events(ride)[-1] == "ASSET_ASSIGNED"


def test_a_message_that_comes_too_late_does_no_harm(stand):
    ride = stand.accepted()
    stand.cancel(ride, at=later(minutes=1))
    with time_machine.travel(later(minutes=2), tick=False):
        tasks.move_taxi(ride_id=ride.pk)
    assert states(ride) == ("CANCELLED", "CANCELLED")


def test_a_message_about_what_is_refused_is_noted(stand):
    stand.begun()
    second = stand.by_hand(pick_up_at=later(hours=3))
    TaxiRide.objects.filter(pk=second.pk).update(arrived_at=later(hours=3))
    with time_machine.travel(later(hours=3, minutes=2), tick=False):
        tasks.move_taxi(ride_id=second.pk)
    assert states(second)[0] == "CONFIRMED"


def test_an_unanswered_order_is_a_refusal_by_the_clock(stand):
    booking = stand.order().leg.booking
    found = type(booking).objects.in_state_at
    late = later(minutes=10)
    assert list(found(BookingState.REJECTED, at=late)) == [booking]
    assert list(found(BookingState.EXPIRED, at=late)) == []
    assert list(found(BookingState.CONDITIONAL_CONFIRMED, at=NOW)) == [booking]
    assert booking.state_at(late) == "REJECTED"


def test_an_end_without_metres_waits_for_the_price(stand):
    ride = end_ride(stand.begun(), by=BY, at=later(minutes=20))
    assert (ride.metres, ride.seconds, ride.next_try_at) == (None, 240, None)
