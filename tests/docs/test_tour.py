"""The tour is run as a reader would run it: in one shell, against a server with the demo in it."""

import json
import os
import re
import shutil
import subprocess

import pytest
from django.utils import timezone

from demo.seed import seed_demo
from runner import ROOT

TOURS = ("tour.md", "tour-sales.md")
STEP = re.compile(r"^```sh\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
NEXT_STEP = "-- next step --"
BASH, CURL = shutil.which("bash"), shutil.which("curl")

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (BASH and CURL), reason="the tour needs bash and curl"),
]


def test_tours_print_what_they_say(live_server, tmp_path):
    seeded = seed_demo(folder=tmp_path / "var", at=timezone.now(), days_of_sales=0)
    (tmp_path / "var" / "demo.json").write_text(json.dumps({"base_url": live_server.url, **seeded}))

    for tour in TOURS:
        steps = STEP.findall((ROOT / "docs" / tour).read_text())
        script = f"echo '{NEXT_STEP}'\n".join(command for command, _ in steps)
        run = subprocess.run(
            [BASH, "-euo", "pipefail", "-c", script],
            cwd=tmp_path,
            env={**os.environ, "no_proxy": "*"},
            capture_output=True,
            text=True,
            timeout=120,
        )

        printed = run.stdout.split(f"{NEXT_STEP}\n")
        assert run.stderr == ""
        assert [
            (command, output)
            for (command, promised), output in zip(steps, printed, strict=True)
            if not is_as_promised(output, promised)
        ] == []


def is_as_promised(output, promised):
    pattern = re.escape(promised).replace("…", "[^\n]*")
    return re.fullmatch(pattern, output) is not None
