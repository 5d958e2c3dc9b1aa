"""What another tenant, or another channel, owns is not there: by table, for every path."""

from __future__ import annotations

import pytest
import time_machine

from operators.models import Stop
from protocols.maas_tsp.urls import OPERATIONS, operations
from tests.factories.moments import NOW
from tests.protocols.maas_tsp.client import Caller, create_request
from tests.protocols.maas_tsp.worlds import (
    MaasWorld,
    neighbour_of,
    open_maas,
    ride_wish,
    scooter_wish,
    taxi_wish,
)

pytestmark = pytest.mark.django_db

# Each method of each path: what is sent with the id of somebody else, or why there is no id.
OWN = "lists what is the caller's own, which is looked at below"
NO_ID = "names nothing that is owned"
IN_BODY = "its body names what is looked at below"
TABLE = {
    ("GET", "bookings/options"): OWN,
    ("POST", "bookings"): IN_BODY,
    ("GET", "bookings/{id}"): "bookings/{booking}",
    ("PATCH", "bookings/{id}"): "bookings/{booking}",
    ("DELETE", "bookings/{id}"): "bookings/{booking}",
    ("GET", "bookings/{id}/receipt"): "bookings/{over}/receipt",
    ("POST", "bookings/{id}/ticket"): "bookings/{booking}/ticket",
    ("GET", "stations"): OWN,
    ("GET", "stations/{id}"): "a stop or station of the tenant, which is looked at below",
    ("POST", "customer-registration"): NO_ID,
    ("POST", "customer-auth"): NO_ID,
    ("POST", "customer-auth-validate"): "its code is looked at with the linking of accounts",
    ("POST", "vehicle-alert"): IN_BODY,
}
WITH_IDS = [
    pytest.param(method, path, id=f"{method} {address}")
    for (method, address), path in TABLE.items()
    if path.startswith("bookings/{")
]


@pytest.fixture(scope="module")
def strangers(maas: MaasWorld, tmp_path_factory: pytest.TempPathFactory) -> MaasWorld:
    """Another tenant with the same stops, buses, scooters and taxis."""
    return open_maas(tmp_path_factory.mktemp("feed"))


@pytest.fixture(scope="module")
def neighbour(maas: MaasWorld) -> Caller:
    """Another channel of the same tenant."""
    return neighbour_of(maas)


@pytest.fixture(params=["neighbour", "stranger"])
def outsider(request, neighbour, strangers) -> Caller:
    return neighbour if request.param == "neighbour" else strangers.caller()


@pytest.fixture(scope="module")
def ids(maas: MaasWorld) -> dict[str, str]:
    """Something of each kind that could leak."""
    caller = maas.caller()
    with time_machine.travel(NOW, tick=False):
        booked = caller.create(caller.options(**ride_wish())[0])
        over = caller.create(caller.options(**ride_wish())[0], customer={"opaqueId": "d1"})
        caller.cancel(over["tspId"])
        return {"booking": booked["tspId"], "over": over["tspId"]}


def test_table_is_the_urlconf():
    methods = {
        (method.upper(), address)
        for address, view in OPERATIONS.items()
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(view, method)
    }

    assert set(TABLE) == methods
    assert [pattern.callback.view_class for pattern in operations] == list(OPERATIONS.values())


@pytest.mark.parametrize(("method", "path"), WITH_IDS)
def test_id_of_somebody_else_is_not_there(caller, outsider, ids, method, path):
    def send(sender: Caller, **others: str):
        address = path.format(**{**ids, **others})
        body = {
            "POST": {"tspId": address.split("/")[1], "token": {}, "ticket": "ticket.svg"},
            "PATCH": {"tspId": address.split("/")[1]},
        }
        return sender.send(method, f"/{address}", body.get(method))

    unknown = send(outsider, booking="nobody-has-it", over="nobody-has-it")
    refused, answered = send(outsider), send(caller)

    assert (refused.status_code, refused.json()["code"]) == (404, unknown.json()["code"])
    assert unknown.status_code == 404
    assert answered.status_code in (200, 204), answered.content


@pytest.mark.parametrize("wish", [ride_wish(), scooter_wish(), taxi_wish()])
def test_offer_of_somebody_else_is_not_there(caller, outsider, wish):
    option = caller.options(**wish)[0]
    nobody = {**option, "meta": {**option["meta"], "offer": {"ref": "nobody-has-it"}}}

    unknown, refused = outsider.try_create(nobody), outsider.try_create(option)

    assert refused.status_code == unknown.status_code == 400
    assert refused.json()["code"] == unknown.json()["code"]
    assert caller.try_create(option).status_code == 200


def test_rides_of_another_tenant_are_not_offered(caller, strangers):
    operator = strangers.shop.product.operator
    operator.feeds.get().versions.update(last_date="2026-06-01")

    assert len(caller.options(**ride_wish())) == 4
    assert len(strangers.caller().options(**ride_wish())) == 3


@pytest.mark.parametrize("wish", [scooter_wish(), taxi_wish()])
def test_vehicles_of_another_tenant_are_not_offered(caller, strangers, wish):
    told = [{one["tspProduct"]["id"] for one in each.options(**wish)} for each in
            (caller, strangers.caller())]  # fmt: skip

    assert told[0]
    assert told[0] & told[1] == set()


def test_channel_that_sells_no_vehicles_is_offered_none(neighbour):
    assert neighbour.options(**scooter_wish()) == []
    assert neighbour.options(**taxi_wish()) == []


def test_booking_of_somebody_else_cannot_be_extended(outsider, ids):
    """What asks for extensions of it answers as for a booking that nobody has."""
    unknown = outsider.send("GET", "/bookings/options", query=named(tspIdToExtend="nobody-has-it"))
    refused = outsider.send("GET", "/bookings/options", query=named(tspIdToExtend=ids["booking"]))

    assert refused.status_code == unknown.status_code
    assert refused.json().get("options") == unknown.json().get("options")


def named(**more: str) -> dict[str, str]:
    return {name.rstrip("_"): value for name, value in {**ride_wish(), **more}.items()}


def test_stops_of_another_tenant_are_not_listed(caller, strangers):
    place = {"location": "52.15,4.35", "radius": 20_000}
    Stop.objects.filter(version__feed__operator=strangers.shop.product.operator).update(latitude=-1)

    assert len(caller.stations(**place)) > 0
    assert strangers.caller().stations(**place) == []


def test_one_customer_of_two_callers_is_two(caller, outsider):
    """The same hash of a user, sent by others, is somebody else: no booking of theirs is in the
    way, and none is told of."""
    booked = caller.create(caller.options(**ride_wish())[0])
    theirs = outsider.try_create(outsider.options(**ride_wish())[0])

    assert theirs.status_code == 200
    assert theirs.json()["tspId"] != booked["tspId"]


def test_request_without_its_offer_sells_nothing(outsider, caller):
    request = create_request(caller.options(**ride_wish())[0])
    del request["meta"]["offer"]

    response = outsider.send("POST", "/bookings", request)

    assert response.status_code in (400, 404)
