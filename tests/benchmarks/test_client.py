import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.driving.client import Refused, main

OPTION = {"id": "option-1", "legs": [{"id": "leg-1"}]}
ANSWERS = {
    ("POST", "/plannings"): {"options": [OPTION]},
    ("POST", "/bookings"): {"id": "option-1"},
    ("POST", "/bookings/option-1/events"): {"id": "option-1"},
    ("GET", "/legs/leg-1"): {"id": "leg-1", "ticket": {}},
    ("POST", "/edge/tomp/bookings/one-stop"): {"id": "b", "legs": [{"id": "leg-2"}]},
    ("GET", "/edge/tomp/legs/leg-2"): {"id": "leg-2", "state": "IN_USE"},
    ("POST", "/edge/tomp/legs/leg-2/events"): {"id": "leg-2", "state": "FINISHED"},
}
VEHICLE = {"useAssets": ["scooter-1"], "from": {"coordinates": {"lng": 13.3, "lat": 52.5}}}


class Town(BaseHTTPRequestHandler):
    """Sells one option again and again, to whoever brings the token."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = ANSWERS.get((self.command, self.path))
        allowed = self.headers["Authorization"] == "Bearer secret"
        content = json.dumps(answer if answer and allowed else "no").encode()
        self.send_response(200 if answer and allowed else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self):
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture
def town():
    with ThreadingHTTPServer(("127.0.0.1", 0), Town) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture
def run(town, tmp_path, capsys):
    def run(**task):
        path = tmp_path / "task.json"
        usual = {"host": "127.0.0.1", "port": town, "headers": {"Authorization": "Bearer secret"}}
        times = {"begins_at": time.time(), "seconds": 30, "repeat": False}
        path.write_text(json.dumps({**usual, **times, **task}))
        main(str(path))
        return json.loads(capsys.readouterr().out)

    return run


def test_sale_is_four_requests(run):
    seen = run(wishes=[{}, {}])

    assert seen["count"] == 2
    assert {step: len(each) for step, each in seen["latencies"].items()} == {
        "plan": 2,
        "book": 2,
        "commit": 2,
        "leg": 2,
        "sale": 2,
    }


def test_requests_are_sent_once_and_offers_kept(run):
    plan, leg = ["plan", "POST", "/plannings", {}], ["leg", "GET", "/legs/leg-1", None]

    seen = run(requests=[plan, leg, plan])

    assert seen["count"] == 3
    assert seen["offered"] == [["option-1", "leg-1"], ["option-1", "leg-1"]]


def test_rental_is_three_requests_once_its_vehicle_is_unlocked(run):
    seen = run(vehicles=[VEHICLE])

    assert seen["count"] == 1
    assert {step: len(each) for step, each in seen["latencies"].items()} == {
        "one-stop": 1,
        "leg": 1,
        "unlocked": 1,
        "finish": 1,
        "rental": 1,
    }


def test_legs_of_bookings_are_kept(run):
    booked = run(requests=[["one-stop", "POST", "/edge/tomp/bookings/one-stop", VEHICLE]])

    assert booked["offered"] == [["b", "leg-2"]]


def test_vehicle_that_is_not_locked_ends_the_load(run, monkeypatch):
    locked = ("POST", "/edge/tomp/legs/leg-2/events")
    monkeypatch.setitem(ANSWERS, locked, {"id": "leg-2", "state": "FINISHING"})

    with pytest.raises(Refused, match="FINISHING"):
        run(vehicles=[VEHICLE])


def test_client_stops_when_its_time_is_over(run):
    seen = run(requests=[["leg", "GET", "/legs/leg-1", None]], repeat=True, seconds=0)

    assert seen["count"] == 0


def test_refused_request_ends_the_load(run):
    with pytest.raises(Refused, match="404"):
        run(requests=[["leg", "GET", "/legs/unknown", None]])


def test_client_uses_the_standard_library_alone():
    imported = {name for name in vars(sys.modules[main.__module__]) if name in sys.modules}

    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
