"""Where Celery's messages go when no broker is named: the database, through PGMQ."""

import getpass
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import make_conninfo

# A task that lasts longer than this runs a second time.
VISIBILITY_TIMEOUT_SECONDS = 300


def pgmq_url(database: Mapping[str, Any]) -> str:
    """Return the broker address for logs and banners; it carries no credentials."""
    host, port = database["HOST"] or "localhost", database["PORT"] or 5432
    return f"pgmq://{host}:{port}/{database['NAME']}"


def transport_options(url: str, database: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the broker at this address is to be told."""
    if url.startswith("pgmq:"):
        return pgmq_options(database)
    if url.startswith(("redis:", "rediss:")):
        return {"visibility_timeout": VISIBILITY_TIMEOUT_SECONDS}
    return {}


def pgmq_options(database: Mapping[str, Any]) -> dict[str, Any]:
    """Return the transport options for the database that Django uses.

    Raises ImproperlyConfigured when the database address has TLS options, which PGMQ would
    leave out without a word.
    """
    refused = sorted(name for name in database.get("OPTIONS", {}) if name.startswith("ssl"))
    if refused:
        raise ImproperlyConfigured(
            f"DATABASE_URL has {', '.join(refused)}, which the built-in Celery broker cannot read: "
            "set PGSSLMODE (and PGSSLROOTCERT) instead, which both connections obey, "
            "or set CELERY_BROKER_URL."
        )
    return {
        "conn_string": _pgmq_conninfo(database),
        "init_extension": False,
        "use_notify": True,
        "notify_throttle_interval_ms": 0,
        "polling_interval": 0.1,
        "wait_time_seconds": 0,
        "visibility_timeout": VISIBILITY_TIMEOUT_SECONDS,
        "pool_size": 3,
    }


def _pgmq_conninfo(database: Mapping[str, Any]) -> str:
    """Name everything: what is left out PGMQ takes from variables of its own."""
    # PGMQ reads this string and writes it again without quoting the password, so the password
    # is quoted once more than usual.
    password = str(database["PASSWORD"]).replace("\\", "\\\\").replace("'", "\\'")
    return make_conninfo(
        host=database["HOST"] or "localhost",
        port=database["PORT"] or 5432,
        dbname=database["NAME"],
        user=database["USER"] or getpass.getuser(),
        password=f"'{password}'",
    )
