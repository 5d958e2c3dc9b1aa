"""What the runs in one checkout share: the folder var/, its secrets, its lock, its database."""

import base64
import contextlib
import fcntl
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from runner import ROOT, VAR, CannotRun
from runner.children import Child, stop_children
from runner.postgres import Cluster, database_url, find_cluster

LOGS = VAR / "log"


def desk_environment(*, port: int, database: str) -> dict[str, str]:
    """Return the variables of a server for this machine alone: real settings, but plain http."""
    return {
        **load_secrets(VAR / "secrets.json"),
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "0",
        "INSECURE_HTTP": "1",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DATABASE_URL": database,
    }


def load_secrets(path: Path) -> dict[str, str]:
    """Return the secrets of this checkout; the first time they are made and kept."""
    if not path.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SECRETS_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(
            os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w"
        ) as out:
            json.dump(made, out)
        unfinished.rename(path)
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


@contextlib.contextmanager
def desk_lock() -> Iterator[bool]:
    """Hold var/ for this run; yields whether we got it. It ends with the process, however."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def start_database() -> tuple[Child, str]:
    """Start the server on var/postgres; whoever calls holds the lock."""
    LOGS.mkdir(parents=True, exist_ok=True)
    cluster = find_cluster(VAR / "postgres")
    cluster.initialise()
    cluster.stop_leftover()
    return cluster.start(LOGS / "postgres.log")


@contextlib.contextmanager
def desk_database() -> Iterator[tuple[str, Path | None]]:
    """Yield the address of the demo's database, running already or started for now.

    Beside it the folder of PostgreSQL's programs, when the database is ours.
    """
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"], None
        return
    with desk_lock() as ours:
        cluster = find_cluster(VAR / "postgres")
        if not ours:
            yield _running_database(cluster), cluster.binaries
            return
        server, url = start_database()
        try:
            yield url, cluster.binaries
        finally:
            stop_children([server])


def manage(arguments: list[str]) -> int:
    """Run one of Django's commands on the demo's database."""
    with desk_database() as (url, binaries):
        environment = desk_environment(port=8000, database=url)
        if binaries:
            # For dbshell, which looks for psql.
            environment["PATH"] = f"{binaries}{os.pathsep}{environment.get('PATH', os.defpath)}"
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _running_database(cluster: Cluster) -> str:
    port = cluster.live_port()
    if port is None:
        raise CannotRun(
            "Another run in this folder is starting or stopping: try again in a moment."
        )
    return database_url(port)
