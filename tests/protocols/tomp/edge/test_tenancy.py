"""What another tenant, or another channel, owns is not there: by table, for every route."""

from __future__ import annotations

import pytest
import time_machine

from protocols.tomp.edge.urls import OPERATIONS, operations
from tests.factories.moments import NOW
from tests.factories.sales import CatalogueEntryFactory, SalesChannelFactory
from tests.factories.scenarios import AT_ONCE
from tests.protocols.tomp.edge import voi
from tests.protocols.tomp.edge.renting import Rentals, Rider, open_rentals
from tests.protocols.tomp.partner import Partner
from tests.protocols.worlds import build_world, open_channel

# Made before the first test begins, whose own transaction would take them away again.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("neighbour", "stranger", "ids")]

# Each method of each route: what is sent with the id of somebody else, or why there is no id.
NO_ID = "names nothing that is owned; what it lists is looked at below"
TABLE = {
    ("GET", "operator/regions"): NO_ID,
    ("GET", "operator/meta"): NO_ID,
    ("GET", "operator/pricing-plans"): NO_ID,
    ("POST", "bookings/one-stop"): "a vehicle of another tenant is looked at below",
    ("GET", "bookings/{id}"): lambda ids: (f"/bookings/{ids['booking']}", None),
    ("GET", "legs/{id}"): lambda ids: (f"/legs/{ids['leg']}", None),
    ("POST", "legs/{id}/events"): lambda ids: (f"/legs/{ids['leg']}/events", {"event": "FINISH"}),
    ("POST", "support"): lambda ids: ("/support", {**voi.SUPPORT_REQUEST, "id": ids["booking"]}),
}
WITH_IDS = [
    pytest.param(key[0], call, id=" ".join(key)) for key, call in TABLE.items() if callable(call)
]


@pytest.fixture(scope="module")
def neighbour(opened: Rentals) -> Rentals:
    """Another channel of the same tenant that rents out the same fleet."""
    channel = SalesChannelFactory(
        tenant=opened.tenant, seller=opened.channel.seller, partner=opened.channel.partner
    )
    CatalogueEntryFactory(channel=channel, product=opened.product)
    token, secret = open_channel(channel)
    return replaced(opened, channel, token.token, secret)


def replaced(world: Rentals, channel, token, secret) -> Rentals:
    return Rentals(
        channel,
        world.product,
        world.fleet,
        world.region,
        world.plan,
        world.asset_type,
        world.asset,
        token,
        secret,
    )


@pytest.fixture(scope="module")
def stranger(opened: Rentals) -> Rentals:
    """Another tenant with a vehicle of the same id."""
    return open_rentals()


@pytest.fixture(scope="module")
def ids(opened: Rentals) -> dict[str, str]:
    with time_machine.travel(NOW, tick=False):
        booking = Rider(opened).ride()
    return {"booking": booking["id"], "leg": booking["legs"][0]["id"]}


@pytest.fixture(params=["neighbour", "stranger"])
def outsider(request) -> Rider:
    return Rider(request.getfixturevalue(request.param))


def test_table_is_the_urlconf():
    methods = {
        (method.upper(), address)
        for address, view in OPERATIONS.items()
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(view, method)
    }

    assert set(TABLE) == methods
    assert [pattern.callback.view_class for pattern in operations] == list(OPERATIONS.values())


@pytest.mark.parametrize(("method", "call"), WITH_IDS)
@pytest.mark.parametrize("slash", ["", "/"])
def test_id_of_somebody_else_is_not_there(rider, outsider, ids, method, call, slash):
    path, body = call(ids)

    refused = outsider.send(method, path + slash, body)
    answered = rider.send(method, path + slash, body)

    assert (refused.status_code, refused.json()["errorcode"] % 1000) == (404, 204)
    assert answered.status_code == 200


def test_vehicle_of_another_tenant_is_another_one(rider, stranger, ids):
    own = Rider(stranger).book()

    assert own["id"] != ids["booking"]
    assert rider.try_to_book(customer={"externalId": "somebody"}).status_code == 406


def test_vehicle_that_another_channel_rents_out_is_taken(neighbour, ids):
    assert Rider(neighbour).try_to_book().status_code == 406


@pytest.mark.parametrize("path", ["regions", "pricing-plans"])
def test_fleet_of_another_tenant_is_not_told(rider, stranger, path):
    stranger.region.name = stranger.plan.name = "Hamburg"
    stranger.region.save()
    stranger.plan.save()

    [own] = rider.get(f"/operator/{path}").json()
    [foreign] = Rider(stranger).get(f"/operator/{path}").json()

    assert (own["name"] == "Hamburg", foreign["name"]) == (False, "Hamburg")


def test_journeys_and_rentals_are_told_by_their_own_doors(world, tmp_path):
    partner = Partner(build_world(tmp_path, product=AT_ONCE))
    journey = partner.commit()
    doors = replaced(world, partner.world.shop.channel, None, partner.world.secret)

    for path in (f"/bookings/{journey['id']}", f"/legs/{journey['legs'][0]['id']}"):
        assert Rider(doors).get(path).status_code == 404
        assert partner.get(path).status_code == 200


@pytest.mark.parametrize("version", ["1.1.3", "1.6.1"])
def test_rental_is_told_by_the_doors_for_everything(rider, ids, version):
    headers = {"Api": "TOMP", "Api_Version": version}
    bare = Rider(rider.world, base="")

    for path in (f"/bookings/{ids['booking']}", f"/legs/{ids['leg']}"):
        assert bare.get(path, **headers).json()["id"] == rider.get(path).json()["id"]
