"""/operator/meta says what is served, and what it says is so."""

from __future__ import annotations

import pytest

from protocols.tomp.dialects import DIALECTS
from protocols.tomp.meta import IMPLEMENTED, NOT_IMPLEMENTED, Endpoint, endpoints_of
from protocols.tomp.urls import OPERATIONS
from protocols.tomp.versions import VERSIONS
from tests.factories.moments import NOW
from tests.protocols.tomp.edge.renting import Rentals, open_rentals
from tests.protocols.tomp.partner import Partner, planning_request
from tests.protocols.tomp.published import MISSING, read_published
from tests.protocols.tomp.v1_6 import published as published_1_6
from tests.protocols.tomp.v1_6.platform import CORNER

pytestmark = pytest.mark.django_db

EACH = [(version, number) for number, versions in VERSIONS.items() for version in versions]
JOURNEYS = {"COMMIT", "CANCEL", "EXPIRE", "SET_IN_USE"}
"""Events that are tried with a journey; the others with a vehicle."""
RIDING = {"PAUSE", "OPEN_TRUNK", "START_FINISHING", "FINISH"}
"""Events of a vehicle in use."""
CHOOSING = {"/legs/{id}/available-assets", "/legs/{id}/ancillaries/{category}/{number}"}
"""What journeys do not have, and these operations are there to say so."""


@pytest.fixture
def partner(later) -> Partner:
    return Partner(later)


@pytest.fixture(scope="module")
def rentals(module_database: None) -> Rentals:
    return open_rentals()


def rows_of(version: str) -> list[Endpoint]:
    return endpoints_of(version, DIALECTS[version[:3]], OPERATIONS)


def rows(status: str) -> list[object]:
    """Every row of every version with that status."""
    return [
        pytest.param(version, row, id=f"{version} {row.method} {row.path} {row.event}".strip())
        for version, _ in EACH
        for row in rows_of(version)
        if row.status == status
    ]


def call(partner: Partner, row: Endpoint, known: str = "one", body: object = None):
    """A request that makes sense, as far as the row can be served at all."""
    query = "?state=PENDING" if (row.method, row.path) == ("GET", "/bookings") else ""
    event = {"operation": row.event, "event": row.event, "time": NOW.isoformat()}
    path = row.path.replace("{id}", known).replace("{category}/{number}", "AB/01")
    sent = None if row.method == "GET" else body or event
    media = "application/merge-patch+json" if row.method == "PATCH" else "application/json"
    return partner.send(row.method, path + query, sent, media=media)


def known_id(partner: Partner, row: Endpoint) -> str:
    """The id of what the row is about, made over the version that all tests speak."""
    if row.path.startswith("/customers"):
        newer = Partner(partner.world, version="1.6.1")
        return newer.post("/customers", {"externalId": "ada"}).json()["id"]
    if row.path.startswith("/legs") and row.event not in {*JOURNEYS, ""}:
        option = partner.post("/plannings", {"from": CORNER}).json()["options"][0]
        wish = {"id": option["id"], "customer": {"id": "ada"}}
        booking = partner.change(partner.post("/bookings", wish).json(), "COMMIT")
        leg: str = booking["legs"][0]["id"]
        if row.event in RIDING:
            assert partner.activate(leg).status_code == 200
        return leg
    is_sold = row.event == "SET_IN_USE" or row.path.startswith("/payment")
    booking = partner.commit() if is_sold else partner.book()
    return booking["legs"][0]["id"] if row.path.startswith("/legs") else booking["id"]


@pytest.mark.parametrize(("version", "row"), rows(IMPLEMENTED))
def test_row_that_is_implemented_is_served(later, rentals, version, row):
    rents = row.path.startswith("/legs") and row.event not in {*JOURNEYS, ""}
    world = rentals if rents or "one-stop" in row.path else later
    partner, maker = Partner(world, version=version), Partner(world)
    known = known_id(maker, row) if "{id}" in row.path or row.path == "/support/" else ""
    bodies = {
        "/plannings": lambda: planning_request(partner.world),
        "/planning/inquiries": lambda: planning_request(partner.world),
        "/planning/offers": lambda: planning_request(partner.world),
        "/bookings": lambda: {"id": maker.offer()},
        "/bookings/one-stop": lambda: {
            "from": CORNER, "useAssets": [rentals.asset.asset_id], "customer": {"id": "ada"},
        },
        "/bookings/{id}/notifications": lambda: {"type": "OTHER"},
        "/customers": lambda: {"externalId": "ada"},
        "/payment/{id}/claim-extra-costs": lambda: {
            "category": "OTHER", "description": "Late", "amount": -1,
        },
        "/support/": lambda: {"id": known, "supportType": "OTHER"},
    }  # fmt: skip
    body = bodies[row.path]() if row.method == "POST" and row.path in bodies else None
    if row.event == "ASSIGN_ASSET":
        asset = {"id": rentals.asset.asset_id, "overriddenProperties": {}}
        body = {"event": "ASSIGN_ASSET", "time": NOW.isoformat(), "asset": asset}

    answer = call(partner, row, known, body)

    if row.path in CHOOSING:
        assert answer.status_code in (403, 404)
        assert answer.json()["type"] in ("NothingToChoose", "AncillaryUnknown")
    else:
        assert answer.status_code in (200, 201, 204), answer.content


@pytest.mark.parametrize(("version", "row"), rows(NOT_IMPLEMENTED))
def test_row_that_is_not_implemented_says_so(later, version, row):
    answer = call(Partner(later, version=version), row).json()

    refusal = ("NotSupported", 400) if row.event else ("NotServed", 404)
    assert (answer["type"], answer["status"]) == refusal


