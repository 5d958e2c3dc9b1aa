"""What must hold before a commit, and what can be repaired by a program."""

import base64
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from runner import ROOT, CannotRun
from runner.suite import run_to_end, suite_database

CHECKS = (
    "ruff check",
    "ruff format --check",
    "mypy",
    "lint-imports --no-cache",
    "manage.py makemigrations --check --dry-run",
    "manage.py check --deploy --fail-level WARNING --database default",
    "manage.py draw_states --check",
    "manage.py describe_apis --check",
)
REPAIRS = ("ruff check --fix", "ruff format", "manage.py draw_states", "manage.py describe_apis")
LOCKS = {"runtime.txt": (), "dev.txt": ("--group", "dev")}


def check(arguments: list[str]) -> int:
    """Run every check, with the settings of a real server; returns 1 when one fails."""
    with suite_database() as url:
        return run_all(CHECKS, production_environment(url))


def fix(arguments: list[str]) -> int:
    """Run every repair; returns 1 when one fails."""
    return run_all(REPAIRS, production_environment("postgres://nobody@127.0.0.1/nothing"))


def run_all(steps: tuple[str, ...], environment: Mapping[str, str]) -> int:
    """Run the steps one after the other, all of them, and sum up."""
    failed = []
    for step in steps:
        print(f"\n> {step}", flush=True)
        if run_to_end(step_command(step), environment):
            failed.append(step)
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll is well.")
    return 1 if failed else 0


def step_command(step: str) -> list[str]:
    """Return the command of a step: a script of ours, else a program beside this Python."""
    program, *options = step.split()
    if program.endswith(".py"):
        return [sys.executable, program, *options]
    return [str(Path(sys.executable).parent / program), *options]


def production_environment(url: str) -> dict[str, str]:
    """Return the variables that a server would have, so that the checks judge its settings."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "0",
        "INSECURE_HTTP": "0",
        "BASE_URL": "https://perron.example",
        "ALLOWED_HOSTS": "perron.example",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SECRETS_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "DATABASE_URL": url,
        "MAIL_URL": "dummymail://",
    }


def lock(arguments: list[str]) -> int:
    """Write the locked requirements from pyproject.toml; arguments go to uv."""
    uv = shutil.which("uv")
    if uv is None:
        raise CannotRun("Locking needs uv: python3 -m pip install uv")
    options = "--universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url"
    for name, groups in LOCKS.items():
        command = [uv, "pip", "compile", *options.split(), "--quiet", *groups, *arguments]
        # Without hosts and paths of the machine that locks.
        command += ["--no-emit-find-links", "pyproject.toml", "-o", f"requirements/{name}"]
        subprocess.run(command, cwd=ROOT, check=True)
    return 0
