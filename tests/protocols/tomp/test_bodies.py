"""Bodies that no well-behaved client sends: each is refused in TOMP's words, none is a fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.moments import NOW
from tests.protocols.tomp.partner import Partner, planning_request, stop_reference

pytestmark = pytest.mark.django_db

Place = tuple[str | int, ...]

PATHS = ["/plannings", "/bookings", "/bookings/{booking}/events", "/legs/{leg}/events"]
MODULES = dict(zip(PATHS, (2, 3, 3, 4), strict=True))

NO_JSON = {
    "truncated": b'{"id": "x"',
    "not a number": b'{"id": NaN}',
    "infinite": b'{"id": -Infinity}',
    "nested deeply": b"[" * 100_000,
    "objects nested deeply": b'{"id":' * 100_000,
    "nested deeply and closed": b"[" * 5_000 + b"]" * 5_000,
    "NUL": b'{"id": "a\\u0000b"}',
    "NUL as a name": b'{"\\u0000": 1}',
    "NUL behind an escaped backslash": b'{"id": "\\\\\\u0000"}',
    "bare NUL": b'{"id": "a\x00b"}',
    "lone surrogate": b'{"id": "\\ud800"}',
    "lone surrogate as a name": b'{"\\udfff": 1}',
    "endless number": b'{"id": ' + b"9" * 5_000 + b"}",
    "not UTF-8": b'{"id": "\xff"}',
    "UTF-16": '{"id": "x"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"id": "x"}',
    "two values": b"{} {}",
    "words": b"COMMIT",
    "XML": b"<id>x</id>",
}
NO_OBJECT = {
    "list": b"[]",
    "null": b"null",
    "text": b'"COMMIT"',
    "number": b"1",
    "huge number": b"1e999",
    "truth": b"true",
}


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


@pytest.fixture
def addresses(partner) -> dict[str, str]:
    """The paths with ids of a booking that is held."""
    booking = partner.book()
    ids = {"booking": booking["id"], "leg": booking["legs"][0]["id"]}
    return {path: path.format(**ids) for path in PATHS}


@pytest.mark.parametrize("body", [*NO_JSON.values(), *NO_OBJECT.values()], ids=[*NO_JSON, *NO_OBJECT])
@pytest.mark.parametrize("path", PATHS)
def test_body_that_is_no_object_is_refused(partner, addresses, path, body):
    response = partner.send("POST", addresses[path], body)

    answer = response.json()
    assert (response.status_code, answer["errorcode"]) == (400, MODULES[path] * 1000 + 2)


@pytest.mark.parametrize("path", PATHS)
def test_empty_body_misses_what_is_needed(partner, addresses, path):
    response = partner.send("POST", addresses[path], b"")

    answer = response.json()
    assert (response.status_code, answer["errorcode"]) == (400, MODULES[path] * 1000 + 1)


def test_fault_of_syntax_is_told_by_line_and_column(partner):
    response = partner.send("POST", "/bookings", b'{\n"id" 1}')

    assert response.json()["detail"] == (
        "The body is no valid JSON: Expecting ':' delimiter in line 2, column 6."
    )


@pytest.mark.parametrize(
    "type", ["application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"]
)
def test_parameters_of_the_media_type_do_not_matter(partner, type):
    body = json.dumps(planning_request(partner.world))

    assert partner.send("POST", "/plannings", body, type=type).status_code == 201


@pytest.mark.parametrize("type", ["", "text/plain", "text/json", "application/xml", "nonsense"])
def test_body_of_another_type_is_refused(partner, type):
    body = json.dumps(planning_request(partner.world))

    response = partner.send("POST", "/plannings", body, type=type)

    assert (response.status_code, response.json()["errorcode"]) == (415, 2002)


def test_backslash_and_emoji_in_a_name_are_kept(partner):
    customer = {"id": "\\u0000 is no NUL \\", "firstName": "Zo\u00eb \U0001f68b"}

    booking = partner.book(customer=customer)

    assert booking["customer"] == {"id": customer["id"]}


def test_members_that_are_null_count_as_left_out(partner):
    body = planning_request(
        partner.world, departureTime=None, arrivalTime=None, travelers=None, extraInfo=None
    )
    body["to"]["stationId"] = None
    del body["nrOfTravelers"]

    assert partner.post("/plannings", body).status_code == 201


def test_members_that_are_not_used_are_ignored(partner):
    body = planning_request(
        partner.world,
        radius="wide",
        useAssets=7,
        userGroups=[None],
        travelers=[{"requirements": {"abilities": [["HR", 1]]}, "cardTypes": "none"}],
    )
    body["from"].update(coordinates="here", physicalAddress=[])

    assert partner.post("/plannings", body).status_code == 201


# Every member that is read, with a value of its type.

PLANNING = {
    "from": {
        "name": "Market",
        "stationId": "market",
        "stopReference": [stop_reference("market")],
    },
    "to": {"stopReference": [stop_reference("beach")]},
    "departureTime": "2026-06-01T12:00:00+02:00",
    "arrivalTime": "2026-06-01T14:00:00+02:00",
    "nrOfTravelers": 1,
    "travelers": [
        {"age": 34, "referenceNumber": "t1", "requirements": {"ticketFormat": "QR"}},
    ],
    "extraInfo": {"ticketFormat": "QR"},
}
BOOKING = {
    "id": "one",
    "customer": {
        "id": "c-1",
        "firstName": "Ada",
        "lastName": "L",
        "email": "a@b.example",
        "phones": [{"number": "+31"}],
        "requirements": {"ticketFormat": "QR"},
    },
    "extraInfo": {"ticketFormat": "QR"},
}
OPERATION = {"operation": "COMMIT"}
EVENT = {"time": "2026-06-01T12:00:00+02:00", "event": "SET_IN_USE"}
BODIES = dict(zip(PATHS, (PLANNING, BOOKING, OPERATION, EVENT), strict=True))
NOT_READ = ("country",)
WRONG = {
    str: [5, 1.5, True, [], {}, ["x"], {"x": "y"}, "\ud7ff" * 300],
    int: ["x", "", True, 1.5, [], {}, -1, 10**30, 1e300],
    dict: ["x", 5, True, [], [{}]],
    list: ["x", 5, True, {}, [5], ["x"], [[]], [None], [{}] * 51],
}


def members_of(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Where every member of a body stands, and its value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in inner:
        if name in NOT_READ:
            continue
        yield (*place, name), each
        if isinstance(each, dict | list):
            yield from members_of(each, (*place, name))


WRONG_MEMBERS = [
    pytest.param(path, place, wrong, id=f"{path} {'.'.join(map(str, place))} {number}")
    for path, body in BODIES.items()
    for place, value in members_of(body)
    for number, wrong in enumerate(WRONG[type(value)])
]


@pytest.mark.parametrize(("path", "place", "wrong"), WRONG_MEMBERS)
def test_member_of_a_wrong_type_is_refused(partner, addresses, path, place, wrong):
    body = deepcopy(BODIES[path])
    inside = body
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = wrong

    response = partner.post(addresses[path], body)

    answer = response.json()
    assert response.status_code == 400, answer
    assert answer["errorcode"] // 1000 == MODULES[path]
    assert answer["detail"].startswith(str(place[0]))


# Anything at all

texts = st.text(max_size=20) | st.sampled_from(
    ["COMMIT", "SET_IN_USE", "market", "GTFS_STOP_ID", "2026-06-01T12:00:00Z", "QR", "\x00", "\ud800"]
)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
names = st.sampled_from(
    ["id", "operation", "event", "time", "from", "to", "stopReference", "type", "stationId", "age",
     "travelers", "nrOfTravelers", "customer", "requirements", "ticketFormat", "extraInfo",
     "departureTime", "arrivalTime", "phones", "number"]
) | st.text(max_size=5)  # fmt: skip
bodies = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6),
    max_leaves=20,
)


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=bodies)
def test_no_body_is_a_fault(partner, addresses, path, body):
    response = partner.send("POST", addresses[path], json.dumps(body))

    assert response.status_code in (200, 201, 400, 404, 409)


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.binary(max_size=200))
def test_no_bytes_are_a_fault(partner, addresses, path, text):
    response = partner.send("POST", addresses[path], text)

    assert response.status_code == 400


@pytest.mark.parametrize("path", ["/bookings/{}", "/legs/{}", "/bookings/{}/events"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("az09.%/ \x00\ud800\U0001f68b\n", min_size=1, max_size=30))
def test_no_id_is_a_fault(partner, path, text):
    address = path.format(quote(text.encode("utf-8", "surrogatepass"), safe="/"))

    assert partner.get(address).status_code in (404, 405)


def test_event_at_the_end_of_time_is_refused(partner, addresses):
    for moment in ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", NOW.date().isoformat()):
        body = {"event": "SET_IN_USE", "time": moment}
        response = partner.post(addresses["/legs/{leg}/events"], body)
        assert (response.status_code, response.json()["errorcode"]) == (400, 4002)
