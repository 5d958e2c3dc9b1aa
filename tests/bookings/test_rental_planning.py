"""Which vehicles are offered around a place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.planning_vehicles import MOST_VEHICLES, VehicleWish, plan_vehicles
from bookings.terms import Place
from operators.models import Asset, AssetType
from sales.catalogue.states import ChannelMode
from sales.errors import NothingOnSale, OfferUnknown
from sales.models import CatalogueEntry, Offer
from sales.offers.actions import take_asset_offer, take_offers
from tests.counting import counted
from tests.factories.fleet import (
    PLACE,
    AssetFactory,
    AssetTypeFactory,
    FleetHoursFactory,
    VehicleStationFactory,
    assets_like,
)
from tests.factories.moments import NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop
from tests.factories.scenarios import open_shop
from tests.standing import standing

HERE = Place(*PLACE)


@standing
def shop(db) -> RentalShop:
    return open_rental_shop()


def ids(offers) -> list[str]:
    return [offer.asset.asset_id for offer in offers]


def test_offer_of_a_vehicle_says_what_it_costs_and_can_be_booked_for_a_while(shop):
    [offer] = shop.offers()

    assert (offer.asset, offer.amount, offer.taken_at) == (shop.asset, Decimal("1.00"), None)
    assert offer.valid_until == later(seconds=shop.channel.offer_seconds)
    assert [part.name for part in offer.pricing_plan().parts] == ["Unlock fee", "Per minute"]
    assert len(offer.offered_legs()) == 1
    assert Offer.objects.get() == offer
    assert Asset.objects.get().taken_at is None


def test_plan_that_only_informs_stores_nothing(shop):
    [offer] = plan_vehicles(shop.channel, VehicleWish(HERE), binding=False, at=NOW)

    assert (offer.pk, Offer.objects.count()) == (None, 0)


def test_nearest_vehicle_comes_first_and_far_ones_do_not(shop):
    near, farther, far = assets_like(shop.asset, 3)
    for asset, degrees in ((near, 0.001), (farther, 0.005), (far, 0.1)):
        Asset.objects.filter(pk=asset.pk).update(latitude=PLACE[1] + degrees)

    assert ids(shop.offers()) == [shop.asset.asset_id, near.asset_id, farther.asset_id]
    assert ids(shop.offers(radius_metres=200)) == [shop.asset.asset_id, near.asset_id]


def test_vehicle_that_is_named_is_offered_however_far_it_is(shop):
    [far] = assets_like(shop.asset, 1)
    Asset.objects.filter(pk=far.pk).update(latitude=PLACE[1] + 0.1)

    assert ids(shop.offers(asset_ids=(far.asset_id,))) == [far.asset_id]


def test_vehicles_of_one_type_are_offered(shop):
    bike = AssetTypeFactory(fleet=shop.fleet, default_plan=shop.asset.asset_type.default_plan)
    other = AssetFactory(fleet=shop.fleet, asset_type=bike)

    assert ids(shop.offers(type_ids=(bike.type_id,))) == [other.asset_id]


def test_vehicles_are_offered_that_have_room_for_all_who_travel(shop):
    assert shop.offers(travellers=2) == []

    AssetType.objects.update(riders=2)

    assert [offer.asset for offer in shop.offers(travellers=2)] == [shop.asset]
    assert shop.offers(travellers=3) == []


def test_vehicle_at_a_station_stands_where_that_is(shop):
    station = VehicleStationFactory(fleet=shop.fleet, longitude=PLACE[0], latitude=PLACE[1] + 0.002)
    [docked] = assets_like(shop.asset, 1, station=station, longitude=None, latitude=None)

    assert ids(shop.offers()) == [shop.asset.asset_id, docked.asset_id]
    assert ids(shop.offers(radius_metres=100)) == [shop.asset.asset_id]


def test_no_more_than_twenty_are_offered(shop):
    assets_like(shop.asset, MOST_VEHICLES + 1)

    assert len(shop.offers()) == MOST_VEHICLES


def test_vehicle_that_nobody_can_have_is_not_offered(shop):
    assets_like(shop.asset, 1, is_disabled=True)
    assets_like(shop.asset, 1, charge=5.0)
    shop.hold()

    assert shop.offers() == []


def test_fleet_that_is_closed_offers_nothing(shop):
    FleetHoursFactory(fleet=shop.fleet, days=["MON"], opens="13:00", closes="14:00", text="")

    assert shop.offers() == []


def test_channel_that_rents_nothing_out_says_so(shop):
    CatalogueEntry.objects.all().delete()

    with pytest.raises(NothingOnSale):
        shop.offers()


@pytest.mark.parametrize(("gateway", "offered"), [("NONE", 0), ("SIMULATOR", 1)])
def test_sandbox_is_offered_simulated_vehicles_only(db, gateway, offered):
    shop = open_rental_shop(mode=ChannelMode.SANDBOX, fleet={"gateway": gateway})

    assert len(shop.offers()) == offered


def test_three_vehicles_take_as_many_queries_as_one(shop):
    with counted() as one:
        shop.offers()
    assets_like(shop.asset, 2)
    with counted() as three:
        assert len(shop.offers()) == 3

    assert one.statements == three.statements == 6


def test_offer_of_a_vehicle_is_put_on_no_order(shop):
    [offer] = shop.offers()

    with pytest.raises(OfferUnknown):
        take_offers([offer.reference], channel_id=shop.channel.pk, at=NOW)


def test_offer_of_a_trip_is_no_vehicle(db):
    shop = open_shop()
    offer = shop.offer()

    with pytest.raises(OfferUnknown):
        take_asset_offer(offer.reference, channel=shop.channel, at=NOW)
