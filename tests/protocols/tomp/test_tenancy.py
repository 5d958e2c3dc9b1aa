"""What another tenant, or another channel, owns is not there: by table, for every route."""

from __future__ import annotations

import pytest
import time_machine

from protocols.tomp.urls import OPERATIONS, operations
from tests.factories.moments import NOW
from tests.factories.sales import AncillaryFactory
from tests.factories.scenarios import AT_ONCE
from tests.factories.service import AlertFactory
from tests.protocols.tomp.edge.renting import Rentals, open_rentals
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.v1_6.platform import CORNER
from tests.protocols.worlds import World, build_world, open_channel, other_channel

pytestmark = pytest.mark.django_db

EVENT = {"time": NOW.isoformat(), "event": "SET_IN_USE"}

# Each method of each route: what is sent with the id of somebody else, or why there is no id.
NO_ID = "names nothing that is owned; what it lists is looked at below"
PER_VEHICLE = "names a vehicle, which is looked at below"
TABLE = {
    ("POST", "plannings"): NO_ID,
    ("POST", "planning/inquiries"): NO_ID,
    ("POST", "planning/offers"): NO_ID,
    ("POST", "bookings/one-stop"): PER_VEHICLE,
    ("POST", "customers"): NO_ID,
    ("GET", "customers/{id}"): lambda ids: (f"/customers/{ids['customer']}", None),
    ("PATCH", "customers/{id}"): lambda ids: (f"/customers/{ids['customer']}", {}),
    ("DELETE", "customers/{id}"): lambda ids: (f"/customers/{ids['customer']}", None),
    ("POST", "legs/{id}/ancillaries/{category}/{number}"): lambda ids: (
        f"/legs/{ids['held leg']}/ancillaries/AB/01",
        None,
    ),
    ("DELETE", "legs/{id}/ancillaries/{category}/{number}"): lambda ids: (
        f"/legs/{ids['held leg']}/ancillaries/AB/01",
        None,
    ),
    ("GET", "operator/ping"): NO_ID,
    ("POST", "bookings"): lambda ids: ("/bookings", {"id": ids["offer"]}),
    ("GET", "bookings"): NO_ID,
    ("GET", "bookings/{id}"): lambda ids: (f"/bookings/{ids['booking']}", None),
    ("POST", "bookings/{id}/events"): lambda ids: (
        f"/bookings/{ids['held']}/events",
        {"operation": "COMMIT"},
    ),
    ("PUT", "bookings/{id}"): lambda ids: (f"/bookings/{ids['held']}", {}),
    ("GET", "bookings/{id}/notifications"): lambda ids: (
        f"/bookings/{ids['held']}/notifications",
        None,
    ),
    ("POST", "bookings/{id}/notifications"): lambda ids: (
        f"/bookings/{ids['held']}/notifications",
        {"type": "OTHER"},
    ),
    ("POST", "bookings/{id}/subscription"): lambda ids: (
        f"/bookings/{ids['held']}/subscription",
        None,
    ),
    ("DELETE", "bookings/{id}/subscription"): lambda ids: (
        f"/bookings/{ids['held']}/subscription",
        None,
    ),
    ("GET", "legs/{id}/progress"): lambda ids: (f"/legs/{ids['leg']}/progress", None),
    ("GET", "legs/{id}/available-assets"): lambda ids: (
        f"/legs/{ids['leg']}/available-assets",
        None,
    ),
    ("GET", "legs/{id}"): lambda ids: (f"/legs/{ids['leg']}", None),
    ("POST", "legs/{id}/events"): lambda ids: (f"/legs/{ids['leg']}/events", EVENT),
    ("GET", "operator/meta"): NO_ID,
    ("GET", "operator/information"): NO_ID,
    ("GET", "operator/stations"): NO_ID,
    ("GET", "operator/regions"): NO_ID,
    ("GET", "operator/alerts"): NO_ID,
    ("GET", "operator/operating-calendar"): NO_ID,
    ("GET", "operator/operating-hours"): NO_ID,
    ("GET", "operator/pricing-plans"): NO_ID,
    ("GET", "operator/available-assets"): NO_ID,
    ("GET", "payment/journal-entry"): NO_ID,
    ("POST", "payment/{id}/claim-extra-costs"): lambda ids: (
        f"/payment/{ids['booking']}/claim-extra-costs",
        {"category": "OTHER", "description": "Late", "amount": -1},
    ),
    ("POST", "support"): lambda ids: (
        "/support",
        {"id": ids["booking"], "supportType": "OTHER"},
    ),
    ("GET", "support/{id}/status"): lambda ids: (f"/support/{ids['booking']}/status", None),
}
WITH_IDS = [
    pytest.param(version, key[0], call, id=" ".join([version, *key]))
    for key, call in TABLE.items()
    if callable(call)
    for version in ("1.1.3", "1.6.1")
    if version[:3] in OPERATIONS[key[1]].dialects
]


@pytest.fixture(scope="module")
def neighbour(at_once) -> World:
    """Another channel of the same tenant."""
    token, secret = open_channel(other_channel(at_once.shop))
    return World(at_once.shop, token, secret)


