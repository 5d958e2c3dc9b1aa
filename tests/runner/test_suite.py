import os
import signal
import sys

import pytest

from runner import suite


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("raise SystemExit(3)", 3),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", 128 + signal.SIGTERM),
    ],
)
def test_run_to_end_returns_how_the_command_ended(program, code):
    assert suite.run_to_end([sys.executable, "-c", program], os.environ) == code


def test_suite_database_is_the_given_one(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://given/perron")

    with suite.suite_database() as url:
        assert url == "postgres://given/perron"


def test_suite_database_is_a_temporary_one_otherwise(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(suite, "temporary_server", lambda: suite.contextlib.nullcontext("here"))

    with suite.suite_database() as url:
        assert url == "here"


def test_tests_keep_what_python_compiles():
    environment = {"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C"}

    assert suite.that_keeps_bytecode(environment) == {"LANG": "C"}
