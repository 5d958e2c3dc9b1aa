"""Where a rental may end, if its fleet says that somebody looks."""

from __future__ import annotations

import pytest

from bookings.actions.finishing import begin_finishing, close_rental, end_without_lock
from bookings.actions.watching import watch_rentals
from bookings.errors import ParkingForbidden
from bookings.models import Rental
from bookings.terms import Ending, Place
from operators.fleet.states import RegionKind
from operators.models import Asset, Region, SimulatedVehicle
from sales.models import Order
from tests.factories.fleet import PLACE, RegionFactory
from tests.factories.moments import BY, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("balanced_books")
ELSEWHERE = Place(14.0, 53.0)


def around(longitude: float, latitude: float) -> dict[str, object]:
    west, east, south, north = longitude - 0.01, longitude + 0.01, latitude - 0.01, latitude + 0.01
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def region(shop: RentalShop, kind: RegionKind = RegionKind.NO_PARKING, **more) -> Region:
    made = {"name": "Market Square", "area": around(*PLACE), **more}
    return RegionFactory(fleet=shop.fleet, kind=kind, **made)


@standing
def shop(db) -> RentalShop:
    shop = open_rental_shop(fleet={"enforces_parking": True})
    SimulatedVehicle.objects.update(speed_kmph=0)
    return shop


@pytest.mark.parametrize("kind", [RegionKind.NO_PARKING, RegionKind.NO_ACCESS])
def test_rental_does_not_end_where_vehicles_may_not_be_left(shop, kind):
    region(shop, kind)
    rental = shop.ride()

    with pytest.raises(ParkingForbidden) as refusal:
        shop.finish(rental)
    with pytest.raises(ParkingForbidden):
        begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=15))

    assert refusal.value.region == "Market Square"
    assert "Market Square" in refusal.value.detail
    assert (standing_of(rental), stored_rental(rental).ended_at) == (("STARTED", "IN_USE"), None)
    assert not SimulatedVehicle.objects.get().is_locked


def test_rental_ends_somewhere_else(shop):
    region(shop)
    rental = shop.ride()
    SimulatedVehicle.objects.update(longitude=14.0, latitude=53.0)

    # What the vehicle says counts, not what its customer does.
    shop.finish(rental, place=Place(*PLACE))

    assert Order.objects.count() == 1


def test_fleet_that_does_not_look_ends_everywhere(shop):
    region(shop)
    type(shop.fleet).objects.update(enforces_parking=False)

    shop.sold()

    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": RegionKind.SPEEDLIMIT, "speed_kmph": 10},
        {"kind": RegionKind.PARKING},
        {"area": around(14.0, 53.0)},
        {"asset_type_ids": ["bikes-only"]},
        {"ends_at": later(minutes=1)},
    ],
)
def test_region_that_says_something_else_forbids_nothing(shop, rule):
    region(shop, **rule)

    shop.sold()

    assert Order.objects.count() == 1


def test_first_region_decides(shop):
    region(shop, RegionKind.PARKING)
    region(shop)

    shop.sold()

    assert Order.objects.count() == 1


def test_vehicle_that_does_not_answer_stands_where_its_customer_says(shop, monkeypatch):
    monkeypatch.setattr("operators.fleet.gateways.simulator.PATIENCE_MILLISECONDS", 1)
    region(shop)
    rental = shop.ride()
    shop.jam(0, delay=2)

    with pytest.raises(ParkingForbidden):
        begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=15))
    begin_finishing(rental.leg, Ending(ELSEWHERE), by=BY, at=later(minutes=15))

    assert standing_of(rental) == ("STARTED", "FINISHING")


def test_vehicle_that_nobody_can_place_may_be_left():
    shop = open_rental_shop(fleet={"enforces_parking": True, "gateway": "NONE"})
    region(shop)
    rental = shop.ride()
    Rental.objects.update(longitude=None, latitude=None, seen_at=None)
    Asset.objects.update(longitude=None, latitude=None)

    shop.finish(rental)

    assert Order.objects.count() == 1


def test_customer_says_where_a_vehicle_is_that_is_locked_by_hand():
    shop = open_rental_shop(fleet={"enforces_parking": True, "gateway": "NONE"})
    region(shop)
    rental = shop.ride()

    with pytest.raises(ParkingForbidden):
        shop.finish(rental, place=Place(*PLACE))
    shop.finish(rental, place=ELSEWHERE)

    assert Order.objects.count() == 1


def test_vehicle_that_was_moved_after_the_clock_stopped_is_judged_again(shop):
    rental = shop.ride()
    begin_finishing(rental.leg, Ending(), by=BY, at=later(minutes=15))
    region(shop)

    with pytest.raises(ParkingForbidden):
        shop.finish(rental, at=later(minutes=16))

    # The timer ends it all the same, or it would never end.
    close_rental(stored_rental(rental), by=BY, at=later(minutes=20))
    assert standing_of(rental) == ("FINISHED", "FINISHED")


def test_neither_staff_nor_time_look_where_a_vehicle_is(shop):
    region(shop)
    end_without_lock(shop.ride().leg, by=BY, at=later(minutes=15))

    rental = shop.ride(at=later(days=1))
    watch_rentals(by=BY, at=later(days=3), limit=5)

    assert standing_of(rental) == ("STARTED", "FINISHING")
