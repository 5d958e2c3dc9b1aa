"""/operator/meta says what is served, and what it says is so."""

from __future__ import annotations

import pytest

from protocols.tomp.meta import EVENTS_NOT_SERVED, NOT_SERVED, SERVED, Endpoint
from protocols.tomp.urls import OPERATIONS
from tests.factories.moments import NOW
from tests.protocols.tomp.partner import Partner, planning_request
from tests.protocols.tomp.published import MISSING, read_published

pytestmark = pytest.mark.django_db

ROWS = (*SERVED, *EVENTS_NOT_SERVED, *NOT_SERVED)


@pytest.fixture
def partner(later) -> Partner:
    return Partner(later)


def named(row: Endpoint) -> str:
    return f"{row.method} {row.path} {row.event}".strip()


def call(partner: Partner, row: Endpoint, known: str = "one", body: object = None):
    """A request that makes sense, as far as the row can be served at all."""
    query = "?state=PENDING" if (row.method, row.path) == ("GET", "/bookings") else ""
    event = {"operation": row.event, "event": row.event, "time": NOW.isoformat()}
    path = row.path.replace("{id}", known) + query
    return partner.send(row.method, path, None if row.method == "GET" else body or event)


@pytest.mark.parametrize("row", SERVED, ids=named)
def test_row_that_is_implemented_is_served(partner, row):
    is_sold = row.event == "SET_IN_USE" or row.path.startswith("/payment")
    booking = partner.commit() if is_sold else partner.book()
    known = booking["legs"][0]["id"] if row.path.startswith("/legs") else booking["id"]
    bodies = {
        "/plannings": planning_request(partner.world),
        "/bookings": {"id": partner.offer()},
        "/bookings/{id}/notifications": {"type": "OTHER"},
        "/payment/{id}/claim-extra-costs": {"description": "Late", "amount": -1},
        "/support/": {"id": booking["id"], "supportType": "OTHER"},
    }

    answer = call(partner, row, known, bodies.get(row.path))

    # Vehicles of public transport are not chosen, which that operation is there to say.
    done = (403,) if row.path == "/legs/{id}/available-assets" else (200, 201, 204)
    assert answer.status_code in done


@pytest.mark.parametrize("row", [*EVENTS_NOT_SERVED, *NOT_SERVED], ids=named)
def test_row_that_is_not_implemented_says_so(partner, row):
    answer = call(partner, row).json()

    refusal = ("NotSupported", 400) if row.event else ("NotServed", 404)
    assert (answer["type"], answer["status"]) == refusal


def test_each_row_is_there_once():
    assert len({(row.method, row.path, row.event) for row in ROWS}) == len(ROWS)


def test_rows_that_are_implemented_are_the_routes():
    routes = {
        (method.upper(), f"/{address}")
        for address, view in OPERATIONS.items()
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(view, method)
    }

    # The published file ends one path with a slash; all are served with and without.
    assert {(row.method, row.path.rstrip("/")) for row in SERVED} == routes


def test_everything_in_the_published_file_has_a_row():
    published = read_published("1.1.0")
    if published is None:
        pytest.skip(MISSING)

    assert {(row.method, row.path) for row in ROWS} == published.operations


def test_answer_follows_the_published_file(client):
    published = read_published("1.1.0")
    if published is None:
        pytest.skip(MISSING)

    published.check("GET", "/operator/meta", client.get("/operator/meta"))


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


def test_pages_are_as_large_as_meta_says(partner):
    limits = {row.path: row.max_page_size for row in SERVED if row.max_page_size}

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
