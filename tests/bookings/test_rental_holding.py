"""A vehicle that is held, booked, and kept until its customer comes, or does not."""

from __future__ import annotations

import django_fsm as fsm
import pytest

from bookings.actions.finishing import begin_finishing, finish_rental
from bookings.actions.holding_rentals import (
    commit_rental,
    extend_rental_hold,
    hold_rental,
)
from bookings.actions.renting import cancel_rental
from bookings.errors import (
    AlreadyRenting,
    ExtensionRefused,
    HoldExpired,
    NotBegun,
    NotCommitted,
    RentalOver,
)
from bookings.models import Booking, Rental
from bookings.terms import Ending, HoldWish, Place
from operators.fleet.errors import AssetTaken, AssetUnavailable
from operators.models import Asset, SimulatedVehicle
from sales.errors import CustomerBlocked, OfferLapsed, OfferTaken, OfferUnknown
from sales.models import Offer
from sales.orders.customers import CustomerFacts, block_customer
from tests.bookings.standing import events_of
from tests.factories.fleet import PLACE
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental
from tests.factories.sales import CustomerFactory, SalesChannelFactory
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")
ANNA = HoldWish(customer=CustomerFacts("anna"))


@standing
def shop(db) -> RentalShop:
    return open_rental_shop(hold_seconds=300)


def hold(shop, *, wish=ANNA, at=NOW, offer=None):
    reference = (offer or shop.offers(at=at)[0]).reference
    return hold_rental(reference, channel=shop.channel, wish=wish, by=BY, at=at)


def test_held_vehicle_is_nobody_elses_and_stays_locked(shop):
    booking = hold(
        shop, wish=HoldWish(CustomerFacts("anna"), callback_address="https://mp.example/")
    )

    rental = Rental.objects.get()
    assert standing_of(rental) == ("PENDING", "NOT_STARTED")
    assert (booking.kind, booking.media, booking.order) == ("RENTAL", "", None)
    assert booking.callback_address == "https://mp.example/"
    assert booking.held_until == rental.reserved_until == later(seconds=300)
    assert (rental.unlock_until, rental.unlock_attempts) == (None, 0)
    assert (rental.from_longitude, rental.from_latitude) == PLACE
    assert Asset.objects.get().taken_at == NOW
    assert events_of(booking) == ["HELD"]


def test_rental_begins_where_its_customer_is(shop):
    hold(shop, wish=HoldWish(origin=Place(13.3, 52.4)))

    rental = Rental.objects.get()
    assert (rental.from_longitude, rental.from_latitude) == (13.3, 52.4)
    assert rental.leg.booking.customer is None


def test_hold_keeps_the_price_that_was_offered(shop):
    [offer] = shop.offers()
    shop.asset.asset_type.default_plan.parts.all().delete()

    hold(shop, offer=offer)

    assert Rental.objects.get().plan == offer.plan_terms


def test_offer_is_held_once(shop):
    [offer] = shop.offers()
    hold(shop, offer=offer)

    with pytest.raises(OfferTaken):
        hold(shop, offer=offer)


def test_offer_that_has_lapsed_is_not_held(shop):
    [offer] = shop.offers()

    with pytest.raises(OfferLapsed):
        hold(shop, offer=offer, at=offer.valid_until)


def test_offer_of_another_channel_is_unknown(shop):
    [offer] = shop.offers()
    other = SalesChannelFactory(tenant=shop.tenant)

    with pytest.raises(OfferUnknown):
        hold_rental(offer.reference, channel=other, wish=ANNA, by=BY, at=NOW)


def test_vehicle_that_somebody_has_by_now_is_not_held(shop):
    mine, bobs, theirs = (shop.offers()[0] for _ in range(3))
    hold(shop, offer=mine)

    with pytest.raises(AlreadyRenting):
        hold(shop, offer=theirs)
    with pytest.raises(AssetTaken):
        hold(shop, offer=bobs, wish=HoldWish(customer=CustomerFacts("bob")))
    with pytest.raises(AssetTaken):
        hold(shop, offer=bobs, wish=HoldWish())

    assert Booking.objects.count() == 1
    assert Offer.objects.get(pk=bobs.pk).taken_at is None


