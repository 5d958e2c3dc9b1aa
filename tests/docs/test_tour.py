"""The tour is run as a reader would run it: in one shell, against a server with the demo in it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest
import time_machine
from django.utils import timezone

import bookings.tasks  # noqa: F401  # the worker, which runs in this process, knows them so
from demo.seed import seed_demo
from runner import ROOT
from tests.faces import needs_face

TOURS = (
    *("tour.md", "tour-sales.md", "tour-fleet.md", "tour-maas.md", "tour-tripgo.md"),
    "tour-inspection.md",
)
STEP = re.compile(r"^```sh\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
NEXT_STEP = "-- next step --"
BASH, CURL = shutil.which("bash"), shutil.which("curl")
PYTHON = Path(sys.executable).parent
PATIENCE = 120
"""Seconds that a tour may take."""

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (BASH and CURL), reason="the tour needs bash and curl"),
]


@pytest.fixture
def clock():
    """The clock of the server, which goes on as clocks do."""
    with time_machine.travel(timezone.now()) as traveller:
        yield traveller


@needs_face("tomp", "sales", "maas_tsp", "tripgo")
def test_tours_print_what_they_say(live_server, settings, tmp_path, clock):
    settings.BASE_URL = live_server.url
    seeded = seed_demo(folder=tmp_path / "var", at=timezone.now(), days_of_sales=0)
    (tmp_path / "var" / "demo.json").write_text(json.dumps({"base_url": live_server.url, **seeded}))

    for tour in TOURS:
        steps = STEP.findall((ROOT / "docs" / tour).read_text())
        script = f"echo '{NEXT_STEP}'\n".join(command for command, _ in steps)
        printed, complaints = run(script, tmp_path, clock)

        assert complaints == ""
        assert [
            (command, output)
            for (command, promised), output in zip(
                steps, printed.split(f"{NEXT_STEP}\n"), strict=True
            )
            if not is_as_promised(output, promised)
        ] == []


def run(script, folder, clock):
    """What the script prints and complains of. Where it sleeps, the clock of the server is moved on
    and nobody waits."""
    (asked, asks), (goes_on, go_on) = os.pipe(), os.pipe()
    sleep = f'sleep() {{ echo "$1" >&{asks}; read -r <&{goes_on}; }}\n'
    printed, complaints = folder / "printed", folder / "complaints"
    with printed.open("w") as out, complaints.open("w") as err:
        shell = subprocess.Popen(
            [BASH, "-euo", "pipefail", "-c", sleep + script],
            cwd=folder,
            env={**os.environ, "no_proxy": "*", "PATH": f"{PYTHON}:{os.environ['PATH']}"},
            stdout=out,
            stderr=err,
            pass_fds=(asks, goes_on),
        )
    os.close(asks)
    os.close(goes_on)
    patience = Timer(PATIENCE, shell.kill)
    patience.start()
    with os.fdopen(asked) as naps:
        for seconds in naps:
            clock.shift(float(seconds))
            os.write(go_on, b"\n")
        shell.wait()
    patience.cancel()
    os.close(go_on)
    return printed.read_text(), complaints.read_text()


def is_as_promised(output, promised):
    pattern = re.escape(promised).replace("…", "[^\n]*")
    return re.fullmatch(pattern, output) is not None
