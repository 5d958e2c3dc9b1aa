"""Bodies that no well-behaved client sends: each is refused in TOMP's words, none is a fault."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from tests.protocols.tomp.bodies import BODIES, MODULES, PATHS, members_of, with_member
from tests.protocols.tomp.partner import Partner, planning_request

pytestmark = pytest.mark.django_db

NO_JSON = {
    "truncated": b'{"id": "x"',
    "not a number": b'{"id": NaN}',
    "infinite": b'{"id": -Infinity}',
    "nested deeply": b"[" * 100_000,
    "objects nested deeply": b'{"id":' * 100_000,
    "nested deeply and closed": b"[" * 5_000 + b"]" * 5_000,
    "nested as deeply as it can be read": b"[" * 600 + b"]" * 600,
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


@pytest.mark.parametrize(
    "body", [*NO_JSON.values(), *NO_OBJECT.values()], ids=[*NO_JSON, *NO_OBJECT]
)
@pytest.mark.parametrize("path", PATHS)
def test_body_that_is_no_object_is_refused(partner, path, body):
    response = partner.send("POST", path, body)

    answer = response.json()
    assert (response.status_code, answer["errorcode"]) == (400, MODULES[path] * 1000 + 2)


@pytest.mark.parametrize("path", PATHS)
def test_empty_body_misses_what_is_needed(partner, path):
    response = partner.send("POST", path, b"")

    answer = response.json()
    assert (response.status_code, answer["errorcode"]) == (400, MODULES[path] * 1000 + 1)


def test_fault_of_syntax_is_told_by_line_and_column(partner):
    response = partner.send("POST", "/bookings", b'{\n"id" 1}')

    assert response.json()["detail"] == (
        "The body is no valid JSON: Expecting ':' delimiter in line 2, column 6."
    )


@pytest.mark.parametrize(
    "media", ["application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"]
)
def test_parameters_of_the_media_type_do_not_matter(partner, media):
    body = json.dumps(planning_request(partner.world))

    assert partner.send("POST", "/plannings", body, media=media).status_code == 201


@pytest.mark.parametrize("media", ["", "text/plain", "text/json", "application/xml", "nonsense"])
def test_body_of_another_type_is_refused(partner, media):
    body = json.dumps(planning_request(partner.world))

    response = partner.send("POST", "/plannings", body, media=media)

    assert (response.status_code, response.json()["errorcode"]) == (415, 2002)


@pytest.mark.parametrize(
    ("body", "status"), [(None, 201), (b"", 400), (b"[" * 2 * 1024 * 1024, 413)]
)
def test_body_in_chunks_is_read(partner, body, status):
    """Without Content-Length, as a server hands it on that marks its end."""
    content = json.dumps(planning_request(partner.world)).encode() if body is None else body
    chunked = {
        "HTTP_TRANSFER_ENCODING": "chunked",
        "wsgi.input_terminated": True,
        "wsgi.input": BytesIO(content),
    }

    response = partner.client.post("/plannings", headers=partner.headers, **JSON, **chunked)

    assert response.status_code == status


JSON = {"content_type": "application/json", "CONTENT_LENGTH": ""}


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
        estimatedDistance="long",
        previousLegInfo=7,
        userGroups=[None],
        travelers=[{"requirements": {"abilities": [["HR", 1]]}, "cardTypes": "none"}],
    )
    body["from"].update(coordinates="here", physicalAddress=[])

    assert partner.post("/plannings", body).status_code == 201


# Every member that is read, with values of other types.

WRONG = {
    str: [5, 1.5, True, [], {}, ["x"], {"x": "y"}, "\ud7ff" * 2000],
    int: ["x", "", True, 1.5, [], {}, -1, 10**30, 1e300],
    float: ["x", "1.5", True, [], {}, [1.5], 10**30, 1e300, 1.23456],
    dict: ["x", 5, True, [], [{}]],
    list: ["x", 5, True, {}, [5], ["x"], [[]], [None], [{}] * 51],
}


MEMBERS = [
    pytest.param(path, place, type(value), id=f"{path} {'.'.join(map(str, place))}")
    for path, body in BODIES.items()
    for place, value in members_of(body)
]


@pytest.mark.parametrize(("path", "place", "kind"), MEMBERS)
def test_member_of_a_wrong_type_is_refused(partner, path, place, kind):
    for wrong in WRONG[kind]:
        response = partner.post(path, with_member(BODIES[path], place, wrong))

        answer = response.json()
        assert response.status_code == 400, wrong
        assert answer["errorcode"] // 1000 == MODULES[path]
        assert answer["detail"].startswith(str(place[0]))


@pytest.mark.parametrize(
    "moment",
    ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2026-06-01", "2026-06-01T12:00"],
)
def test_event_needs_a_moment_of_this_century_with_its_offset(partner, moment):
    response = partner.post("/legs/one/events", {"event": "SET_IN_USE", "time": moment})

    assert (response.status_code, response.json()["errorcode"]) == (400, 4002)
