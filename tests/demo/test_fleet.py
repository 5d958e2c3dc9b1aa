"""The town's scooters: rented with what the demo tells, and rented again on the next start."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from bookings.actions.unlocking import unlock_rental
from bookings.models import Rental
from demo.fleet import SYSTEM_ID, VEHICLES
from operators.fleet.areas import check_area, covers
from operators.fleet.gateways.moving import simulate
from operators.fleet.states import RegionKind
from operators.models import Asset, Fleet, Region
from operators.tenancy.actors import Actor
from sales.models import Order
from tests.demo.towns import AT, open_town, seed
from tests.faces import needs_face

TIMER = Actor.timer("unlock-rental")

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(town, tmp_path):
    return open_town(town, tmp_path)["tomp_1_6"]


def post(client, told, path, body):
    headers = {"X-Access-Token": told["token"]}
    return client.post(f"/edge/tomp{path}", body, content_type="application/json", headers=headers)


def rent(client, told, asset):
    wish = {
        "from": {"coordinates": told["near"]},
        "useAssets": [asset],
        "customer": {"externalId": "somebody"},
    }
    with time_machine.travel(AT, tick=False):
        booked = post(client, told, "/bookings/one-stop", wish)
    assert booked.status_code == 201, booked.content
    [rental] = Rental.objects.open().select_related("leg")
    return unlock_rental(rental, by=TIMER, at=AT)


def test_every_vehicle_is_free_and_in_the_town(told):
    fleet = Fleet.objects.get(system_id=SYSTEM_ID)
    town = fleet.regions.get(region_id="ravensluis").area
    assets = list(Asset.objects.filter(fleet=fleet))

    assert len(told["assets"]) == len(set(told["assets"])) == len(assets) == VEHICLES
    assert told["asset"] == told["assets"][0]
    assert all(covers(town, asset.longitude, asset.latitude) for asset in assets)


def test_regions_are_of_every_kind_and_sound(told):
    for region in Region.objects.all():
        check_area(region.area)

    assert set(Region.objects.values_list("kind", flat=True)) == set(RegionKind)


@needs_face("tomp")
def test_scooter_is_rented_moves_drains_and_is_sold(client, told):
    rental = rent(client, told, told["asset"])
    before = Asset.objects.get(asset_id=told["asset"])
    later = AT + timedelta(minutes=12)
    for minute in range(1, 13):
        simulate(at=AT + timedelta(minutes=minute))

    with time_machine.travel(later, tick=False):
        ended = post(client, told, f"/legs/{rental.leg.reference}/events", {"event": "FINISH"})

    after = Asset.objects.get(asset_id=told["asset"])
    assert ended.json()["state"] == "FINISHED"
    assert (after.longitude, after.latitude) != (before.longitude, before.latitude)
    assert after.charge < before.charge
    assert str(Order.objects.get().total_amount) == "3.28"


@needs_face("tomp")
def test_second_start_leaves_out_what_is_rented(client, told, tmp_path):
    rent(client, told, told["asset"])

    again = seed(tmp_path, at=AT + timedelta(minutes=5))["tomp_1_6"]

    assert again == {**told, "asset": told["assets"][1], "assets": told["assets"][1:]}
