"""Planning between two places that need not be stops."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bookings.actions.planning_places import PlacesWish, plan_between_places
from bookings.terms import Place
from sales.errors import NothingOnSale
from sales.models import CatalogueEntry, Offer
from sales.offers.actions import OfferWish
from sales.offers.terms import TravellerWish
from tests.counting import counted
from tests.factories.moments import NOW, later
from tests.factories.sales import CatalogueEntryFactory, FareFactory, ProductFactory
from tests.protocols.worlds import World, build_world
from tests.standing import standing

pytestmark = pytest.mark.django_db

BESIDE_MARKET, BESIDE_BEACH = Place(4.301, 52.1), Place(4.401, 52.2)
ALONE = OfferWish((TravellerWish(),))


@standing
def world(db: None) -> World:
    with TemporaryDirectory() as folder:
        return build_world(Path(folder), single_product=False)


def plan(world, *, origin=BESIDE_MARKET, destination=BESIDE_BEACH, metres=500, **more):
    told = {"departs_after": NOW, "binding": False, **more}
    binding = told.pop("binding")
    wish = PlacesWish(origin, destination, metres, metres, **told)
    return plan_between_places(world.shop.channel, wish, wish=ALONE, binding=binding, at=NOW)


def departures(offers):
    return [f"{offer.itinerary_rides()[0].departs_at:%H:%M}" for offer in offers]


def test_trips_are_found_between_the_stops_nearby(world):
    offers = plan(world)

    assert departures(offers)[:3] == ["10:30", "11:00", "11:30"]
    ride = offers[0].itinerary_rides()[0]
    assert (ride.origin.stop_id, ride.destination.stop_id) == ("market", "beach")
    assert Offer.objects.count() == 0


def test_binding_offers_are_stored(world):
    offers = plan(world, binding=True)

    assert Offer.objects.count() == len(offers) > 0


def test_what_has_left_is_not_offered(world):
    assert departures(plan(world, departs_after=later(hours=-5)))[0] == "10:30"
    assert departures(plan(world, departs_after=later(minutes=45)))[0] == "11:00"


@pytest.mark.parametrize(
    "wish",
    [
        {"metres": 10},
        {"origin": Place(10.0, 10.0)},
        {"destination": Place(10.0, 10.0)},
        {"destination": BESIDE_MARKET},
        {"origin": BESIDE_BEACH, "destination": BESIDE_MARKET},
    ],
)
def test_no_stops_or_no_trip_is_no_offer(world, wish):
    assert plan(world, **wish) == []


def test_channel_that_sells_nothing_is_told(world):
    CatalogueEntry.objects.all().delete()

    with pytest.raises(NothingOnSale):
        plan(world)


def test_statements_do_not_depend_on_what_is_found(world):
    plan(world)
    with counted() as few:
        found = plan(world)
    for _ in range(2):
        product = ProductFactory(tenant=world.shop.tenant, operator=world.shop.product.operator)
        FareFactory(product=product, category=world.shop.adult, amount="7.00")
        CatalogueEntryFactory(channel=world.shop.channel, product=product)
    with counted() as many:
        more = plan(world)

    assert len(more) == 3 * len(found)
    assert few.statements == many.statements
