"""What every operation does: keys, travellers, browsers, errors."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

import pytest

from operators.models import ApiToken
from operators.tenancy.actions import revoke_token
from operators.tenancy.models import TokenRole
from protocols.tripgo.cors import HEADERS
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.regions import Regions
from protocols.tripgo.urls import OPERATIONS
from tests.factories.moments import BY, NOW
from tests.protocols.tripgo.client import App, path_of
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db

ANY = ("POST", "regions.json", {})
OF_BOOKINGS = ("GET", "auth/NL_Anything")


@pytest.mark.parametrize("key", ["", "nobody-has-it"])
def test_trap_13_bad_key_alone_is_401(app, key):
    response = app.send(*ANY, X_TripGo_Key=key)

    assert response.status_code == 401
    assert response.json()["errorCode"] == 401
    assert "key" in response.json()["error"]
    assert "token" not in response.json()["error"]
    assert response["WWW-Authenticate"] == 'ApiKey realm="tripgo", header="X-TripGo-Key"'


def test_revoked_key_is_401(app, tripgo):
    revoke_token(tripgo.token.token, by=BY, at=NOW)

    assert app.send(*ANY).status_code == 401


def test_key_of_another_face_is_403(app, tripgo):
    secret = open_channel(tripgo.channel, TokenRole.TOMP)[1]

    assert App(secret).send(*ANY).status_code == 403


def test_older_apps_send_the_key_in_another_header(app, tripgo):
    response = app.send(*ANY, X_TripGo_Key="", X_TripGo_RegionEligibility=tripgo.secret)

    assert response.status_code == 200


def test_key_without_bookings_is_told_so(app):
    ApiToken.objects.update(allows_bookings=False)

    told = app.refused(*OF_BOOKINGS, code=403)

    assert told["title"] == "Bookings not enabled"
    assert "ask the operator" in told["error"]
    assert app.send(*ANY).status_code == 200


def test_too_many_requests_are_429(app):
    ApiToken.objects.update(requests_per_minute=1)
    app.send(*ANY)

    response = app.send(*ANY)

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert response.json()["errorCode"] == 429


@pytest.mark.parametrize("path", ["nowhere/at/all", "", "auth/signin/one/two"])
def test_unknown_path_is_told_as_everything_else(app, path):
    told = app.refused("GET", path, code=404)

    assert (told["title"], told["recovery"]) == ("Not found", "BACK")


def test_base_itself_is_no_page(app):
    app.refused("GET", "/v1", code=404)


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        ("{", {}, 400),
        ('{"a": NaN}', {}, 400),
        ("a=b", {"Content_Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_body_that_is_no_json_is_refused(app, body, headers, code):
    response = app.send("POST", "account/login", body, **headers)

    assert (response.status_code, response.json()["errorCode"]) == (code, code)


def test_method_that_is_not_served_is_405(app):
    assert app.refused("DELETE", "regions.json", code=405)["usererror"] is False


@pytest.mark.parametrize("address", OPERATIONS)
def test_head_is_not_served_since_many_a_get_has_an_effect(app, address):
    path = path_of(re.sub(r"\{\w+\}", "3f1c9a52", address))

    assert app.client.head(path, headers={"X-TripGo-Key": app.key}).status_code == 405


def test_fault_of_ours_is_told_without_its_words(app, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("secret-x")

    monkeypatch.setattr(Regions, "post", fail)
    app.client.raise_request_exception = False
    response = app.send(*ANY)

    assert response.status_code == 500
    assert response.json()["errorCode"] == 500
    assert "secret-x" not in response.text


def test_answers_are_not_cached_and_have_a_correlation_id(app):
    response = app.send("GET", "data/user", correlationId="trip-abc-7")

    assert response["Cache-Control"] == "no-store"
    assert response["correlationId"] == "trip-abc-7"


def test_browser_may_send_all_headers_of_apps(client):
    response = client.options("/v1/regions.json")

    assert response.status_code == 204
    assert response.content == b""
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Headers"] == ", ".join(HEADERS)
    assert response["Access-Control-Allow-Methods"] == "GET, POST, PUT, DELETE"


def test_browser_asks_for_paths_that_are_not_there_as_well(client):
    assert client.options("/v1/nowhere").status_code == 204


def test_browser_reads_errors_as_well(app):
    response = app.send(*ANY, X_TripGo_Key="")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Headers" not in response.headers


@pytest.mark.parametrize(
    ("headers", "query", "told"),
    [
        ({"X_TripGo_UUID": "u", "X_TripGo_Device_Id": "d"}, {"client": "c"}, "u"),
        ({"X_TripGo_Device_Id": "d"}, {"client": "c"}, "d"),
        ({}, {"client": "c"}, "c"),
        ({}, {}, ""),
    ],
)
def test_client_is_told_by_header_or_address(app, monkeypatch, headers, query, told):
    seen = []
    read = TripGoOperation.read

    def noted(self, *args):
        seen.append(self.client)
        return read(self, *args)

    monkeypatch.setattr(TripGoOperation, "read", noted)
    app.send("GET", "auth/NL_Anything", query=query, **headers)

    assert seen == [told]


@pytest.mark.parametrize(
    ("query", "body", "flags"),
    [
        ({}, {"bsb": True}, {"bsb": ["1"]}),
        ({"bsb": 1}, {"bsb": True}, {"bsb": ["1"]}),
        ({"psb": 1}, {"bsb": "true"}, {"bsb": ["1"], "psb": ["1"]}),
        ({"bsb": 1}, {"bsb": False}, {"bsb": ["1"]}),
        ({}, {"bsb": "no", "psb": [], "other": True}, {}),
    ],
)
def test_flags_may_stand_in_the_body(app, own, query, body, flags):
    url = app.get(f"auth/{own.code}/signin")["action"]["url"]
    wrong = [{"id": "username", "value": "a@b.example"}, {"id": "password", "value": "x"}]

    told = app.send("POST", url, {"input": wrong, **body}, query=query).json()

    place, _, asked = told["url"].partition("?")
    assert place == f"http://localhost/v1/auth/{own.code}/signin"
    assert parse_qs(asked) == {"mode": ["pt_pub"], **flags}


@pytest.mark.parametrize("name", ["userToken", "usertoken", "USERTOKEN"])
def test_trap_14_traveller_is_told_by_a_header_without_a_dash(app, stranger, name):
    told = stranger.send("GET", "data/user", **{name: app.token})

    assert told.status_code == 200
    assert stranger.send("GET", "data/user", **{"user-Token": app.token}).status_code == 444
