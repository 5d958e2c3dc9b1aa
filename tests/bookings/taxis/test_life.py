"""A ride from the offer to the order."""

from decimal import Decimal

import pytest

from bookings.actions.taxis.ending import end_ride, settle_ride
from bookings.actions.taxis.riding import begin_ride, note_arrival
from bookings.errors import (
    ChargeUnfit,
    NoTaxiYet,
    NotBegun,
    NotCommitted,
    PriceFixed,
    PriceOpen,
    RideNotEnded,
    RideOver,
    TaxiBusy,
)
from operators.models import Asset
from tests.factories.moments import BY, later
from tests.factories.taxi_rides import (
    FAR,
    PICK_UP,
    TAKES,
    TIMER,
    events,
    open_stand,
    ride_of,
    states,
)
from tests.factories.taxis import TOWER

pytestmark = pytest.mark.usefixtures("balanced_books")


def test_a_hold_lasts_until_the_pick_up_at_most(stand):
    channel = stand.shop.channel
    channel.hold_seconds = 3600
    channel.save()

    booking = stand.hold()

    assert (booking.kind, booking.state, booking.held_until) == ("TAXI", "PENDING", PICK_UP)
    assert ride_of(booking).answer_until is None


def test_an_order_waits_for_a_driver(stand):
    ride = stand.order()
    assert states(ride) == ("CONDITIONAL_CONFIRMED", "NOT_STARTED")
    assert ride.answer_until == ride.leg.booking.answer_until == later(minutes=10)


def test_a_driver_is_looked_for_until_the_pick_up_at_most(db):
    ride = open_stand(service={"answer_minutes": 60}).order()
    assert ride.answer_until == PICK_UP


def test_a_driver_who_accepts_is_told_of(stand):
    ride = stand.accepted()

    assert states(ride) == ("CONFIRMED", "NOT_STARTED")
    assert (ride.eta, ride.asset_id) == (PICK_UP, stand.taxi.pk)
    assert ride.driver["phone"] == "+491701234567"
    assert ride.service["phone"] == "+49301234567"
    assert ride.vehicle["asset_id"] == stand.taxi.asset_id


def test_a_settled_ride_has_its_order_and_all_its_events(stand):
    ride = stand.settled()

    assert states(ride) == ("FINISHED", "FINISHED")
    order = ride.leg.booking.order
    assert (str(order.total_amount), order.currency, order.state) == ("10.00", "EUR", "CONFIRMED")
    assert (ride.metres, ride.seconds) == (FAR, TAKES)
    assert events(ride) == [
        "HELD",
        "CONDITIONALLY_CONFIRMED",
        "CONFIRMED",
        "ASSET_ASSIGNED",
        "LEG_PREPARED",
        "LEG_STARTED",
        "STARTED",
        "LEG_FINISHING",
        "LEG_FINISHED",
        "FINISHED",
    ]


def test_every_step_again_changes_nothing(stand):
    ride = stand.settled()
    before = events(ride)
    assert settle_ride(ride, by=BY, at=later(hours=1)).closed_at == later(minutes=21)
    assert events(ride) == before


def test_an_arrival_a_beginning_and_an_end_are_told_once(stand):
    ride = stand.ended(metres=None)
    told = events(ride)
    assert note_arrival(ride, by=BY, at=later(hours=1)).arrived_at == PICK_UP
    assert begin_ride(ride, by=BY, at=later(hours=1)).started_at == later(minutes=16)
    assert end_ride(ride, by=BY, at=later(hours=1)).ended_at == later(minutes=20)
    assert events(ride) == told


def test_a_ride_that_begins_has_arrived(stand):
    ride = begin_ride(stand.accepted(), by=BY, at=PICK_UP)
    assert (ride.arrived_at, ride.started_at) == (PICK_UP, PICK_UP)
    assert states(ride) == ("STARTED", "IN_USE")


def test_a_metered_price_is_open_until_the_driver_tells_it(stand):
    ride = stand.ended(metres=None)
    assert stand.read(ride, at=later(minutes=20)).price is None
    with pytest.raises(PriceOpen):
        settle_ride(ride, by=TIMER, at=later(minutes=21))

    settle_ride(ride, Decimal("12.40"), by=TIMER, at=later(minutes=22))

    reading = stand.read(ride, at=later(minutes=23))
    assert (reading.price.amount, reading.price.tax_amount) == (Decimal("12.40"), Decimal("1.98"))
    assert (reading.booking_state, reading.is_price_final) == ("FINISHED", True)


def test_metres_make_a_metered_price(stand):
    assert stand.read(stand.ended(metres=5000)).price.amount == Decimal("16.00")


@pytest.mark.parametrize("price", ["-0.01", "1000000000.00"])
def test_a_price_that_no_meter_shows_is_refused(stand, price):
    with pytest.raises(ChargeUnfit):
        settle_ride(stand.ended(metres=None), Decimal(price), by=BY, at=later(minutes=21))


def test_a_fixed_price_stays_however_far_it_was(fixed):
    ride = fixed.ended(metres=50_000)
    reading = fixed.read(ride)
    assert (reading.price.amount, reading.is_price_final) == (Decimal("10.00"), True)
    with pytest.raises(PriceFixed):
        settle_ride(ride, Decimal("11.00"), by=BY, at=later(minutes=21))
    settle_ride(ride, Decimal("10.00"), by=BY, at=later(minutes=21))
    assert states(ride) == ("FINISHED", "FINISHED")


def test_a_taxi_stands_where_its_ride_ended(stand):
    stand.ended()
    taxi = Asset.objects.get(pk=stand.taxi.pk)
    assert (taxi.longitude, taxi.latitude) == (TOWER.longitude, TOWER.latitude)


def test_nothing_begins_or_ends_before_its_time(stand):
    held = ride_of(stand.hold())
    with pytest.raises(NotCommitted):
        note_arrival(held, by=BY, at=later(seconds=1))
    ride = stand.order()
    with pytest.raises(NoTaxiYet):
        begin_ride(ride, by=BY, at=later(seconds=1))
    with pytest.raises(NotBegun):
        end_ride(ride, by=BY, at=later(seconds=1))
    with pytest.raises(RideNotEnded):
        settle_ride(ride, by=BY, at=later(seconds=1))


def test_nothing_happens_to_a_ride_that_is_over(stand):
    ride = stand.accepted()
    stand.cancel(ride, at=later(minutes=1))
    with pytest.raises(RideOver):
        note_arrival(ride, by=BY, at=PICK_UP)


def test_a_taxi_drives_one_customer_at_a_time(stand):
    first = stand.begun()
    second = stand.by_hand(pick_up_at=later(hours=3))
    assert first.asset_id == second.asset_id
    with pytest.raises(TaxiBusy):
        begin_ride(second, by=BY, at=later(hours=3))
