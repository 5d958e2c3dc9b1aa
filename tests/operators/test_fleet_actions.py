"""What is done to a vehicle, and what is written down of it."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from operators.fleet.actions import (
    Whereabouts,
    add_asset,
    disable_asset,
    enable_asset,
    release_asset,
    report_asset,
    reserve_asset,
    retire_asset,
)
from operators.fleet.errors import AssetTaken, AssetUnavailable
from operators.fleet.queries import is_open
from operators.models import Asset
from tests.factories.fleet import PLACE, AssetFactory, FleetHoursFactory
from tests.factories.moments import BY, NOW, later
from tests.racing import race

pytestmark = pytest.mark.django_db

ELSEWHERE = Whereabouts(longitude=13.4, latitude=52.6, charge=60.5, range_metres=8000)


def told(asset):
    events = asset.events.order_by("pk")
    return list(events.values_list("name", "actor", "happened_at", "details"))


def refusal(asset, *, at=NOW):
    with pytest.raises(AssetUnavailable) as refused:
        reserve_asset(asset, by=BY, at=at)
    return refused.value.detail


def test_vehicle_is_taken_and_given_back_where_it_was_left():
    asset = AssetFactory()

    taken = reserve_asset(asset, by=BY, at=NOW)
    assert taken.taken_at == NOW
    back = release_asset(asset, seen=ELSEWHERE, by=BY, at=later(minutes=9))

    back.refresh_from_db()
    assert back.taken_at is None
    assert (back.longitude, back.latitude, back.charge) == (13.4, 52.6, 60.5)
    assert (back.range_metres, back.reported_at) == (8000, later(minutes=9))
    assert told(asset) == [
        ("RESERVED", str(BY), NOW, {}),
        ("RELEASED", str(BY), later(minutes=9), {}),
    ]


def test_what_was_not_seen_stays_as_it_was():
    asset = AssetFactory(taken_at=NOW)

    back = release_asset(asset, seen=Whereabouts(), by=BY, at=later(minutes=9))

    assert ((back.longitude, back.latitude), back.charge) == (PLACE, 85.0)
    assert (back.range_metres, back.reported_at) == (12_000, NOW)


@pytest.mark.parametrize(
    ("seen", "kept"),
    [
        (Whereabouts(charge=50.0), (PLACE, 50.0, 12_000)),
        (Whereabouts(range_metres=900), (PLACE, 85.0, 900)),
        (Whereabouts(longitude=13.4, latitude=52.6), ((13.4, 52.6), 85.0, 12_000)),
    ],
)
def test_what_was_seen_alone_is_changed(seen, kept):
    asset = report_asset(AssetFactory(), seen=seen, at=later(minutes=1))

    assert ((asset.longitude, asset.latitude), asset.charge, asset.range_metres) == kept
    assert asset.reported_at == later(minutes=1)


def test_report_is_kept_without_an_event():
    asset = report_asset(AssetFactory(taken_at=NOW), seen=ELSEWHERE, at=later(minutes=1))

    asset.refresh_from_db()
    assert (asset.charge, asset.taken_at, told(asset)) == (60.5, NOW, [])


@pytest.mark.parametrize("facts", [{"taken_at": NOW}, {"is_reserved": True}])
def test_vehicle_that_somebody_has_is_not_taken(facts):
    with pytest.raises(AssetTaken):
        reserve_asset(AssetFactory(**facts), by=BY, at=NOW)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"is_disabled": True}, "This vehicle is out of service; choose another one."),
        ({"retired_at": NOW}, "This vehicle is out of service; choose another one."),
        ({"charge": 9.9}, "The charge of this vehicle is too low; choose another one."),
        (
            {"asset_type__default_plan": None},
            "This vehicle has no price; choose another one.",
        ),
    ],
)
def test_vehicle_that_cannot_be_rented_is_not_taken(facts, reason):
    assert refusal(AssetFactory(**facts)) == reason


def test_vehicle_of_a_closed_fleet_is_not_taken():
    asset = AssetFactory(fleet__name="Voi")
    FleetHoursFactory(fleet=asset.fleet, days=["TUE"], opens=time(6), closes=time(22), text="")

    assert refusal(asset) == "Voi is closed now; try again in its hours."


@pytest.mark.parametrize("charge", [None, 10.0])
def test_vehicle_with_enough_charge_or_none_that_is_told_is_taken(charge):
    assert reserve_asset(AssetFactory(charge=charge), by=BY, at=NOW).taken_at == NOW


def test_vehicle_is_out_of_service_until_it_is_put_back():
    asset = AssetFactory()

    assert disable_asset(asset, reason="Broken brake", by=BY, at=NOW).is_disabled
    assert not enable_asset(asset, by=BY, at=later(hours=1)).is_disabled

    assert told(asset) == [
        ("DISABLED", str(BY), NOW, {"reason": "Broken brake"}),
        ("ENABLED", str(BY), later(hours=1), {}),
    ]


def test_vehicle_with_a_customer_is_not_retired():
    with pytest.raises(AssetTaken, match="A customer has this vehicle"):
        retire_asset(AssetFactory(taken_at=NOW), by=BY, at=NOW)


def test_id_of_a_retired_vehicle_is_free_again():
    old = AssetFactory(asset_id="7")
    retire_asset(old, by=BY, at=NOW)

    new = add_asset(
        Asset(tenant=old.tenant, fleet=old.fleet, asset_type=old.asset_type, asset_id="7"),
        by=BY,
        at=later(days=1),
    )

    assert told(old) == [("RETIRED", str(BY), NOW, {})]
    assert told(new) == [("ADDED", str(BY), later(days=1), {})]


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_takes_a_vehicle():
    asset = AssetFactory()

    def take():
        try:
            reserve_asset(asset, by=BY, at=NOW)
        except AssetTaken:
            return "taken"
        return "mine"

    answers = race(*[take] * 8)

    assert sorted(answers) == ["mine", *["taken"] * 7]
    assert asset.events.count() == 1


def hours(asset, days, opens, closes, **more):
    FleetHoursFactory(fleet=asset.fleet, days=days, opens=opens, closes=closes, text="", **more)


def berlin(day, hour, minute=0):
    """Summer time: two hours before Berlin's clocks."""
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "opened"),
    [
        (berlin(1, 3, 59), False),
        (berlin(1, 4), True),
        (berlin(1, 19, 59), True),
        (berlin(1, 20), False),
        (berlin(2, 12), False),
        (berlin(5, 20), True),
        (berlin(5, 23), True),
        (berlin(6, 1, 59), True),
        (berlin(6, 2), False),
        (berlin(7, 0), True),
    ],
)
def test_fleet_is_open_in_its_hours_in_its_zone(at, opened):
    asset = AssetFactory()
    hours(asset, ["MON"], time(6), time(22))
    hours(asset, ["FRI"], time(22), time(4))
    hours(asset, ["SUN"], time(0), time(0))
    hours(asset, ["TUE"], time(0), time(0), user_type="MEMBER")

    assert is_open(asset.fleet, at=at) is opened


def test_fleet_without_hours_or_with_words_that_nobody_can_read_is_open():
    asset = AssetFactory()
    assert is_open(asset.fleet, at=NOW)

    FleetHoursFactory(fleet=asset.fleet, text="whenever you like")
    assert is_open(asset.fleet, at=NOW)


@pytest.mark.parametrize(
    ("at", "opened"),
    [(berlin(1, 3, 59), False), (berlin(1, 4), True), (berlin(1, 20), False)],
)
def test_hours_in_words_hold_by_the_clock_of_the_fleet(at, opened):
    asset = AssetFactory()
    FleetHoursFactory(fleet=asset.fleet, text="Mo-Su 06:00-22:00")

    assert is_open(asset.fleet, at=at) is opened
