"""What a caller is told of rented vehicles."""

from __future__ import annotations

import pytest

from bookings.actions.exchanging import assign_vehicle
from bookings.actions.finishing import begin_finishing, close_rental, finish_rental
from bookings.actions.holding_rentals import lapse_rental
from bookings.actions.pausing import pause_rental, resume_rental
from bookings.actions.renting import cancel_rental
from bookings.actions.unlocking import unlock_rental
from bookings.models import Rental
from bookings.terms import Ending
from operators.tenancy.actors import Actor
from operators.tenancy.models import TokenRole
from protocols.deliveries.progress import tell_progress
from tests.factories.fleet import AssetFactory, SimulatedVehicleFactory
from tests.factories.moments import NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop, stored_rental
from tests.protocols.deliveries.delivering import STAFF
from tests.protocols.maas_tsp.webhooks.told import states, told
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db

TIMER = Actor.timer("watch-rentals")


@pytest.fixture
def shop() -> RentalShop:
    return open_rental_shop()


def test_start_that_the_timer_brings_about_is_told(shop, connect, version):
    partner = connect(shop.channel)
    rental = shop.book()
    told(partner, version, at=NOW)
    unlock_rental(rental, by=TIMER, at=later(seconds=10))

    [body] = told(partner, version, at=later(seconds=15))
    assert (body["state"], body["tspId"]) == ("ACTIVATED", rental.leg.booking.reference)


def test_pause_is_read_and_its_end_is_told(shop, connect, version):
    partner = connect(shop.channel)
    leg = shop.ride().leg
    told(partner, version, at=NOW)
    pause_rental(leg, by=STAFF, at=later(minutes=1))
    resume_rental(leg, by=STAFF, at=later(minutes=2))

    assert states(partner, version, at=later(minutes=3)) == ["ACTIVATED"]


def test_end_is_told_and_its_final_price_again(shop, connect, version):
    partner = connect(shop.channel)
    rental = shop.ride()
    told(partner, version, at=NOW)
    begin_finishing(rental.leg, Ending(), by=STAFF, at=later(minutes=10))
    assert states(partner, version, at=later(minutes=10)) == ["EXPIRED"]

    close_rental(Rental.objects.get(), by=TIMER, at=later(minutes=11))

    [body] = told(partner, version, at=later(minutes=12))
    price = stored_rental(rental).leg.booking.order.total_amount
    assert (body["state"], body["cost"]["amount"]) == ("EXPIRED", float(price))


def test_end_by_the_caller_itself_is_not_told(shop, connect, version):
    partner = connect(shop.channel)
    token, _ = open_channel(shop.channel, TokenRole.MAAS_TSP)
    rental = shop.ride()
    told(partner, version, at=NOW)
    finish_rental(rental.leg, Ending(), by=Actor.partner(token.token.name), at=later(minutes=10))

    assert told(partner, version, at=later(minutes=11)) == []


def test_other_vehicle_is_told_with_the_state_as_it_is(shop, connect, version):
    partner = connect(shop.channel)
    rental = shop.reserve()
    told(partner, version, at=NOW)
    other = AssetFactory(fleet=shop.fleet, asset_type=shop.asset.asset_type)
    SimulatedVehicleFactory(asset=other)
    assign_vehicle(rental.leg, other.asset_id, by=STAFF, at=later(seconds=5))

    [body] = told(partner, version, at=later(seconds=6))
    assert (body["state"], body["meta"]["MODE_SCOOTER"]["scooter"]["id"]) == (
        "RESERVED",
        other.asset_id,
    )


def test_reservation_that_nobody_fetched_is_told_as_lapsed(shop, connect, version):
    partner = connect(shop.channel)
    rental = shop.reserve()
    told(partner, version, at=NOW)
    over = stored_rental(rental).reserved_until
    lapse_rental(rental, by=TIMER, at=over)

    [body] = told(partner, version, at=over)
    assert body["state"] == "EXPIRED"
    assert body.get("reason") == (
        None
        if version == "10"
        else {"text": "The vehicle was not fetched in time.", "errorCode": "CANCELLED"}
    )


def test_cancellation_by_staff_is_told_as_ours(shop, connect, version):
    partner = connect(shop.channel)
    rental = shop.reserve()
    told(partner, version, at=NOW)
    cancel_rental(rental.leg, by=STAFF, at=later(minutes=1))

    assert states(partner, version, at=later(minutes=2)) == ["REJECTED"]


def test_place_of_a_running_vehicle_has_no_word(shop, connect, version):
    connect(shop.channel).heard.clear()
    shop.channel.callback_endpoints.update(tells_progress=True)
    shop.ride()

    assert tell_progress(at=later(minutes=1), limit=10) == 0
