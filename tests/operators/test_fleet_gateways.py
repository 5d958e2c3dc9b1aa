"""The ways to the vehicles' locks, and what simulated vehicles do by themselves."""

from __future__ import annotations

import pytest

from operators.fleet.errors import GatewayBusy, GatewayUnable
from operators.fleet.gateways import simulator
from operators.fleet.gateways.by_hand import ByHand
from operators.fleet.gateways.finding import GATEWAYS, gateway_of
from operators.fleet.gateways.interface import Dispatch, Driver, Sighting
from operators.fleet.gateways.moving import move_vehicles, simulate, swap_batteries
from operators.fleet.gateways.simulator import Simulator
from operators.fleet.states import GatewayKind, RegionKind
from operators.models import Asset, SimulatedVehicle
from operators.timetable.distances import metres_between
from tests.counting import counted
from tests.factories.fleet import (
    PLACE,
    AssetFactory,
    FleetFactory,
    RegionFactory,
    SimulatedVehicleFactory,
    assets_like,
    square,
)
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db

LONGITUDE, LATITUDE = PLACE


def going(**more) -> SimulatedVehicle:
    """A vehicle on its way to the north at 18 kilometres an hour: five metres a second."""
    facts = {"is_locked": False, "heading": 0, "speed_kmph": 18, "charge": 50, **more}
    return SimulatedVehicleFactory(**facts)


def stored(vehicle: SimulatedVehicle) -> SimulatedVehicle:
    return SimulatedVehicle.objects.get(pk=vehicle.pk)


def metres_from_start(vehicle: SimulatedVehicle) -> float:
    return metres_between((LATITUDE, LONGITUDE), (vehicle.latitude, vehicle.longitude))


def test_every_kind_has_a_gateway():
    assert set(GATEWAYS) == set(GatewayKind)
    gateways = [gateway_of(FleetFactory(gateway=kind)) for kind in GatewayKind]
    assert [gateway.is_simulated for gateway in gateways] == [True, False]
    assert [gateway.tells_place for gateway in gateways] == [True, False]


def test_lock_opens_and_shuts_however_often_it_is_told():
    asset = AssetFactory()
    gateway = Simulator()

    for _ in range(2):
        assert gateway.unlock(asset, at=NOW).is_locked is False
    for _ in range(2):
        assert gateway.lock(asset, at=NOW) == Sighting(NOW, *PLACE, 85.0, 17_000, is_locked=True)


def test_lock_jams_as_often_as_it_was_told_to():
    vehicle = SimulatedVehicleFactory(jams=2)

    for _ in range(2):
        with pytest.raises(GatewayBusy) as busy:
            Simulator().unlock(vehicle.asset, at=NOW)
        assert busy.value.wait == simulator.JAMMED_SECONDS
    assert stored(vehicle).is_locked

    assert Simulator().unlock(vehicle.asset, at=NOW).is_locked is False
    assert stored(vehicle).jams == 0


def test_trunk_opens_unless_the_vehicle_is_jammed():
    vehicle = SimulatedVehicleFactory(jams=1)

    with pytest.raises(GatewayBusy):
        Simulator().open_trunk(vehicle.asset, at=NOW)
    assert stored(vehicle).trunk_opened_at is None

    assert Simulator().open_trunk(vehicle.asset, at=later(minutes=1)).is_locked
    assert stored(vehicle).trunk_opened_at == later(minutes=1)


def test_slow_vehicle_answers_in_the_end():
    vehicle = SimulatedVehicleFactory(delay_milliseconds=5)

    assert Simulator().unlock(vehicle.asset, at=NOW).is_locked is False


def test_vehicle_that_is_too_slow_has_heard_the_command(monkeypatch):
    monkeypatch.setattr(simulator, "PATIENCE_MILLISECONDS", 1)
    vehicle = SimulatedVehicleFactory(delay_milliseconds=2)

    with pytest.raises(GatewayBusy) as busy:
        Simulator().unlock(vehicle.asset, at=NOW)
    assert busy.value.wait == simulator.SLOW_SECONDS

    # Told again it is unlocked already, and says so.
    assert Simulator().unlock(vehicle.asset, at=NOW).is_locked is False
    with pytest.raises(GatewayBusy):
        Simulator().locate(vehicle.asset, at=NOW)


def test_vehicle_that_nobody_simulated_yet_stands_where_it_was_reported():
    asset = AssetFactory(charge=None)

    seen = Simulator().locate(asset, at=NOW)

    assert seen == Sighting(NOW, *PLACE, 100.0, 20_000, is_locked=True)


def test_many_are_located_in_two_queries():
    first = AssetFactory()
    vehicles = [SimulatedVehicleFactory(asset=one) for one in [first, *assets_like(first, 2)]]
    assets = [vehicle.asset for vehicle in vehicles] + assets_like(first, 1)

    with counted() as count:
        seen = Simulator().locate_many(assets, at=NOW)

    assert count.statements == 2
    assert set(seen) == {vehicle.asset_id for vehicle in vehicles}


