"""A database of our own for one run: on a server of our own, or beside the one of DATABASE_URL."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from runner.children import stop_children
from runner.places import open_temporary_place
from runner.postgres import Cluster, find_cluster

SUFFIX = "_benchmark"


@contextlib.contextmanager
def open_database() -> Iterator[str]:
    """Yield the address of an empty database; it is dropped at the end.

    Without DATABASE_URL a server is started with the settings of the demo's, which keeps what it
    has committed. With it the database lies on that server, under that name and “_benchmark”.
    """
    given = os.environ.get("DATABASE_URL")
    with contextlib.ExitStack() as stack:
        url = given or stack.enter_context(durable_server())
        parts = urlsplit(url)
        name = parts.path.removeprefix("/") + SUFFIX
        drop_database(url, name)
        run(url, "CREATE DATABASE {}", name)
        stack.callback(drop_database, url, name)
        yield urlunsplit(parts._replace(path=f"/{name}"))


@contextlib.contextmanager
def durable_server() -> Iterator[str]:
    """Run a server in a temporary folder; yields the address of its database."""
    with tempfile.TemporaryDirectory(prefix="perron-", dir=open_temporary_place()) as folder:
        place = Path(folder)
        place.chmod(0o755)
        cluster: Cluster = find_cluster(place / "postgres")
        cluster.initialise()
        server, url = cluster.start(place / "postgres.log")
        try:
            yield url
        finally:
            stop_children([server])


def drop_database(url: str, name: str) -> None:
    run(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def run(url: str, statement: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
