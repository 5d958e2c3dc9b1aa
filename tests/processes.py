"""Real processes that serve the test's database."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from django.db import connection

from runner import ROOT
from tests.factories.moments import NOW

# The clock stands still, so that nothing depends on when in a minute a test happens to run.
BEGIN = f"""
import sys
import django
import time_machine
django.setup()
from django.test import Client
client = Client()
sys.stdin.readline()
with time_machine.travel("{NOW.isoformat()}", tick=False):
"""


def run_together(code: str, *, processes: int, arguments: Sequence[str] = (), **variables: str):
    """What each of the processes printed; `code` may use `client` and begins in all at once."""
    indented = "".join(f"    {line}\n" for line in code.strip().splitlines())
    command = [sys.executable, "-c", BEGIN + indented, *arguments]
    settings = connection.settings_dict
    host, port, name = settings["HOST"], settings["PORT"], settings["NAME"]
    address = f"postgres://{settings['USER']}:{settings['PASSWORD']}@{host}:{port}/{name}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": address,
        **variables,
    }
    running = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(processes)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    printed = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0] * processes
    return printed
