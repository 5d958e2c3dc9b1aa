"""Looking for a driver, accepting, and giving back."""

from datetime import timedelta

import pytest

from bookings.actions.taxis.accepting import accept_ride, decline_ride, tell_eta
from bookings.actions.taxis.cancelling import refuse_ride
from bookings.actions.taxis.dispatching import find_driver
from bookings.actions.taxis.going_on import claim_taxis
from bookings.actions.taxis.riding import note_arrival
from bookings.errors import (
    AnswerLate,
    HoldExpired,
    NoTaxiYet,
    RideTaken,
    TaxiBusy,
    TaxiThere,
)
from bookings.models import Booking
from operators.fleet.errors import AssetUnavailable
from operators.models import SimulatedVehicle
from tests.factories.fleet import AssetFactory, SimulatedVehicleFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.taxi_rides import (
    PICK_UP,
    TIMER,
    events,
    open_stand,
    ride_of,
    states,
)
from tests.factories.taxis import taxi_of

pytestmark = pytest.mark.usefixtures("balanced_books")


def test_a_taxi_that_does_not_answer_is_passed_over(stand):
    SimulatedVehicle.objects.filter(asset=stand.taxi).update(delay_milliseconds=60_000)
    other = taxi_of(stand.shop.fleet, longitude=13.0, latitude=52.0)
    assert stand.accepted().asset_id == other.pk


def test_the_next_go_asks_the_next_taxis(stand):
    for _ in range(4):
        SimulatedVehicleFactory(asset=taxi_of(stand.shop.fleet))
    SimulatedVehicle.objects.update(delay_milliseconds=60_000)
    far = taxi_of(stand.shop.fleet, longitude=13.0, latitude=52.0)

    ride = stand.accepted()
    assert (ride.accepted_at, ride.attempts) == (None, 1)

    assert find_driver(ride, by=TIMER, at=later(seconds=20)).asset_id == far.pk


def test_order_ahead_is_left_to_itself_until_its_time():
    stand = open_stand(service={"dispatch_minutes": 60})
    pick_up = later(days=3)
    asks_at = pick_up - timedelta(minutes=60)

    ride = stand.order(pick_up_at=pick_up)

    assert ride.next_try_at == asks_at
    assert ride.answer_until == asks_at + timedelta(minutes=10)
    assert claim_taxis(at=asks_at - timedelta(seconds=1), limit=9) == []
    assert claim_taxis(at=asks_at, limit=9) == [ride.pk]
    accepted = find_driver(ride, by=TIMER, at=asks_at)
    assert accepted.accepted_at == asks_at
    given_back = decline_ride(accepted, by=BY, at=asks_at + timedelta(minutes=1))
    assert given_back.next_try_at == asks_at + timedelta(minutes=1)


def test_order_ahead_that_was_given_back_early_waits_for_its_time():
    stand = open_stand(service={"dispatch_minutes": 60})
    pick_up = later(days=3)
    taken = stand.send(stand.order(pick_up_at=pick_up), stand.taxi)

    given_back = decline_ride(taken, by=BY, at=later(hours=1))

    assert given_back.next_try_at == pick_up - timedelta(minutes=60)


def test_order_within_its_time_is_sent_at_once():
    stand = open_stand(service={"dispatch_minutes": 60})

    ride = stand.order()

    assert (ride.next_try_at, ride.answer_until) == (NOW, later(minutes=10))


def test_nobody_found_is_tried_again(stand):
    stand.shop.driver.delete()
    ride = stand.accepted()
    assert (ride.accepted_at, ride.attempts) == (None, 1)
    assert ride.next_try_at == later(seconds=20)


def test_nobody_in_time_is_a_refusal(stand):
    stand.shop.driver.delete()
    ride = stand.order()
    assert stand.read(ride, at=later(minutes=10)).booking_state == "REJECTED"

    find_driver(ride, by=TIMER, at=later(minutes=10))

    assert states(ride) == ("REJECTED", "CANCELLED")
    assert ride_of(ride.leg.booking).leg.booking.cancel_origin == "TO"
    assert stand.read(ride).price.amount == 0


def test_people_send_the_taxis_that_no_gateway_reaches(by_hand):
    ride = by_hand.accepted()
    assert (ride.accepted_at, ride.next_try_at) == (None, later(minutes=10))

    accepted = accept_ride(ride, by_hand.taxi, eta=later(minutes=5), by=BY, at=later(minutes=2))

    assert (accepted.eta, accepted.next_try_at) == (later(minutes=5), None)
    assert states(ride) == ("CONFIRMED", "NOT_STARTED")


def test_a_ride_is_accepted_once(by_hand):
    ride = by_hand.by_hand()
    other = taxi_of(by_hand.shop.fleet)
    before = events(ride)
    assert accept_ride(ride, by_hand.taxi, by=BY, at=later(minutes=1)).accepted_at == NOW
    with pytest.raises(RideTaken):
        accept_ride(ride, other, by=BY, at=later(minutes=1))
    with pytest.raises(RideTaken):
        find_driver(ride, by=BY, at=later(minutes=1))
    assert events(ride) == before


