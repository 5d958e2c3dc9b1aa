"""What the answers of another server mean to us, and which are none."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from operators.supply.errors import (
    PrivateAddress,
    SupplierBusy,
    SupplierGone,
    SupplierRefused,
    SupplierTaken,
    SupplierUnable,
    SupplierUnfit,
    SupplierUnknown,
)
from operators.supply.states import TokenHeader
from protocols.tomp.client import reading
from protocols.tomp.client.session import LARGEST_ANSWER, Line, TompSession


class Scripted:
    """A server that says what it was told to say, and keeps the headers it got."""

    def __init__(self) -> None:
        self.status, self.body, self.headers = 200, b"{}", {}
        self.got: dict[str, str] = {}
        script = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name is http.server's
                script.got = {name.lower(): value for name, value in self.headers.items()}
                self.send_response(script.status)
                for name, value in script.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(script.body)))
                self.end_headers()
                self.wfile.write(script.body)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("localhost", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def says(self, status: int, body: Any = None, **headers: str) -> None:
        self.status, self.headers = status, headers
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()

    def line(self, **more: Any) -> TompSession:
        told = {"allows_private": True, "version": "1.6.1", **more}
        return TompSession(Line(f"http://localhost:{self.server.server_port}", token="t", **told))


@pytest.fixture
def there() -> Iterator[Scripted]:
    scripted = Scripted()
    yield scripted
    scripted.server.shutdown()
    scripted.server.server_close()


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (400, SupplierRefused),
        (401, SupplierBusy),
        (403, SupplierRefused),
        (404, SupplierUnknown),
        (405, SupplierUnable),
        (406, SupplierTaken),
        (409, SupplierTaken),
        (410, SupplierGone),
        (429, SupplierBusy),
        (500, SupplierBusy),
        (501, SupplierUnable),
        (302, SupplierUnfit),
    ],
)
def test_refusal_is_understood(there, status, refusal):
    there.says(status, {"detail": "It rains."}, Location="http://localhost:1/")

    with pytest.raises(refusal) as told:
        there.line().get("/legs/1")

    assert type(told.value) is refusal
    assert ("It rains." in told.value.detail) == (refusal not in (SupplierBusy, SupplierUnfit))


def test_server_that_is_busy_says_when_to_ask_again(there):
    there.says(503, {}, **{"Retry-After": "7"})

    with pytest.raises(SupplierBusy) as busy:
        there.line().get("/legs/1")

    assert busy.value.wait == 7


@pytest.mark.parametrize(
    "body", [b"<html>", b'"\\ud800"', b"[" * 60_000, b"[" * (LARGEST_ANSWER + 1)]
)
def test_answer_that_is_none_is_unfit(there, body):
    there.says(200, body)

    with pytest.raises(SupplierUnfit):
        there.line().get("/legs/1")


def test_nobody_there_is_no_answer():
    line = Line("http://localhost:1", "1.6.1", "t", allows_private=True)

    with pytest.raises(SupplierBusy):
        TompSession(line).get("/legs/1")


def test_private_address_is_not_called_unless_it_is_allowed(there):
    with pytest.raises(PrivateAddress):
        there.line(allows_private=False).get("/legs/1")

    assert there.got == {}


@pytest.mark.parametrize(
    ("header", "name", "value"),
    [
        (TokenHeader.BEARER, "authorization", "Bearer t"),
        (TokenHeader.ACCESS_TOKEN, "x-access-token", "t"),
    ],
)
def test_request_says_who_asks_in_which_version(there, header, name, value):
    there.line(token_header=header, maas_id="us").get("/legs/1")

    assert there.got[name] == value
    assert (there.got["api"], there.got["api-version"], there.got["maas-id"]) == (
        "TOMP", "1.6.1", "us",
    )  # fmt: skip
    assert there.got["accept-language"] == "en"


HERE = {"coordinates": {"lng": 4, "lat": 52}}
LEG = {"id": "l", "state": "IN_USE", "from": HERE, "assetType": {"id": "bus"}}


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"id": "b", "state": "DREAMT", "legs": [LEG]},
        {"id": "", "state": "PENDING", "legs": [LEG]},
        {"id": "b" * 201, "state": "PENDING", "legs": [LEG]},
        {"id": "b", "state": "PENDING", "legs": [{**LEG, "from": {}}]},
        {"id": "b", "state": "PENDING", "legs": [{**LEG, "id": 7}]},
        {"id": "b", "state": "PENDING", "legs": ["l"]},
        {"id": "b", "state": "PENDING", "legs": [{**LEG, "pricing": {"parts": [{"amount": "x"}]}}]},
        {
            "id": "b",
            "state": "PENDING",
            "legs": [{**LEG, "pricing": {"parts": [{"amount": 1e12}]}}],
        },
        {"id": "b", "state": "PENDING", "legs": [{**LEG, "ticket": {"validFrom": "soon"}}]},
    ],
)
def test_booking_without_what_we_need_is_unfit(told):
    with pytest.raises(SupplierUnfit):
        reading.booking_of(told)


@pytest.mark.parametrize(
    ("state", "leg_state"), [("CONFIRMED", "NOT_STARTED"), ("STARTED", "IN_USE")]
)
def test_booking_without_legs_is_one_leg_by_itself(state, leg_state):
    found = reading.booking_of({"id": "b", "state": state, "from": HERE})

    assert [(leg.reference, leg.state) for leg in found.legs] == [("b", leg_state)]
    assert found.whole_price() is None


def test_words_that_nobody_knows_are_read_mildly():
    parts = [{"amount": "1.5", "type": "GIFT", "unitType": "SMILE", "kind": "JOKE"}]

    price = reading.price_of({"estimated": 0, "parts": parts})

    [part] = price.parts
    assert (part.type, part.unit, part.kind, price.currency) == ("FIXED", "", "DEFAULT", "")
