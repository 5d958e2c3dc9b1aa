"""TOMP has no words for taxis here: a channel that sells them is served as if there were none."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from bookings.models import TaxiRide
from protocols.tomp.callbacks.renderer import TompRenderer
from tests.factories.moments import NOW
from tests.factories.sales import CatalogueEntryFactory, SalesChannelFactory
from tests.factories.taxi_rides import Stand
from tests.factories.taxis import equip_with_taxis
from tests.protocols.tomp.edge.renting import rent_out_in
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.v1_6.platform import Platform
from tests.protocols.worlds import World

pytestmark = pytest.mark.django_db


class Mixed(NamedTuple):
    """A channel that sells journeys, scooters and taxis, with a ride of the last."""

    world: World
    stand: Stand
    ride: TaxiRide


@pytest.fixture
def mixed(later) -> Mixed:
    shop = later.shop
    channel = SalesChannelFactory(
        tenant=shop.tenant,
        seller=shop.channel.seller,
        partner=shop.channel.partner,
        single_product=False,
    )
    CatalogueEntryFactory(channel=channel, product=shop.product)
    rented = rent_out_in(channel)
    world = World(shop, rented.token.channel_token, rented.secret)
    stand = Stand(equip_with_taxis(channel, fleet={}, service={}, product={}))
    return Mixed(world, stand, stand.accepted())


@pytest.fixture(params=[Partner, Platform])
def speaker(request, mixed) -> Any:
    """A program of 1.1 and one of 1.6."""
    return Partner(mixed.world) if request.param is Partner else Platform(mixed.world.secret)


def test_lists_leave_taxis_out(mixed, clock):
    platform = Platform(mixed.world.secret)
    sold = platform.commit()
    assert [row["id"] for row in platform.read("/bookings")] == [sold["id"]]


def test_a_taxi_is_not_found(speaker, mixed, clock):
    booking, leg = mixed.ride.leg.booking.reference, mixed.ride.leg.reference
    for path in (f"/bookings/{booking}", f"/legs/{leg}", f"/legs/{leg}/progress"):
        assert speaker.get(path).status_code == 404


def test_a_taxi_is_not_moved(mixed, clock):
    platform = Platform(mixed.world.secret)
    booking, leg = mixed.ride.leg.booking.reference, mixed.ride.leg.reference
    told = {"id": booking, "legs": [{"id": leg}]}
    assert platform.operate(told, "CANCEL").status_code == 404
    assert platform.tell(told, "FINISH").status_code == 404
    mixed.ride.leg.booking.refresh_from_db(fields=["order"])
    assert mixed.ride.leg.booking.order is None


def test_the_offer_of_a_taxi_is_not_booked(mixed, clock):
    offer = mixed.stand.shop.offer()
    answer = Platform(mixed.world.secret).post("/bookings", {"id": offer.reference})
    assert answer.status_code == 404
    offer.refresh_from_db()
    assert offer.taken_at is None


def test_taxis_are_no_vehicles_to_be_had(mixed, clock):
    found = Platform(mixed.world.secret).read("/operator/available-assets")
    taxis = mixed.stand.shop
    assert taxis.asset.asset_type.type_id not in str(found)
    assert taxis.asset.asset_id not in str(found)
    assert "vehicle-id-123" in str(found)


def test_nothing_is_told_of_taxis(mixed):
    for event in mixed.ride.leg.booking.events.all():
        assert TompRenderer().messages(event, version="1.6.1", at=NOW) == []