@pytest.fixture(scope="module")
def stranger(at_once, tmp_path_factory) -> World:
    """Another tenant with the same stops and buses."""
    return build_world(tmp_path_factory.mktemp("feed"), product=AT_ONCE)


@pytest.fixture(scope="module")
def ids(at_once) -> dict[str, str]:
    """Something of each kind that could leak."""
    owner = Partner(at_once)
    with time_machine.travel(NOW, tick=False):
        booking, leg = owner.sell()
        AncillaryFactory(product=at_once.shop.product, category="AB", number="01")
        held = owner.book()
        account = Partner(at_once, version="1.6.1").post("/customers", {"externalId": "ada"})
        return {
            "offer": owner.offer(),
            "held": held["id"],
            "held leg": held["legs"][0]["id"],
            "customer": account.json()["id"],
            "booking": booking["id"],
            "leg": leg["id"],
        }


@pytest.fixture(scope="module")
def rentals(module_database: None) -> Rentals:
    """Another tenant, which rents out vehicles."""
    return open_rentals()


@pytest.fixture(params=["neighbour", "stranger"])
def outsider(request) -> Partner:
    return Partner(request.getfixturevalue(request.param))


@pytest.fixture
def owner(at_once, neighbour, stranger) -> Partner:
    return Partner(at_once)


def test_table_is_the_urlconf():
    methods = {
        (method.upper(), address)
        for address, view in OPERATIONS.items()
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(view, method)
    }

    assert set(TABLE) == methods
    assert [pattern.callback.view_class for pattern in operations] == list(OPERATIONS.values())


@pytest.mark.parametrize(("version", "method", "call"), WITH_IDS)
@pytest.mark.parametrize("base", ["", "/tomp"])
def test_id_of_somebody_else_is_not_there(owner, outsider, ids, version, method, call, base):
    path, body = call(ids)
    media = "application/merge-patch+json" if method == "PATCH" else "application/json"

    def send(partner):
        speaker = Partner(partner.world, version=version)
        return speaker.send(method, base + path, body, media=media)

    refused, answered = send(outsider), send(owner)

    told = refused.json()
    [error] = told["errors"] if path.startswith("/customers") else [told]
    assert (refused.status_code, error["errorcode"] % 1000) == (404, 204)
    expected = (403,) if path.endswith("available-assets") else (200, 201, 204)
    assert answered.status_code in expected


def test_vehicle_of_somebody_else_is_not_there(owner, rentals):
    wish = {
        "from": CORNER,
        "useAssets": [rentals.asset.asset_id],
        "customer": {"externalId": "ada"},
    }

    answers = [
        Partner(world, version="1.6.1").post("/bookings/one-stop", wish)
        for world in (owner.world, rentals)
    ]

    assert [answer.status_code for answer in answers] == [406, 201]
    assert answers[0].json()["errorcode"] == 3204


@pytest.mark.parametrize("state", ["PENDING", "CONFIRMED"])
def test_bookings_of_somebody_else_are_not_listed(owner, outsider, ids, state):
    assert len(owner.get(f"/bookings?state={state}").json()) == 1
    assert outsider.get(f"/bookings?state={state}").json() == []


def test_stops_of_another_tenant_are_not_listed(owner, stranger):
    stations = [station["stationId"] for station in owner.get("/operator/stations").json()]

    assert stations == ["beach", "church", "church:1", "church:2", "island", "market"]


def test_information_is_of_the_own_operator(owner, stranger):
    operators = [
        partner.get("/operator/information").json()["systemId"]
        for partner in (owner, Partner(stranger))
    ]

    assert operators == [world.shop.product.operator.code for world in (owner.world, stranger)]


def test_rides_of_another_tenant_are_not_offered(owner, stranger):
    operator = stranger.shop.product.operator
    operator.feeds.get().versions.update(last_date="2026-06-01")

    assert len(owner.plan()["options"]) == 4
    assert len(Partner(stranger).plan()["options"]) == 3


@pytest.mark.parametrize("path", ["regions", "operating-calendar", "operating-hours"])
def test_service_of_another_tenant_is_not_told(owner, stranger, path):
    def regions(partner):
        rows = partner.get(f"/operator/{path}").json()
        return {row["regionId"] for row in rows}

    [own], [foreign] = regions(owner), regions(Partner(stranger))

    assert own != foreign


def test_alerts_of_another_tenant_are_not_told(owner, outsider, stranger):
    alert = AlertFactory(operator=stranger.shop.product.operator)

    assert owner.get("/operator/alerts").json() == []
    [told] = Partner(stranger).get("/operator/alerts").json()
    assert told["alertId"] == alert.reference


def test_plans_of_somebody_else_are_not_told(owner, stranger):
    plans = [
        [plan["planId"] for plan in partner.get("/operator/pricing-plans").json()]
        for partner in (owner, Partner(stranger))
    ]

    assert plans[0] != plans[1]


def test_journal_of_somebody_else_is_not_told(owner, outsider, ids):
    assert len(owner.get("/payment/journal-entry").json()) == 1
    assert outsider.get("/payment/journal-entry").json() == []
    assert outsider.get(f"/payment/journal-entry?id={ids['booking']}").json() == []