def test_taxi_is_sent_and_has_a_driver():
    asset = AssetFactory(asset_id="taxi-1")
    gateway = Simulator()

    sent = gateway.dispatch(asset, longitude=13.4, latitude=52.5, at=NOW)

    assert sent == Dispatch(f"simulated-{asset.pk}", later(minutes=5))
    assert gateway.driver(asset, at=NOW) == Driver("Driver of taxi-1", "+310000000000")


def test_vehicles_that_nobody_reaches_are_taken_at_their_customers_word():
    asset = AssetFactory()
    gateway = ByHand()

    reported = Sighting(NOW, *PLACE, 85.0, 12_000)
    assert gateway.unlock(asset, at=NOW) == gateway.locate(asset, at=NOW) == reported
    assert gateway.lock(asset, at=NOW) == Sighting(NOW)
    assert gateway.locate_many([asset], at=NOW) == {}
    with pytest.raises(GatewayUnable):
        gateway.dispatch(asset, longitude=13.4, latitude=52.5, at=NOW)
    with pytest.raises(GatewayUnable):
        gateway.driver(asset, at=NOW)


@pytest.mark.parametrize("heading", [0, 45, 90, 180, 270, 300])
def test_unlocked_vehicle_goes_along_its_heading_and_drains(heading):
    vehicle = going(heading=heading)

    assert simulate(at=later(seconds=200)) == 1

    moved = stored(vehicle)
    assert metres_from_start(moved) == pytest.approx(1000, rel=0.001)
    # A kilometre of twenty.
    assert (moved.charge, moved.heading) == (pytest.approx(45), heading)
    assert (moved.latitude > LATITUDE) == (heading in (0, 45, 300))


def test_locked_vehicle_stands_still():
    vehicle = going(is_locked=True)

    assert simulate(at=later(seconds=200)) == 0

    assert stored(vehicle).moved_at == NOW


def test_vehicle_that_was_moved_already_is_not_moved_back():
    vehicle = going(moved_at=later(seconds=10))

    assert move_vehicles(at=NOW) == 0

    assert metres_from_start(stored(vehicle)) == 0


def test_vehicle_turns_round_at_the_edge_of_its_fleets_regions():
    vehicle = going()
    fleet = vehicle.asset.fleet
    RegionFactory(fleet=fleet, area=square(north=LATITUDE + 0.001))
    RegionFactory(fleet=fleet, kind=RegionKind.NO_PARKING, area=square(north=60))

    simulate(at=later(seconds=200))
    at_the_edge = stored(vehicle)
    assert (at_the_edge.latitude, at_the_edge.heading) == (LATITUDE + 0.001, 180)

    simulate(at=later(seconds=210))
    assert stored(vehicle).latitude < LATITUDE + 0.001


def test_empty_vehicle_stops():
    vehicle = going(charge=1)

    simulate(at=later(seconds=200))

    stopped = stored(vehicle)
    assert metres_from_start(stopped) == pytest.approx(200, rel=0.001)
    assert stopped.charge == pytest.approx(0, abs=1e-9)


def test_nobody_moved_it_for_hours_and_it_is_not_in_another_city():
    vehicle = going(charge=100)

    simulate(at=later(hours=9))

    assert metres_from_start(stored(vehicle)) == pytest.approx(1500, rel=0.001)


def test_empty_vehicle_that_is_parked_gets_a_full_battery():
    parked = SimulatedVehicleFactory(charge=9, asset__charge=9)
    taken = SimulatedVehicleFactory(charge=9, asset__charge=9, asset__taken_at=NOW)
    fuller = SimulatedVehicleFactory(charge=10, asset__charge=10)

    assert swap_batteries(at=later(hours=1)) == 1

    asset = Asset.objects.get(pk=parked.asset_id)
    assert (stored(parked).charge, asset.charge, asset.range_metres) == (100, 100, 20_000)
    assert asset.reported_at == later(hours=1)
    assert (stored(taken).charge, stored(fuller).charge) == (9, 10)


def test_where_nothing_is_simulated_the_timer_asks_one_question():
    FleetFactory(gateway=GatewayKind.NONE)

    with counted() as count:
        assert simulate(at=NOW) == 0

    assert count.statements == 1


def test_two_hundred_vehicles_move_in_three_statements():
    first = AssetFactory()
    SimulatedVehicle.objects.bulk_create(
        SimulatedVehicle(
            asset=asset,
            is_locked=False,
            longitude=LONGITUDE,
            latitude=LATITUDE,
            heading=place,
            speed_kmph=15,
            moved_at=NOW,
        )
        for place, asset in enumerate(assets_like(first, 200))
    )

    with counted() as count:
        assert simulate(at=later(seconds=5)) == 200

    assert count.statements == 3
