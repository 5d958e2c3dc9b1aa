"""Calls to others carry the id of what made them, and end in time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests
import structlog

from operators.tenancy.outgoing import outgoing_session


@pytest.fixture
def mirror() -> Iterator[str]:
    """The address of a server that answers with the correlation id that it was sent."""

    class Mirror(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.headers.get("X-Correlation-ID", "none").encode())

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Mirror)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_call_carries_the_correlation_id(mirror):
    with structlog.contextvars.bound_contextvars(correlation_id="trip-7"), outgoing_session() as s:
        assert s.get(mirror).text == "trip-7"


def test_call_that_names_an_id_keeps_it(mirror):
    with structlog.contextvars.bound_contextvars(correlation_id="trip-7"), outgoing_session() as s:
        assert s.get(mirror, headers={"X-Correlation-ID": "own"}).text == "own"


def test_call_outside_of_everything_carries_none(mirror):
    with outgoing_session() as session:
        assert session.get(mirror).text == "none"


def test_call_does_not_wait_for_ever(monkeypatch):
    waited = []

    def send(self, request, **kwargs):
        waited.append(kwargs["timeout"])
        raise requests.ConnectTimeout

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    with outgoing_session() as session:
        for timeout in (None, 2):
            with pytest.raises(requests.ConnectTimeout):
                session.get("http://127.0.0.1:1/", timeout=timeout)

    assert waited == [(5, 30), 2]
