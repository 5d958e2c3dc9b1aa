"""What every path does before its own work: the key, the limits, the form of refusals."""

import json

import pytest
import time_machine
from django.db import connection

from operators.models import ApiToken
from operators.tenancy.models import TokenRole
from tests.factories.moments import NOW
from tests.protocols.maas_tsp.client import Caller
from tests.protocols.maas_tsp.worlds import ride_wish
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db

STATIONS = {"location": "52.1,4.3"}


def refusal_of(response):
    return response.status_code, response.json()["code"]


@pytest.mark.parametrize("key", ["", "unknown", " "])
def test_call_without_a_known_key_is_refused(maas, key):
    response = Caller(key).send("GET", "/stations", query=STATIONS)

    assert refusal_of(response) == (401, "UNAUTHENTICATED")
    assert response.headers["WWW-Authenticate"].startswith("ApiKey")


def test_key_in_another_header_does_not_count(maas, caller):
    response = caller.send(
        "GET", "/stations", query=STATIONS, X_API_Key="", Authorization=f"Bearer {maas.secret}"
    )

    assert refusal_of(response) == (401, "UNAUTHENTICATED")


def test_revoked_key_is_refused(maas, caller):
    ApiToken.objects.update(revoked_at=NOW)

    assert refusal_of(caller.send("GET", "/stations", query=STATIONS)) == (401, "UNAUTHENTICATED")


def test_key_of_another_face_is_refused(maas):
    _, secret = open_channel(maas.channel, TokenRole.TOMP)

    response = Caller(secret).send("GET", "/stations", query=STATIONS)

    assert refusal_of(response) == (403, "FORBIDDEN")


def test_too_many_requests_of_a_minute_are_told_how_long_to_wait(maas, caller):
    ApiToken.objects.update(requests_per_minute=1)
    caller.stations(**STATIONS)
    with time_machine.travel(NOW.replace(second=20), tick=False):
        response = caller.send("GET", "/stations", query=STATIONS)

    assert refusal_of(response) == (429, "TOO_MANY_REQUESTS")
    assert response.headers["Retry-After"] == "40"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/bookings/options"),
        ("PUT", "/bookings/options"),
        ("DELETE", "/stations"),
        ("OPTIONS", "/stations"),
        ("PATCH", "/stations/market"),
    ],
)
def test_method_that_is_not_served_is_told(caller, method, path):
    response = caller.send(method, path, {} if method != "OPTIONS" else None)

    assert refusal_of(response) == (405, "METHOD_NOT_ALLOWED")
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("path", ["", "/", "/booking", "/stations/a/b", "/bookings/1/2/3"])
def test_path_that_is_not_served_is_told(caller, path):
    assert refusal_of(caller.send("GET", path)) == (404, "NOT_FOUND")


def test_path_that_is_not_served_asks_for_the_key_as_well(maas):
    assert refusal_of(Caller("").send("GET", "/booking")) == (401, "UNAUTHENTICATED")


def test_trailing_slash_does_not_matter(caller):
    query = {name.rstrip("_"): value for name, value in ride_wish().items()}

    for path in ("/bookings/options", "/stations", "/stations/market"):
        asked = query if "options" in path else STATIONS
        plain = caller.send("GET", path, query=asked)
        slashed = caller.send("GET", f"{path}/", query=asked)
        assert (plain.status_code, slashed.status_code) == (200, 200)
        assert len(plain.content) == len(slashed.content)


def test_refusal_names_each_member_that_is_wrong(caller):
    response = caller.send("GET", "/bookings/options", query={"from": "here", "mode": "ROCKET"})

    told = response.json()
    assert (response.status_code, told["code"]) == (400, "INVALID_REQUEST")
    assert [error["member"] for error in told["errors"]] == ["from", "startTime", "mode"]
    assert told["message"].startswith('from: Send a place as "lat,lon"')


def test_long_refusal_fits_the_format(caller):
    names = ("from", "startTime", "endTime", "to", "fromRadius", "toRadius", "distance", "mode")
    query = dict.fromkeys(names, "x")

    told = caller.send("GET", "/bookings/options", query=query).json()

    assert len(told["message"]) == 256


def test_correlation_id_is_told_back(caller):
    response = caller.send("GET", "/stations/nowhere", correlationId="trace-12345")

    assert response.headers["correlationId"] == "trace-12345"
    assert response.json()["correlationId"] == "trace-12345"


def test_answers_are_kept_by_nobody(caller):
    response = caller.send("GET", "/stations", query=STATIONS)

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Vary"] == "X-API-Key"


@pytest.mark.parametrize(
    "body", ["{", "[" * 100_000, '{"a": 1, "a": 2}', '{"a": NaN}', '"\\ud800"', "\xff"]
)
def test_body_that_is_no_json_is_refused(caller, body):
    response = caller.send("POST", "/bookings", body)

    assert refusal_of(response) == (400, "INVALID_REQUEST")


def test_body_of_another_type_is_refused(maas):
    response = Caller(maas.secret).client.post(
        "/maas/bookings", {"leg": "1"}, headers={"X-API-Key": maas.secret}
    )

    assert refusal_of(response) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_body_that_is_too_large_is_refused(caller, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = caller.send("POST", "/bookings", json.dumps({"leg": "x" * 2000}))

    assert refusal_of(response) == (413, "BODY_TOO_LARGE")


def test_fault_of_ours_tells_where_its_log_lines_are(caller):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE operators_vehiclestation RENAME TO gone")
    caller.client.raise_request_exception = False

    response = caller.send("GET", "/stations", query=STATIONS, correlationId="trace-12345")

    assert response.status_code == 500
    assert response.json() == {
        "code": "INTERNAL_ERROR",
        "message": "Something went wrong on our side. Quote the correlationId when you ask for "
        "help.",
        "correlationId": "trace-12345",
    }
