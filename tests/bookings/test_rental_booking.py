"""The booking of a vehicle, and what stands in its way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.renting import cancel_rental
from bookings.errors import AlreadyRenting, RentalBegun
from bookings.models import Booking, Rental
from operators.fleet.errors import AssetTaken, AssetUnavailable, AssetUnknown
from operators.models import Asset, AssetEvent, SimulatedVehicle
from sales.catalogue.states import ChannelMode
from sales.errors import CustomerBlocked, NothingOnSale
from sales.models import CatalogueEntry, Order, Posting
from sales.orders.customers import block_customer
from tests.bookings.standing import events_of
from tests.factories.fleet import AssetFactory, FleetHoursFactory, assets_like
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import (
    RentalShop,
    open_rental_shop,
    standing_of,
)
from tests.factories.sales import CatalogueEntryFactory, SalesChannelFactory
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")


@standing
def shop(db) -> RentalShop:
    return open_rental_shop()


def test_booked_vehicle_is_nobody_elses_and_still_locked(shop):
    rental = shop.book()

    booking = rental.leg.booking
    assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")
    assert (booking.order, booking.media, booking.kind) == (None, "", "RENTAL")
    assert booking.held_until == rental.unlock_until == later(seconds=60)
    assert Asset.objects.get().taken_at == NOW
    assert SimulatedVehicle.objects.get().is_locked
    assert events_of(booking) == ["CONFIRMED"]
    assert AssetEvent.objects.get().name == "RESERVED"
    assert rental.facts["asset_id"] == shop.asset.asset_id
    assert (rental.charge, rental.range_metres) == (85.0, 12_000)
    assert rental.use_at(later(seconds=9)).seconds_in_use == 0


def test_same_customer_is_told_apart_from_others_who_want_the_vehicle(shop):
    shop.book()

    with pytest.raises(AlreadyRenting):
        shop.book(at=later(seconds=1))
    with pytest.raises(AssetTaken):
        shop.book(customer="bob", at=later(seconds=1))

    assert Rental.objects.count() == 1


def test_customer_may_have_two_vehicles(shop):
    [other] = assets_like(shop.asset, 1)

    shop.ride()
    shop.ride(other)

    assert Rental.objects.open().count() == 2


def test_blocked_customer_gets_no_vehicle_but_ends_the_one_in_hand(shop):
    rental = shop.ride()
    block_customer(rental.leg.booking.customer, by=BY, at=NOW)
    [other] = assets_like(shop.asset, 1)

    with pytest.raises(CustomerBlocked):
        shop.book(other)

    assert standing_of(shop.finish(rental)) == ("FINISHED", "FINISHED")


def test_same_id_in_two_channels_is_two_customers(shop):
    shop.book()
    elsewhere = SalesChannelFactory(tenant=shop.tenant, seller=shop.channel.seller)
    CatalogueEntryFactory(channel=elsewhere, product=shop.product)
    other_shop = RentalShop(shop.tenant, elsewhere, shop.product, shop.fleet, shop.asset)

    with pytest.raises(AssetTaken):
        other_shop.book()


def test_vehicle_of_another_tenant_is_unknown(shop):
    with pytest.raises(AssetUnknown):
        shop.book(AssetFactory())


def test_vehicle_that_the_channel_does_not_sell_stays_free(shop):
    CatalogueEntry.objects.all().delete()

    with pytest.raises(NothingOnSale):
        shop.book()


@pytest.mark.parametrize(
    ("asset", "reason"),
    [
        ({"is_disabled": True}, "This vehicle is out of service; choose another one."),
        ({"charge": 9.0}, "The charge of this vehicle is too low; choose another one."),
    ],
)
def test_vehicle_that_cannot_be_rented_says_why(shop, asset, reason):
    [other] = assets_like(shop.asset, 1, **asset)

    with pytest.raises(AssetUnavailable) as refusal:
        shop.book(other)

    assert refusal.value.detail == reason
    assert not Booking.objects.exists()


def test_fleet_that_is_closed_rents_nothing_out(shop):
    FleetHoursFactory(fleet=shop.fleet, days=["MON"], opens="13:00", closes="14:00", text="")

    with pytest.raises(AssetUnavailable):
        shop.book()


def test_sandbox_rents_simulated_vehicles_without_touching_the_books():
    shop = open_rental_shop(mode=ChannelMode.SANDBOX)

    shop.sold()

    assert Order.objects.get().total_amount == Decimal("3.85")
    assert not Posting.objects.exists()


def test_sandbox_rents_no_real_vehicle():
    shop = open_rental_shop(mode=ChannelMode.SANDBOX, fleet={"gateway": "NONE"})

    with pytest.raises(AssetUnavailable):
        shop.book()


def test_cancel_before_the_start_frees_the_vehicle(shop):
    rental = shop.book()

    for _ in range(2):
        cancel_rental(rental.leg, by=BY, at=later(seconds=3))

    assert standing_of(rental) == ("CANCELLED", "CANCELLED")
    assert events_of(rental.leg.booking) == ["CONFIRMED", "LEG_CANCELLED", "CANCELLED"]
    assert (Asset.objects.get().taken_at, Order.objects.count()) == (None, 0)


def test_rental_that_began_is_not_cancelled(shop):
    rental = shop.ride()

    with pytest.raises(RentalBegun):
        cancel_rental(rental.leg, by=BY, at=later(seconds=3))

    assert standing_of(rental) == ("STARTED", "IN_USE")
