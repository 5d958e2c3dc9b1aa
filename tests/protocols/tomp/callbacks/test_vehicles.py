"""What a platform is told of shared vehicles, in both versions, as their files have it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.actions.exchanging import assign_vehicle
from bookings.actions.finishing import begin_finishing, close_rental, finish_rental
from bookings.actions.pausing import pause_rental, resume_rental
from bookings.actions.rental_times import extend_rental
from bookings.actions.renting import cancel_rental
from bookings.actions.unlocking import unlock_rental
from bookings.models import Rental
from bookings.terms import Ending
from operators.tenancy.actors import Actor
from protocols.deliveries.asking import Question, ask_partner
from protocols.deliveries.errors import NobodyToAsk
from protocols.deliveries.progress import tell_progress
from protocols.models import Delivery
from protocols.tomp.callbacks.renderer import TompRenderer
from tests.factories.fleet import AssetFactory, SimulatedVehicleFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop
from tests.protocols.deliveries.delivering import STAFF
from tests.protocols.tomp.callbacks.told import check, told

pytestmark = pytest.mark.django_db

TIMER = Actor.timer("watch-rentals")


@pytest.fixture
def shop() -> RentalShop:
    return open_rental_shop()


def events(calls) -> list[tuple[str, str]]:
    """Method and event of each call."""
    return [(method, body.get("event", "")) for method, _, body in calls]


def test_start_that_the_timer_brings_about_is_told(shop, connect, version):
    partner = connect(shop.channel)
    rental = shop.book()
    unlock_rental(rental, by=TIMER, at=later(seconds=10))

    assert told(partner, version, at=later(seconds=15)) == [
        (
            "POST",
            f"/legs/{rental.leg.reference}/events",
            {"time": "2026-06-01T10:00:10Z", "event": "SET_IN_USE"},
        )
    ]


def test_pause_of_staff_and_its_end_are_told(shop, connect, version):
    partner = connect(shop.channel)
    leg = shop.ride().leg
    pause_rental(leg, by=STAFF, at=later(minutes=1))
    resume_rental(leg, by=STAFF, at=later(minutes=2))

    calls = told(partner, version, at=later(minutes=3))
    assert events(calls) == [("POST", "PAUSE"), ("POST", "SET_IN_USE")]


def test_end_by_staff_is_told_with_the_final_price(shop, connect, version):
    partner = connect(shop.channel)
    rental = shop.ride()
    begin_finishing(rental.leg, Ending(), by=STAFF, at=later(minutes=10))
    assert events(told(partner, version, at=later(minutes=10)))[0] == ("POST", "START_FINISHING")

    close_rental(Rental.objects.get(), by=TIMER, at=later(minutes=11))

    calls = told(partner, version, at=later(minutes=12))
    assert events(calls) == [("POST", "FINISH"), ("PUT", "")]
    leg = calls[1][2]
    assert (leg["state"], leg["pricing"]["estimated"]) == ("FINISHED", False)


def test_end_by_the_platform_itself_is_not_told(shop, connect, version):
    partner = connect(shop.channel)
    finish_rental(shop.ride().leg, Ending(), by=BY, at=later(minutes=10))

    assert told(partner, version, at=later(minutes=11)) == []


def test_other_vehicle_that_staff_assigns_is_told(shop, connect, version):
    partner = connect(shop.channel)
    rental = shop.book()
    other = AssetFactory(fleet=shop.fleet, asset_type=shop.asset.asset_type)
    SimulatedVehicleFactory(asset=other)
    reserved(rental)
    assign_vehicle(rental.leg, other.asset_id, by=STAFF, at=later(seconds=5))

    calls = told(partner, version, at=later(seconds=6))
    assert events(calls) == [("POST", "ASSIGN_ASSET"), ("PUT", "")]
    assert [body["asset"]["id"] for *_, body in calls] == [other.asset_id] * 2


def test_later_end_that_staff_notes_is_told_by_the_leg(shop, connect, version):
    partner = connect(shop.channel)
    leg = shop.ride().leg
    extend_rental(leg, later(hours=1), by=STAFF, at=later(minutes=1))

    assert events(told(partner, version, at=later(minutes=2))) == [("PUT", "")]


def test_place_of_a_running_vehicle_is_told_and_newer_news_replace_older(shop, connect, version):
    partner = connect(shop.channel, tells_progress=True)
    leg = shop.ride().leg
    for minute in (1, 2, 3):
        assert tell_progress(at=later(minutes=minute), limit=10) == 1

    [(method, path, body)] = told(partner, version, at=later(minutes=3))
    assert (method, path) == ("POST", f"/legs/{leg.reference}/progress")
    assert body["duration"] == timedelta(minutes=3) // timedelta(milliseconds=1)
    assert Delivery.objects.count() == 1

    tell_progress(at=later(minutes=4), limit=10)
    finish_rental(leg, Ending(), by=BY, at=later(minutes=5))
    assert tell_progress(at=later(minutes=6), limit=10) == 0
    assert Delivery.objects.count() == 2


def test_place_is_not_told_where_nobody_wants_to_know(shop, connect, version):
    connect(shop.channel)
    shop.ride()

    assert tell_progress(at=later(minutes=1), limit=10) == 0


def reserved(rental: Rental) -> None:
    """As if the vehicle had not been asked for yet."""
    Rental.objects.filter(pk=rental.pk).update(unlock_until=None)
    rental.refresh_from_db()


def test_question_is_asked_in_the_version_that_has_one(shop, connect, version):
    partner = connect(shop.channel)
    partner.answer, partner.body = lambda _call: 200, b"true"
    leg = shop.book().leg

    if version == "1.1.3":
        with pytest.raises(NobodyToAsk):
            ask_partner(leg, Question.START_LEG, by=STAFF, at=NOW)
        assert partner.heard == []
        return
    assert ask_partner(leg, Question.REPLACE_ASSET, type_id="bike", by=STAFF, at=NOW)
    [call] = partner.heard
    check(call, version)
    assert call.told == {"type": "REPLACE_ASSET", "assetTypeId": "bike"}


def test_opened_trunk_is_told_where_the_version_has_a_word(shop, connect, version):
    partner = connect(shop.channel)
    leg = shop.ride().leg
    leg.booking.events.create(name="TRUNK_OPENED", leg=leg, actor=str(STAFF), happened_at=NOW)

    word = {"1.1.3": [], "1.6.1": [("POST", "OPEN_TRUNK")]}
    assert events(told(partner, version, at=NOW)) == word[version]


def test_change_of_no_leg_is_not_told(shop, connect, version):
    partner = connect(shop.channel)
    booking = shop.ride().leg.booking
    booking.events.create(name="LEG_CHANGED", actor=str(STAFF), happened_at=NOW)

    assert told(partner, version, at=NOW) == []


def test_place_of_a_rental_that_was_given_up_is_not_told(shop, version):
    rental = shop.book()
    cancel_rental(rental.leg, by=BY, at=NOW)

    assert TompRenderer().progress(rental.leg, version=version, at=NOW) is None
