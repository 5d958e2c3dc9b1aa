"""From two places and a moment to offers of taxis."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bookings.actions.planning_taxis import TaxiWish, plan_taxis
from bookings.actions.planning_vehicles import VehicleWish, plan_vehicles
from bookings.actions.renting import book_asset
from bookings.terms import Place
from operators.fleet.errors import AssetUnavailable
from operators.fleet.states import GatewayKind
from operators.fleet.taxis import TaxiPlace
from sales.catalogue.fleets import fleets_on_sale
from sales.catalogue.states import ChannelMode
from sales.errors import NothingOnSale, OfferLapsed, OfferTaken, OfferUnknown
from sales.models import Offer
from sales.offers.actions import take_asset_offer, take_offer, take_offers, take_taxi_offer
from sales.offers.rentals import offer_asset
from sales.orders.customers import CustomerFacts
from tests.counting import counted
from tests.factories.fleet import PLACE, FleetHoursFactory, RegionFactory, square
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import open_rental_shop
from tests.factories.sales import SalesChannelFactory
from tests.factories.taxis import CORNER, TOWER, equip_with_taxis, open_taxi_shop

pytestmark = pytest.mark.django_db

WISH = TaxiWish(CORNER, TOWER)


def plan(shop, *, at=NOW, binding=False, **wish):
    asked = TaxiWish(CORNER, TOWER, **wish)
    return plan_taxis(shop.channel, asked, binding=binding, at=at)


def test_taxi_is_offered_at_its_estimate():
    shop = open_taxi_shop(product={"vat_rate": "7.00"})
    offer = shop.offer()
    trip = offer.trip()

    # 4.00 to get in, two kilometres at 2.00 and four minutes at 0.50 begun.
    assert (trip.metres, trip.seconds) == (1893, 228)
    assert (offer.amount, offer.tax_amount, offer.currency) == (
        Decimal("10.00"),
        Decimal("0.65"),
        "EUR",
    )
    assert [(part.name, part.amount) for part in offer.parts()] == [
        ("Basic fare", Decimal("4.00")),
        ("Per kilometre", Decimal("4.00")),
        ("Per minute", Decimal("2.00")),
    ]


def test_taxi_is_offered_to_as_many_as_it_has_room_for():
    shop = open_taxi_shop()

    [offer] = plan(shop, travellers=4)

    assert offer.trip().travellers == 4
    assert plan(shop, travellers=5) == []


def test_offer_keeps_what_was_promised():
    shop = open_taxi_shop(service={"fixes_price": True, "vehicle_type": "estate car"})
    [offer] = shop.offers()
    shop.service.delete()
    kept = Offer.objects.get(pk=offer.pk)

    trip = kept.trip()
    assert (trip.origin, trip.destination) == (CORNER, TOWER)
    assert (trip.fixes_price, trip.vehicle_type) == (True, "estate car")
    assert kept.cancellation_fee == Decimal("5.00")
    assert kept.pricing_plan().name == "Taxi"
    assert len(kept.offered_legs()) == 1
    assert kept.asset_id is None


def test_taxi_comes_as_soon_as_it_can():
    shop = open_taxi_shop()
    for wished_at in (None, NOW, later(minutes=-1), later(minutes=15)):
        trip = shop.offer(pick_up_at=wished_at).trip()
        assert (trip.wished_at, trip.pick_up_at) == (wished_at or NOW, later(minutes=15))


def test_taxi_comes_when_it_is_wished():
    trip = open_taxi_shop().offer(pick_up_at=later(days=3)).trip()

    assert trip.pick_up_at == trip.wished_at == later(days=3)


def test_offer_lives_no_longer_than_until_the_pick_up():
    quick = open_taxi_shop(service={"notice_minutes": 2}, offer_seconds=600).offer()
    slow = open_taxi_shop(offer_seconds=600).offer()

    assert (quick.valid_until, slow.valid_until) == (later(minutes=2), later(minutes=10))


def test_nothing_is_offered_where_area_or_time_does_not_fit():
    shop = open_taxi_shop(service={"days_ahead": 7})
    assert len(plan(shop)) == 1
    assert plan(shop, pick_up_at=later(days=8)) == []
    FleetHoursFactory(fleet=shop.fleet, text="Mo-Su 06:00-13:00")
    assert plan(shop, pick_up_at=later(hours=3)) == []
    assert len(plan(shop)) == 1
    RegionFactory(fleet=shop.fleet, area=square(east=13.395))
    assert plan(shop) == []


def test_trip_of_more_than_a_day_is_not_offered():
    shop = open_taxi_shop()
    wish = TaxiWish(CORNER, TaxiPlace(100.0, -30.0))

    assert plan_taxis(shop.channel, wish, binding=False, at=NOW) == []


def test_type_is_what_comes_or_any():
    shop = open_taxi_shop(service={"vehicle_type": "Estate car"})
    fitting = [len(plan(shop, type=kind)) for kind in ("any", "estate car", "van")]
    whichever = open_taxi_shop()

    assert fitting == [1, 1, 0]
    assert len(plan(whichever, type="van")) == 1


def test_channel_without_taxis_says_so():
    shop = open_rental_shop()

    with pytest.raises(NothingOnSale, match="No taxis"):
        plan_taxis(shop.channel, WISH, binding=False, at=NOW)


def test_trial_is_driven_by_simulated_taxis_alone():
    real = open_taxi_shop(fleet={"gateway": GatewayKind.NONE}, mode=ChannelMode.SANDBOX)
    played = open_taxi_shop(mode=ChannelMode.SANDBOX)

    assert plan(real) == []
    assert len(plan(played)) == 1


def test_quotes_are_not_stored():
    shop = open_taxi_shop()
    plan(shop)
    assert not Offer.objects.exists()
    [offer] = plan(shop, binding=True)

    assert Offer.objects.get() == offer


def test_number_of_queries_does_not_depend_on_the_services():
    shop = open_taxi_shop(single_product=False)
    RegionFactory(fleet=shop.fleet, area=square(east=13.45))
    with counted() as alone:
        assert len(plan(shop, binding=True)) == 1
    for _ in range(2):
        more = equip_with_taxis(shop.channel, fleet={}, service={}, product={})
        RegionFactory(fleet=more.fleet, area=square(east=13.45))
    with counted() as together:
        offers = plan(shop, binding=True)

    assert len(offers) == 3
    assert len({offer.plan for offer in offers}) == 1
    assert together.statements == alone.statements == 7


def test_taxi_offer_is_taken_once_and_in_time():
    shop = open_taxi_shop()
    reference = shop.offer().reference
    taken = take_taxi_offer(reference, channel=shop.channel, at=NOW)
    assert taken.trip() == replace(shop.trip(), wished_at=NOW)

    with pytest.raises(OfferTaken):
        take_taxi_offer(reference, channel=shop.channel, at=NOW)
    with pytest.raises(OfferLapsed):
        take_taxi_offer(shop.offer().reference, channel=shop.channel, at=later(minutes=15))
    with pytest.raises(OfferUnknown):
        take_taxi_offer(shop.offer().reference, channel=SalesChannelFactory(), at=NOW)


def test_taxi_offer_is_no_offer_of_anything_else():
    shop, scooters = open_taxi_shop(), open_rental_shop()
    reference = shop.offer().reference
    for take in (take_offer, take_asset_offer):
        with pytest.raises(OfferUnknown):
            take(reference, channel=shop.channel, at=NOW)
    with pytest.raises(OfferUnknown, match="This offer is for a taxi"):
        take_offers([reference], channel_id=shop.channel.pk, at=NOW)
    [vehicle] = scooters.offers()
    with pytest.raises(OfferUnknown, match="This offer is for no taxi"):
        take_taxi_offer(vehicle.reference, channel=scooters.channel, at=NOW)


def test_taxis_are_not_rented_out():
    shop = open_taxi_shop()
    assert list(fleets_on_sale(shop.channel, at=NOW)) == []
    with pytest.raises(NothingOnSale):
        plan_vehicles(shop.channel, VehicleWish(Place(*PLACE)), binding=True, at=NOW)
    with pytest.raises(NothingOnSale):
        offer_asset(shop.channel, shop.asset, at=NOW)
    with pytest.raises(AssetUnavailable):
        book_asset(
            shop.channel,
            shop.asset.asset_id,
            customer=CustomerFacts("anna"),
            origin=Place(*PLACE),
            by=BY,
            at=NOW,
        )
