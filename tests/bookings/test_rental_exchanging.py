"""Another vehicle instead of the one that was booked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.exchanging import assign_vehicle, free_vehicles_for
from bookings.errors import (
    AssetNotNamed,
    HoldExpired,
    NotCommitted,
    RentalBegun,
    RentalOver,
    ReservationOver,
)
from operators.fleet.errors import AssetTaken, AssetUnavailable, AssetUnknown
from operators.models import Asset, SimulatedVehicle
from sales.models import Order
from tests.bookings.standing import events_of
from tests.counting import counted
from tests.factories.fleet import (
    PER_MINUTE,
    PLACE,
    AssetFactory,
    FleetHoursFactory,
    PricingPlanFactory,
    assets_like,
)
from tests.factories.moments import BY, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")


@standing
def shop(db) -> RentalShop:
    return open_rental_shop(hold_seconds=300)


def assign(rental, asset, *, at=None):
    return assign_vehicle(rental.leg, asset.asset_id, by=BY, at=at or later(minutes=1))


def taken() -> set[str]:
    held = Asset.objects.filter(taken_at__isnull=False)
    return set(held.values_list("asset_id", flat=True))


@pytest.mark.parametrize("is_younger", [True, False])
def test_other_vehicle_is_the_customers_and_the_first_one_is_free(shop, is_younger):
    # Whichever has the smaller key: both rows are locked in that order.
    [other] = assets_like(shop.asset, 1, charge=55.0)
    first, second = (shop.asset, other) if is_younger else (other, shop.asset)
    rental = shop.reserve(first)

    leg = assign(rental, second)

    exchanged = stored_rental(rental)
    assert leg.reference == rental.leg.reference
    assert exchanged.asset == second
    assert (exchanged.facts["asset_id"], exchanged.charge) == (second.asset_id, second.charge)
    assert taken() == {second.asset_id}
    assert standing_of(rental) == ("CONFIRMED", "NOT_STARTED")
    told = rental.leg.booking.events.get(name="ASSET_ASSIGNED")
    assert told.details == {"before": first.asset_id, "asset_id": second.asset_id}


def test_other_vehicle_costs_what_its_plan_says(shop):
    dear = PricingPlanFactory(fleet=shop.fleet, parts=[{**PER_MINUTE, "amount": Decimal("1.00")}])
    [other] = assets_like(shop.asset, 1, plan=dear)
    rental = shop.reserve()
    assign(rental, other)

    shop.finish(shop.go_on(rental, at=later(minutes=5)), at=later(minutes=10))

    assert Order.objects.get().total_amount == Decimal("5.00")
    assert taken() == set()


def test_vehicle_that_was_chosen_is_the_one_that_unlocks(shop):
    [other] = assets_like(shop.asset, 1)
    rental = shop.reserve()
    assign(rental, other)

    shop.go_on(rental, at=later(minutes=2))

    assert not SimulatedVehicle.objects.get(asset=other).is_locked
    assert SimulatedVehicle.objects.get(asset=shop.asset).is_locked


def test_vehicle_that_it_has_already_changes_nothing(shop):
    rental = shop.reserve()

    assign(rental, shop.asset)

    assert events_of(rental.leg.booking) == ["HELD", "CONFIRMED"]


def test_vehicle_must_be_named(shop):
    with pytest.raises(AssetNotNamed):
        assign_vehicle(shop.reserve().leg, "", by=BY, at=later(minutes=1))


def test_vehicle_of_another_fleet_is_unknown(shop):
    with pytest.raises(AssetUnknown):
        assign(shop.reserve(), AssetFactory(fleet__operator__tenant=shop.tenant))


def test_vehicle_that_cannot_be_had_leaves_the_first_one(shop):
    bobs, broken = (*assets_like(shop.asset, 1), *assets_like(shop.asset, 1, is_disabled=True))
    shop.book(bobs, customer="bob")
    rental = shop.reserve()

    with pytest.raises(AssetTaken):
        assign(rental, bobs)
    with pytest.raises(AssetUnavailable):
        assign(rental, broken)

    assert stored_rental(rental).asset == shop.asset
    assert taken() == {shop.asset.asset_id, bobs.asset_id}


def test_vehicles_to_choose_from_are_free_and_near(shop):
    near, far, bobs = assets_like(shop.asset, 3)
    Asset.objects.filter(pk=near.pk).update(latitude=PLACE[1] + 0.001)
    Asset.objects.filter(pk=far.pk).update(latitude=PLACE[1] + 0.1)
    shop.book(bobs, customer="bob")
    [nearest] = assets_like(shop.asset, 1)
    rental = shop.reserve()

    def free(**page):
        return [one.asset_id for one in free_vehicles_for(rental.leg, at=later(minutes=1), **page)]

    assert free() == [nearest.asset_id, near.asset_id]
    assert free(offset=1) == [near.asset_id]
    assert free(limit=1) == [nearest.asset_id]


def test_choice_takes_as_many_queries_for_three_as_for_one(shop):
    rental = shop.reserve()
    assets_like(shop.asset, 1)
    with counted() as one:
        free_vehicles_for(rental.leg, at=later(minutes=1))
    assets_like(shop.asset, 2)
    with counted() as three:
        assert len(free_vehicles_for(rental.leg, at=later(minutes=1))) == 3

    assert one.statements == three.statements == 5


def test_fleet_that_is_closed_leaves_no_choice(shop):
    rental = shop.reserve()
    assets_like(shop.asset, 1)
    FleetHoursFactory(fleet=shop.fleet, days=["MON"], opens="13:00", closes="14:00", text="")

    assert free_vehicles_for(rental.leg, at=later(minutes=1)) == []


def choose(rental, at):
    return free_vehicles_for(rental.leg, at=at)


def exchange(rental, at):
    return assign_vehicle(rental.leg, "some-other", by=BY, at=at)


@pytest.mark.parametrize("act", [choose, exchange])
def test_choice_is_over_once_the_vehicle_is_fetched_or_lost(shop, act):
    held = shop.hold()
    with pytest.raises(NotCommitted):
        act(held, later(seconds=299))
    with pytest.raises(HoldExpired):
        act(held, later(seconds=300))

    [second, third] = assets_like(shop.asset, 2)
    kept = shop.reserve(second)
    with pytest.raises(ReservationOver):
        act(kept, later(minutes=15))

    unlocking = shop.book(third)
    with pytest.raises(RentalBegun):
        act(unlocking, later(seconds=1))
    riding = stored_rental(shop.go_on(unlocking, at=later(seconds=2)))
    with pytest.raises(RentalBegun):
        act(riding, later(seconds=3))
    with pytest.raises(RentalOver):
        act(stored_rental(shop.finish(riding)), later(hours=1))