@pytest.mark.parametrize(("version", "number"), EACH)
def test_each_row_is_there_once(version, number):
    found = rows_of(version)

    assert len({(row.method, row.path, row.event) for row in found}) == len(found)


@pytest.mark.parametrize(("version", "number"), EACH)
def test_rows_are_all_that_the_version_has(version, number):
    """And nothing else: what is routed for the other version is not served on this one."""
    published = read_published("1.1.0") if number == "1.1" else published_1_6.read_published()
    if published is None:
        pytest.skip(MISSING)

    assert {(row.method, row.path) for row in rows_of(version)} == published.operations


def test_what_another_version_has_is_not_served(partner):
    paths = {row.path for row in rows_of("1.6.1")} - {row.path for row in rows_of("1.1.3")}

    assert paths == {
        "/bookings/one-stop",
        "/customers",
        "/customers/{id}",
        "/legs/{id}/ancillaries/{category}/{number}",
        "/legs/{id}/confirmation",
        "/operator/ping",
        "/planning/inquiries",
        "/planning/offers",
    }
    for row in rows_of("1.6.1"):
        if row.path in paths:
            answer = call(partner, row)
            assert (answer.status_code, answer.json()["type"]) == (404, "NotServed")


def test_events_are_those_of_the_version():
    def events(version, path, status):
        return {row.event for row in rows_of(version) if (row.path, row.status) == (path, status)}

    bookings, legs = "/bookings/{id}/events", "/legs/{id}/events"
    assert events("1.1.0", bookings, IMPLEMENTED) == {"COMMIT", "CANCEL", "EXPIRE"}
    assert events("1.1.3", bookings, IMPLEMENTED) == {"COMMIT", "CANCEL"}
    assert events("1.1.3", bookings, NOT_IMPLEMENTED) == {"EXPIRE", "DENY"}
    assert events("1.6.1", bookings, IMPLEMENTED) == {"COMMIT", "CANCEL"}
    assert events("1.6.1", bookings, NOT_IMPLEMENTED) == {"DENY"}
    both = {"PREPARE", "ASSIGN_ASSET", "SET_IN_USE", "PAUSE", "START_FINISHING", "FINISH"}
    assert events("1.1.0", legs, IMPLEMENTED) == events("1.1.3", legs, IMPLEMENTED) == both
    assert events("1.6.1", legs, IMPLEMENTED) == both | {"OPEN_TRUNK", "CANCEL"}


def test_answer_follows_both_published_files(client):
    published, newer = read_published("1.1.0"), published_1_6.read_published()
    if published is None or newer is None:
        pytest.skip(MISSING)

    answer = client.get("/operator/meta")

    newer.check("GET", "/operator/meta", answer)
    for entry in answer.json()[:2]:
        published.validate(entry, "components", "schemas", "endpointImplementation")


@pytest.mark.parametrize(
    "path", ["/operator/information", "/operator/stations", "/bookings?state=CONFIRMED"]
)
@pytest.mark.parametrize("version", ["1.1.0", "1.1.3"])
def test_lists_follow_the_published_file(later, path, version):
    published = read_published(version)
    if published is None:
        pytest.skip(MISSING)
    partner = Partner(later, version=version)
    Partner(later).sell()

    published.check("GET", path.split("?")[0], partner.get(path))


@pytest.mark.parametrize(
    "path", ["/bookings?state=OLD", "/bookings/nothing", "/legs/nothing", "/nowhere"]
)
def test_refusals_follow_the_published_file(partner, path):
    published = read_published("1.1.0")
    if published is None:
        pytest.skip(MISSING)

    published.validate(partner.get(f"/tomp{path}").json(), "components", "schemas", "error")


@pytest.mark.parametrize("version", ["1.1.3", "1.6.1"])
def test_pages_are_as_large_as_meta_says(later, version):
    partner = Partner(later, version=version)
    limits = {row.path: row.max_page_size for row in rows_of(version) if row.max_page_size}

    assert limits == {
        "/bookings": 100,
        "/operator/stations": 1000,
        "/operator/regions": 10,
        "/operator/alerts": 100,
        "/operator/available-assets": 100,
        "/payment/journal-entry": 100,
        "/legs/{id}/available-assets": 100,
    }
    del limits["/legs/{id}/available-assets"]  # there are none, on no page
    for path, limit in limits.items():
        state = "PENDING" if path == "/bookings" else "TO_INVOICE"
        query = f"{path}?state={state}&limit={{}}"
        assert partner.get(query.format(limit)).status_code == 200
        assert partner.get(query.format(limit + 1)).json()["errorcode"] == 1009


def test_pages_follow_each_other(partner):
    whole = partner.get("/operator/stations").json()

    pages = [partner.get(f"/operator/stations?limit=2&offset={at}").json() for at in (0, 2, 4, 6)]

    assert [station for page in pages for station in page] == whole
    assert [len(page) for page in pages] == [2, 2, 2, 0]


def test_bookings_are_listed_by_state_in_the_order_they_were_made(partner, clock):
    held = [partner.book()["id"] for _ in range(3)]
    partner.operate(held[1], "CANCEL")
    sold = partner.commit()

    def listed(state):
        return [booking["id"] for booking in partner.get(f"/bookings?state={state}").json()]

    assert listed("PENDING") == [held[0], held[2]]
    assert listed("RELEASED") == [held[1]]
    assert listed("CONFIRMED") == [sold["id"]]
    partner.activate(sold["legs"][0]["id"])
    assert listed("CONFIRMED") == [sold["id"]]
    assert listed("STARTED") == listed("NEW") == []
    assert partner.get("/bookings?state=PENDING&limit=1&offset=1").json()[0]["id"] == held[2]
    clock.move_to(NOW.replace(hour=11))
    assert (listed("PENDING"), listed("EXPIRED")) == ([], [held[0], held[2]])