def test_a_taxi_takes_no_two_rides_at_a_time(by_hand):
    by_hand.by_hand()
    second = by_hand.order(pick_up_at=later(minutes=25))
    with pytest.raises(TaxiBusy):
        accept_ride(second, by_hand.taxi, by=BY, at=NOW)
    third = by_hand.order(pick_up_at=later(hours=3))
    assert accept_ride(third, by_hand.taxi, by=BY, at=NOW).asset_id == by_hand.taxi.pk


def test_a_taxi_that_is_late_takes_no_next_ride(stand):
    stand.begun()
    with pytest.raises(TaxiBusy):
        stand.by_hand(at=later(hours=2))


@pytest.mark.parametrize("facts", [{"is_disabled": True}, {"retired_at": NOW}])
def test_a_taxi_out_of_service_takes_no_ride(by_hand, facts):
    taxi = taxi_of(by_hand.shop.fleet, **facts)
    with pytest.raises(AssetUnavailable):
        accept_ride(by_hand.order(), taxi, by=BY, at=NOW)


def test_a_taxi_of_another_fleet_takes_no_ride(by_hand):
    with pytest.raises(AssetUnavailable):
        accept_ride(by_hand.order(), AssetFactory(), by=BY, at=NOW)


def test_an_answer_after_the_time_is_refused(by_hand):
    ride = by_hand.order()
    with pytest.raises(AnswerLate):
        accept_ride(ride, by_hand.taxi, by=BY, at=later(minutes=10))
    held = ride_of(by_hand.hold())
    with pytest.raises(HoldExpired):
        accept_ride(held, by_hand.taxi, by=BY, at=PICK_UP)


def test_a_driver_who_gives_it_back_is_not_asked_again(stand):
    ride = decline_ride(stand.accepted(), reason="Flat tyre", by=BY, at=later(minutes=1))
    assert states(ride) == ("CONFIRMED", "NOT_STARTED")
    assert (ride.driver, ride.asset_id, ride.answer_until) == ({}, None, PICK_UP)

    assert find_driver(ride, by=TIMER, at=later(minutes=1)).accepted_at is None
    other = taxi_of(stand.shop.fleet)
    assert find_driver(ride, by=TIMER, at=later(minutes=2)).asset_id == other.pk
    assert events(ride)[-3:] == ["ASSET_ASSIGNED", "DRIVER_DECLINED", "ASSET_ASSIGNED"]


def test_a_ride_that_lost_its_driver_is_cancelled_for_free_at_the_pick_up(stand):
    ride = decline_ride(stand.accepted(), by=BY, at=later(minutes=1))
    assert stand.read(ride, at=PICK_UP).booking_state == "CANCELLED"

    find_driver(ride, by=TIMER, at=PICK_UP)

    booking = ride_of(ride.leg.booking).leg.booking
    assert (booking.state, booking.cancel_origin, booking.order) == ("CANCELLED", "TO", None)


def test_a_driver_who_gives_it_back_after_the_pick_up_ends_it(by_hand):
    ride = by_hand.by_hand()
    decline_ride(ride, by=BY, at=PICK_UP)
    assert states(ride) == ("CANCELLED", "CANCELLED")


def test_a_taxi_that_is_there_is_not_given_back(stand):
    with pytest.raises(TaxiThere):
        decline_ride(stand.arrived(), by=BY, at=PICK_UP)
    with pytest.raises(NoTaxiYet):
        decline_ride(stand.order(at=PICK_UP), by=BY, at=PICK_UP)


def test_a_centre_says_that_no_taxi_comes(stand):
    ride = refuse_ride(stand.order(), reason="All are out", by=BY, at=later(minutes=1))
    assert states(ride) == ("REJECTED", "CANCELLED")
    assert refuse_ride(ride, by=BY, at=later(minutes=2)).closed_at == later(minutes=1)
    with pytest.raises(RideTaken):
        refuse_ride(stand.accepted(), by=BY, at=NOW)


def test_a_centre_tells_how_long_it_takes(stand):
    ride = tell_eta(stand.accepted(), later(minutes=21), by=BY, at=later(minutes=10))
    assert stand.read(ride).departs_at == later(minutes=21)
    assert events(ride)[-1] == "LEG_CHANGED"
    with pytest.raises(NoTaxiYet):
        tell_eta(stand.order(), later(minutes=21), by=BY, at=NOW)
    note_arrival(ride, by=BY, at=later(minutes=20))
    with pytest.raises(TaxiThere):
        tell_eta(ride, later(minutes=25), by=BY, at=later(minutes=21))


def test_a_taxi_is_kept_for_a_while_before_and_after(stand):
    ride = stand.accepted()
    begin, end = ride.busy if isinstance(ride.busy, tuple) else (ride.busy.lower, ride.busy.upper)
    assert (begin, end) == (NOW, PICK_UP + timedelta(minutes=15))


def test_a_taxi_that_told_no_place_is_sent_as_well(by_hand):
    taxi = taxi_of(by_hand.shop.fleet, longitude=None, latitude=None)
    ride = accept_ride(by_hand.order(), taxi, by=BY, at=NOW)
    assert (ride.asset_id, ride.seen_at) == (taxi.pk, None)
    assert by_hand.read(ride).seen_at_place is None


def test_an_order_waits_for_a_driver_and_not_for_an_answer_of_staff(stand):
    stand.order()
    assert not Booking.objects.waiting_for_answer(NOW).exists()
