"""What a customer tells of when the rental is to begin and to end."""

from __future__ import annotations

import pytest

from bookings.actions.finishing import begin_finishing
from bookings.actions.rental_times import extend_rental, postpone_rental
from bookings.errors import HoldExpired, NotCommitted, RentalBegun, RentalOver, TimeRefused
from bookings.rental_queries import read_rental
from bookings.terms import Ending
from tests.factories.moments import BY, later
from tests.factories.rentals import RentalShop, open_rental_shop, stored_rental
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")


@standing
def shop(db) -> RentalShop:
    return open_rental_shop(fleet={"longest_minutes": 60}, hold_seconds=300)


def test_end_that_is_told_is_when_the_leg_arrives(shop):
    rental = shop.ride()

    extend_rental(rental.leg, later(minutes=30), by=BY, at=later(minutes=1))
    extend_rental(rental.leg, later(minutes=60), by=BY, at=later(minutes=2))

    reading = read_rental(rental.leg.reference, channel_id=shop.channel.pk, at=later(minutes=2))
    assert (reading.departs_at, reading.arrives_at) == (later(), later(minutes=60))
    told = rental.leg.booking.events.filter(name="LEG_CHANGED").last()
    assert told.details == {"until": "2026-06-01T11:00:00Z"}
    assert shop.finish(rental, at=later(minutes=15)).ended_at == later(minutes=15)
    over = read_rental(rental.leg.reference, channel_id=shop.channel.pk, at=later(hours=2))
    assert over.arrives_at == later(minutes=15)


@pytest.mark.parametrize("minutes", [None, 5, 10, 61])
def test_end_is_later_than_now_and_before_and_not_too_late(shop, minutes):
    rental = shop.ride()
    extend_rental(rental.leg, later(minutes=10), by=BY, at=later(minutes=1))
    until = None if minutes is None else later(minutes=minutes)

    with pytest.raises(TimeRefused):
        extend_rental(rental.leg, until, by=BY, at=later(minutes=5))

    assert stored_rental(rental).until == later(minutes=10)


def test_end_may_be_told_before_the_start(shop):
    rental = shop.reserve()

    extend_rental(rental.leg, later(minutes=40), by=BY, at=later(minutes=1))

    assert stored_rental(rental).until == later(minutes=40)


def test_end_of_what_is_not_booked_or_over_is_not_told(shop):
    rental = shop.hold()
    with pytest.raises(NotCommitted):
        extend_rental(rental.leg, later(minutes=10), by=BY, at=later(minutes=1))
    with pytest.raises(HoldExpired):
        extend_rental(rental.leg, later(minutes=10), by=BY, at=later(minutes=5))


@pytest.mark.parametrize("is_locked", [True, False])
def test_end_is_not_moved_once_the_clock_has_stopped(shop, is_locked):
    rental = shop.ride()
    begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=2))
    if is_locked:
        shop.finish(rental, at=later(minutes=3))

    with pytest.raises(RentalOver):
        extend_rental(rental.leg, later(minutes=10), by=BY, at=later(minutes=4))


def test_start_is_moved_while_the_vehicle_is_kept(shop):
    rental = shop.reserve()

    leg = postpone_rental(rental.leg, later(minutes=14), by=BY, at=later(minutes=1))

    assert leg.departs_at == later(minutes=14)
    assert stored_rental(rental).reserved_until == later(minutes=15)
    told = rental.leg.booking.events.get(name="LEG_CHANGED")
    assert told.details == {"departs_at": "2026-06-01T10:14:00Z"}


@pytest.mark.parametrize("minutes", [None, 0, 1, 15])
def test_start_is_later_than_now_and_not_after_the_reservation(shop, minutes):
    rental = shop.reserve()
    departs_at = None if minutes is None else later(minutes=minutes)

    with pytest.raises(TimeRefused):
        postpone_rental(rental.leg, departs_at, by=BY, at=later(minutes=1))


def test_start_of_what_has_begun_is_not_moved(shop):
    with pytest.raises(RentalBegun):
        postpone_rental(shop.ride().leg, later(minutes=9), by=BY, at=later(minutes=1))
