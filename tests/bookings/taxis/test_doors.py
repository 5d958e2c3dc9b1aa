"""The doors to taxis that every face goes through, and what they read."""

from __future__ import annotations

import pytest
from django.db.models import ProtectedError

from bookings.actions.doors import commit_any, expire_any, extend_any, hold_offer, move_leg
from bookings.errors import ActNotSupported, HoldExpired, NotCommitted, RideOver
from bookings.finding import read_any_booking, read_any_bookings, read_any_leg
from bookings.models import Leg
from bookings.states import BookingKind, LegAct
from bookings.terms import HoldWish, LegTold
from operators.fleet.errors import AssetUnavailable
from operators.models import Driver, TaxiService
from sales.errors import OfferUnknown
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.taxi_rides import PICK_UP, open_stand, ride_of, states
from tests.factories.taxis import taxi_of

pytestmark = pytest.mark.usefixtures("balanced_books")


def test_a_leg_is_cancelled_with_its_booking(stand):
    ride = stand.order()
    leg = Leg.objects.select_related("booking").get(pk=ride.leg_id)
    moved = move_leg(leg, LegAct.CANCEL, LegTold(), by=BY, at=NOW)
    assert (moved.state, moved.booking.state) == ("CANCELLED", "RELEASED")


@pytest.mark.parametrize("act", sorted(set(LegAct) - {LegAct.CANCEL}))
def test_a_customer_does_not_drive(stand, act):
    leg = Leg.objects.select_related("booking").get(pk=stand.order().leg_id)
    with pytest.raises(ActNotSupported):
        move_leg(leg, act, LegTold(), by=BY, at=NOW)


def test_holds_are_kept_and_given_up_by_the_doors(stand):
    far = stand.hold(pick_up_at=later(hours=5))
    assert extend_any(far, reason="slow", by=BY, at=later(seconds=1)).extensions == 1
    assert expire_any(far, by=BY, at=later(seconds=2)).state == "EXPIRED"


def test_a_face_without_taxis_does_not_hold_one(stand):
    offer = stand.shop.offer()
    wish, kinds = HoldWish(), (BookingKind.JOURNEY, BookingKind.RENTAL)
    with pytest.raises(OfferUnknown):
        hold_offer(
            offer.reference, channel=stand.shop.channel, wish=wish, kinds=kinds, by=BY, at=NOW
        )


def test_a_fleet_that_gave_up_taxis_sends_none(stand):
    offer = stand.shop.offer()
    Driver.objects.all().delete()
    TaxiService.objects.all().delete()
    with pytest.raises(AssetUnavailable):
        hold_offer(offer.reference, channel=stand.shop.channel, wish=HoldWish(), by=BY, at=NOW)


def test_a_fleet_with_rides_does_not_give_up_taxis(stand):
    booking = stand.hold()
    with pytest.raises(ProtectedError):
        TaxiService.objects.all().delete()
    assert commit_any(booking, by=BY, at=NOW).answer_until == later(minutes=10)


def test_trials_order_simulated_taxis_alone(by_hand):
    channel = by_hand.shop.channel
    offer = by_hand.shop.offer()
    type(channel).objects.filter(pk=channel.pk).update(mode="SANDBOX")
    channel.refresh_from_db()
    with pytest.raises(AssetUnavailable):
        hold_offer(offer.reference, channel=channel, wish=HoldWish(), by=BY, at=NOW)


def test_a_ride_is_read_by_leg_by_booking_and_in_lists(stand):
    ride = stand.accepted()
    channel = stand.shop.channel.pk
    booking, leg = ride.leg.booking, ride.leg
    with counted() as count:
        found = read_any_leg(leg.reference, channel_id=channel, at=NOW, kinds=[BookingKind.TAXI])
        same = read_any_booking(
            booking.reference, channel_id=channel, at=NOW, kinds=[BookingKind.TAXI]
        )
        [listed] = read_any_bookings([booking], at=NOW)
    assert count.statements == 3
    assert found.ride == same.ride == listed.ride == ride
    assert (found.booking.offer.product.code, found.booking.customer.external_id) == (
        stand.shop.product.code,
        "anna",
    )
    assert (found.has_driver, found.state, found.fresh_until) == (True, "NOT_STARTED", None)
    assert found.seen_at_place == (stand.taxi.longitude, stand.taxi.latitude)
    assert (found.departs_at, found.arrives_at) == (PICK_UP, later(minutes=18, seconds=48))


def test_a_ride_of_another_channel_is_not_read(stand):
    ride, stranger = stand.order(), open_stand().shop.channel.pk
    with pytest.raises(type(ride.leg.booking).DoesNotExist):
        read_any_booking(ride.leg.booking.reference, channel_id=stranger, at=NOW)
    with pytest.raises(Leg.DoesNotExist):
        read_any_leg(ride.leg.reference, channel_id=stranger, at=NOW)


def test_a_price_is_about_until_it_is_fixed_or_over(stand, fixed):
    assert not stand.read(stand.order()).is_price_final
    assert fixed.read(fixed.order()).is_price_final
    held = ride_of(stand.hold())
    assert stand.read(held).seen_at_place is None
    assert stand.read(held, at=later(days=1)).booking_state == "EXPIRED"
    assert stand.read(held, at=later(days=1)).state == "CANCELLED"


def test_a_taxi_without_a_driver_on_record_tells_of_nobody(stand):
    ride = stand.order()
    other = taxi_of(stand.shop.fleet)
    other.driver.delete()
    accepted = stand.send(ride, other)
    assert accepted.driver == {}
    assert states(ride) == ("CONFIRMED", "NOT_STARTED")


def test_a_hold_that_is_over_is_not_driven(stand):
    held = ride_of(stand.hold())
    with pytest.raises(NotCommitted):
        stand.send(held, stand.taxi)
    with pytest.raises(HoldExpired):
        stand.send(held, stand.taxi, at=later(days=1))
    stand.cancel(held)
    with pytest.raises(RideOver):
        stand.send(held, stand.taxi)
