import json
import os
import socket
import sys

import pytest

from runner import CannotRun, demo
from runner.children import start_child, stop_children


@pytest.fixture
def stage(tmp_path, monkeypatch):
    """An empty stage, whose logs go to a folder of the test."""
    monkeypatch.setattr(demo, "LOGS", tmp_path)
    stage = demo.Stage()
    yield stage
    stop_children(stage.children)


def start(tmp_path, program):
    command = [sys.executable, "-c", program]
    return start_child("worker", command, log=tmp_path / "w.log", environment=os.environ)


def test_watch_reports_the_child_that_died_with_the_end_of_its_log(stage, tmp_path):
    stage.add(start(tmp_path, "import sys; sys.exit('no queue')"))

    with pytest.raises(CannotRun) as failure:
        stage.watch_until(lambda: False)

    log = tmp_path / "w.log"
    assert str(failure.value) == f"worker ended with code 1; the end of {log}:\n\nno queue"


def test_watch_names_the_signal_that_killed_a_child(stage, tmp_path):
    stage.add(start(tmp_path, "import os; os.kill(os.getpid(), 9)"))

    with pytest.raises(CannotRun, match="^worker ended with signal 9;"):
        stage.watch_until(lambda: False)


def test_watch_ends_when_somebody_wants_to_stop(stage):
    stage.stop_wanted.set()

    with pytest.raises(demo.Stopped):
        stage.watch_until(lambda: False)


def test_watch_returns_when_the_wait_is_over(stage, tmp_path):
    stage.add(start(tmp_path, "import time; time.sleep(60)"))

    assert stage.watch_until(lambda: True) is None


def test_close_stops_the_database_after_the_others(stage, monkeypatch):
    stopped = []
    monkeypatch.setattr(demo, "stop_children", lambda children: stopped.append(list(children)))
    database, web = (type("Child", (), {"name": name}) for name in ("PostgreSQL", "web"))
    stage.children = [database, web]

    stage.close()

    assert stopped == [[web], [database]]
    stage.children = []


def test_chosen_port_is_8000_unless_told():
    assert demo.chosen_port({}) == 8000
    assert demo.chosen_port({"PORT": "9001"}) == 9001


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "8000.5"])
def test_chosen_port_must_be_a_port(text):
    with pytest.raises(CannotRun, match=f"^PORT is '{text}': set it to a number"):
        demo.chosen_port({"PORT": text})


def test_taken_port_is_refused_in_one_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CannotRun, match=f"^Port {port} cannot be used") as failure:
            demo.refuse_taken_port(port)

    assert "\n" not in str(failure.value)


def test_demo_file_has_the_address_first_and_then_the_seed(tmp_path):
    path = tmp_path / "demo.json"

    demo.write_demo_file(path, {"admin": {"username": "ada"}}, base_url="http://127.0.0.1:8000")

    written = json.loads(path.read_text())
    assert list(written.items()) == [
        ("base_url", "http://127.0.0.1:8000"),
        ("admin", {"username": "ada"}),
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["demo.json"]


@pytest.mark.parametrize("text", ["", "[]", "Seeded.\n{}"])
def test_seed_that_is_not_one_object_is_refused(text):
    with pytest.raises(CannotRun, match="^seed_demo must print one JSON object"):
        demo.read_seed(text)


def test_directions_list_the_logins_and_nothing_else_of_the_seed():
    seeded = {"admin": {"username": "ada", "password": "secret"}, "tomp_1_1": {"token": "hidden"}}

    text = demo.directions(seeded, 8000)

    assert "admin      ada / secret" in text
    assert "http://127.0.0.1:8000/admin/" in text
    assert "hidden" not in text


def test_card_provider_is_started_and_its_address_told(stage):
    told = demo.start_card_provider(stage, dict(os.environ))

    [child] = stage.children
    stage.watch_until(lambda: demo.answers(told["CARD_SCRIPT"]))
    assert (child.name, told["CARD_SCRIPT"]) == ("card provider", f"{told['CARD_API']}/v3/")


def test_realtime_publisher_is_started_and_its_address_told(stage):
    told = demo.start_realtime(stage, dict(os.environ))

    [child] = stage.children
    stage.watch_until(lambda: demo.answers(told["DEMO_REALTIME"]))
    assert child.name == "real-time publisher"


def test_card_provider_that_is_named_is_used(stage):
    assert demo.start_card_provider(stage, {"CARD_API": "https://api.stripe.com"}) == {}
    assert stage.children == []
