"""A PostgreSQL server of our own, on the loopback address, for the demo and the tests."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from runner import CannotRun
from runner.binaries import find_binaries, major_version
from runner.children import Child, read_tail, start_child, stop_children
from runner.places import Account, find_account, open_place, open_temporary_place

DATABASE = "perron"
# What a server may skip whose data nobody wants after a power cut.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
START_SECONDS = 30
# PostgreSQL's fast shutdown: ends every session, then writes its data.
STOP_SIGNAL = "SIGINT"


@dataclass(frozen=True)
class Cluster:
    """A data directory with the programs and the account that go with it."""

    directory: Path
    binaries: Path
    account: Account | None

    def initialise(self) -> None:
        """Make the data directory if there is none; a half-made one does not count."""
        if (self.directory / "PG_VERSION").exists():
            self._check_version()
            return
        unfinished = self.directory.with_name(f"{self.directory.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True, mode=0o700)
        if self.account:
            os.chown(unfinished, self.account.user, self.account.group)
        encoding = ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        self.run("initdb", "-D", str(unfinished), "-U", "postgres", *encoding)
        unfinished.rename(self.directory)

    def live_port(self) -> int | None:
        """Return the port of the server that runs on this directory, or nothing."""
        if self._program("pg_ctl", "-D", str(self.directory), "status").returncode != 0:
            return None
        lines = (self.directory / "postmaster.pid").read_text().splitlines()
        return int(lines[3])

    def stop_leftover(self) -> None:
        """Stop a server that outlived the run that had started it."""
        if self.live_port():
            self.run("pg_ctl", "-D", str(self.directory), "-w", "-m", "fast", "stop")

    def start(self, log: Path, settings: tuple[str, ...] = ()) -> tuple[Child, str]:
        """Start the server as our child; return it and the address of its database."""
        port = free_port()
        command = [str(self.binaries / "postgres"), "-D", str(self.directory)]
        # TCP only: the path of a socket may have 107 bytes, and ours may be longer.
        command += ["-h", "127.0.0.1", "-p", str(port), "-k", ""]
        for setting in settings:
            command += ["-c", setting]
        server = start_child(
            "PostgreSQL",
            command,
            log=log,
            environment=self._environment(),
            account=self.account,
            stop_signal=STOP_SIGNAL,
            death_signal=STOP_SIGNAL,
            patience=30,
        )
        try:
            _make_database(server, port)
        except BaseException:
            stop_children([server])
            raise
        return server, database_url(port)

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL; raises CannotRun with what it said when it fails."""
        done = self._program(program, *arguments)
        if done.returncode:
            raise CannotRun(f"PostgreSQL's {program} failed: {done.stderr or done.stdout}")

    def _program(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        who = self.account
        return subprocess.run(
            [str(self.binaries / program), *arguments],
            user=who.user if who else None,
            group=who.group if who else None,
            extra_groups=[] if who else None,
            env=self._environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        # Variables of libpq and the locale of the caller must not change the server.
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}

    def _check_version(self) -> None:
        made_by = (self.directory / "PG_VERSION").read_text().strip()
        ours = str(major_version(self.binaries))
        if made_by != ours:
            raise CannotRun(
                f"{self.directory} was made by PostgreSQL {made_by}, and here is {ours}: "
                "remove the folder, and the next start makes a new one."
            )
        if self.account is None and self.directory.stat().st_uid != os.geteuid():
            raise CannotRun(
                f"{self.directory} belongs to another account: run as that account or as root, "
                "or remove the folder."
            )


def find_cluster(directory: Path) -> Cluster:
    """Return the cluster kept in this directory, or near it where others cannot reach it."""
    directory = open_place(directory)
    account = find_account(directory)
    return Cluster(directory, find_binaries(account), account)


@contextlib.contextmanager
def temporary_server() -> Iterator[str]:
    """Run an empty server that forgets everything at the end; yields its database's address."""
    with tempfile.TemporaryDirectory(prefix="perron-", dir=open_temporary_place()) as folder:
        place = Path(folder)
        place.chmod(0o755)
        account = find_account(place)
        cluster = Cluster(place / "postgres", find_binaries(account), account)
        cluster.initialise()
        server, url = cluster.start(place / "postgres.log", FORGETFUL)
        try:
            yield url
        finally:
            stop_children([server])


def database_url(port: int) -> str:
    """Return the address of our database on the server at this port."""
    return f"postgres://postgres@127.0.0.1:{port}/{DATABASE}"


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _make_database(server: Child, port: int) -> None:
    """Wait until the server answers, and make our database if it is not there."""
    deadline = time.monotonic() + START_SECONDS
    address = f"host=127.0.0.1 port={port} user=postgres dbname=postgres"
    while True:
        try:
            with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
                exists = connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
                ).fetchone()
                if not exists:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError:
            if server.code() is not None or time.monotonic() > deadline:
                raise CannotRun(f"PostgreSQL did not start:\n{read_tail(server.log)}") from None
            time.sleep(0.05)
        else:
            return
