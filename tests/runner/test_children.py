import os
import signal
import subprocess
import sys
import time

import pytest

from runner.children import read_tail, start_child, stop_children

SLEEP = "import time; time.sleep(60)"


@pytest.fixture
def start(tmp_path):
    """Start a small Python program as a child, and stop it at the end of the test."""
    started = []

    def start_program(program, **options):
        command = [sys.executable, "-c", program]
        log = tmp_path / "child.log"
        child = start_child("child", command, log=log, environment=os.environ, **options)
        started.append(child)
        return child

    yield start_program
    stop_children(started)


def wait_for(question, seconds=10):
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_child_writes_to_its_log(start):
    child = start("import sys; print('out'); print('err', file=sys.stderr)")

    child.process.wait()

    assert sorted(child.log.read_text().split()) == ["err", "out"]


def test_child_gives_its_output_apart_when_asked(start, tmp_path):
    child = start("import sys; print('out'); sys.exit('err')", output=tmp_path / "out")

    child.process.wait()

    assert (tmp_path / "out").read_text() == "out\n"
    assert child.log.read_text() == "err\n"


def test_stop_children_lets_them_end_in_peace(start):
    child = start(
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)"
    )
    wait_for(child.log.read_text)

    stop_children([child])

    assert child.code() == 7


def test_stop_children_kills_one_that_will_not_end(start):
    child = start(
        "import signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)",
        patience=0.2,
    )
    wait_for(child.log.read_text)

    stop_children([child])

    assert child.code() == -signal.SIGKILL


def test_stop_children_leaves_no_grandchild(start):
    child = start(
        "import subprocess, sys, time\n"
        f"print(subprocess.Popen([sys.executable, '-c', {SLEEP!r}]).pid, flush=True)\n"
        "time.sleep(60)"
    )
    wait_for(child.log.read_text)
    grandchild = int(child.log.read_text())

    stop_children([child])

    wait_for(lambda: not is_running(grandchild))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of our death")
def test_child_dies_when_its_parent_is_killed(tmp_path):
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, sys, time\n"
            "from pathlib import Path\n"
            "from runner.children import start_child\n"
            f"command = [sys.executable, '-c', {SLEEP!r}]\n"
            f"log = Path({str(tmp_path / 'child.log')!r})\n"
            "child = start_child('child', command, log=log, environment=os.environ)\n"
            "print(child.process.pid, flush=True)\n"
            "time.sleep(60)",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        child = int(parent.stdout.readline())

        parent.kill()
        parent.wait()

    wait_for(lambda: not is_running(child))


def test_read_tail_returns_the_last_lines(tmp_path):
    log = tmp_path / "log"
    log.write_text("one\ntwo\nthree\n")

    assert read_tail(log, lines=2) == "two\nthree"


def test_read_tail_says_when_there_is_nothing(tmp_path):
    assert read_tail(tmp_path / "log") == "(its log is empty)"