def test_blocked_customer_holds_no_vehicle(shop):
    block_customer(CustomerFactory(channel=shop.channel, external_id="anna"), by=BY, at=NOW)

    with pytest.raises(CustomerBlocked):
        hold(shop)

    assert Asset.objects.get().taken_at is None


def test_vehicle_that_went_out_of_service_is_not_held(shop):
    [offer] = shop.offers()
    Asset.objects.update(is_disabled=True)

    with pytest.raises(AssetUnavailable):
        hold(shop, offer=offer)


def test_vehicle_that_nobody_can_place_is_not_held(shop):
    [offer] = shop.offers()
    Asset.objects.update(longitude=None, latitude=None)

    with pytest.raises(AssetUnavailable):
        hold(shop, offer=offer)


def test_commit_keeps_the_vehicle_for_as_long_as_its_fleet_says(shop):
    rental = shop.hold()

    for _ in range(2):
        booking = commit_rental(rental.leg.booking, by=BY, at=later(minutes=1))

    kept = stored_rental(rental)
    assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")
    assert (booking.order, booking.confirmed_at) == (None, later(minutes=1))
    assert kept.reserved_until == kept.next_try_at == later(minutes=16)
    assert events_of(booking) == ["HELD", "CONFIRMED"]


def test_commit_is_too_late_once_the_hold_is_over(shop):
    rental = shop.hold()

    with pytest.raises(HoldExpired):
        commit_rental(rental.leg.booking, by=BY, at=later(seconds=300))
    cancel_rental(rental.leg, by=BY, at=NOW)
    with pytest.raises(fsm.TransitionNotAllowed):
        commit_rental(rental.leg.booking, by=BY, at=NOW)


def test_commit_of_what_runs_changes_nothing(shop):
    rental = shop.go_on(shop.reserve(), at=later(minutes=1))

    assert commit_rental(rental.leg.booking, by=BY, at=later(minutes=2)).state == "STARTED"


def test_hold_that_is_cancelled_is_released_and_frees_the_vehicle(shop):
    rental = shop.hold()

    for _ in range(2):
        cancel_rental(rental.leg, by=BY, at=later(seconds=3))

    assert standing_of(rental) == ("RELEASED", "CANCELLED")
    assert events_of(rental.leg.booking) == ["HELD", "LEG_CANCELLED", "RELEASED"]
    assert rental.leg.booking.events.get(name="RELEASED").details == {"origin": "MP"}
    assert Asset.objects.get().taken_at is None


def test_reservation_that_is_cancelled_asks_no_vehicle(shop):
    rental = shop.reserve()
    shop.jam(1)

    cancel_rental(rental.leg, by=BY, at=later(seconds=3))

    assert standing_of(rental) == ("CANCELLED", "CANCELLED")
    assert SimulatedVehicle.objects.get().jams == 1


def test_hold_that_is_over_is_not_cancelled(shop):
    rental = shop.hold()

    with pytest.raises(HoldExpired):
        cancel_rental(rental.leg, by=BY, at=later(seconds=300))


def test_longer_hold_keeps_the_vehicle_longer(shop):
    rental = shop.hold()

    for minute in (1, 2):
        extend_rental_hold(rental.leg.booking, reason="Payment", by=BY, at=later(minutes=minute))
    with pytest.raises(ExtensionRefused):
        extend_rental_hold(rental.leg.booking, by=BY, at=later(minutes=3))

    kept = stored_rental(rental)
    assert kept.leg.booking.held_until == kept.reserved_until == later(minutes=7)
    assert kept.next_try_at == later(minutes=7)


@pytest.mark.parametrize("act", [begin_finishing, finish_rental])
def test_vehicle_that_nobody_asked_to_unlock_is_not_ended(shop, act):
    rental = shop.hold()
    with pytest.raises(NotCommitted):
        act(rental.leg, Ending(), by=BY, at=later(seconds=1))
    with pytest.raises(HoldExpired):
        act(rental.leg, Ending(), by=BY, at=later(seconds=300))

    commit_rental(rental.leg.booking, by=BY, at=later(seconds=1))
    with pytest.raises(NotBegun):
        act(rental.leg, Ending(), by=BY, at=later(seconds=2))

    cancel_rental(rental.leg, by=BY, at=later(seconds=3))
    with pytest.raises(RentalOver):
        act(rental.leg, Ending(), by=BY, at=later(seconds=4))
