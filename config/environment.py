"""Read the environment; a variable that is missing or wrong says how to set it."""

from collections.abc import Mapping
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = ("1", "true", "yes", "on")
FALSE_WORDS = ("", "0", "false", "no", "off")


class Environment:
    """The variables of one process, read by name."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables

    def text(self, name: str, *, hint: str, example: str, default: str | None = None) -> str:
        """Return the variable, else the default, else fail with the hint."""
        value = self.variables.get(name, "").strip() or default
        if value is None:
            raise ImproperlyConfigured(f"{name} is not set: {hint} For example {name}={example}")
        return value

    def words(self, name: str, *, hint: str, example: str, default: str | None = None) -> list[str]:
        """Return the parts between the commas of the variable; at least one."""
        value = self.text(name, hint=hint, example=example, default=default)
        return [part.strip() for part in value.split(",") if part.strip()]

    def number(self, name: str, *, hint: str, example: str, default: int) -> int:
        """Return the variable as a whole number that is not negative."""
        text = self.text(name, hint=hint, example=example, default=str(default))
        if not text.isdecimal():
            raise ImproperlyConfigured(f"{name} is {text!r}: {hint} For example {name}={example}")
        return int(text)

    def flag(self, name: str) -> bool:
        """Return whether the variable says yes; not set means no."""
        value = self.variables.get(name, "").strip().lower()
        if value not in TRUE_WORDS + FALSE_WORDS:
            raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 or 0.")
        return value in TRUE_WORDS


def parse_database(url: str) -> dict[str, object]:
    """Return Django's settings for the PostgreSQL database at `url`.

    What is sent by operators.prepared is prepared by the first use of a connection, unless the
    address says `?prepare_threshold=none`, for poolers that cannot keep prepared statements.
    """
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(
            "DATABASE_URL must name a PostgreSQL database, no other kind will do. "
            "For example DATABASE_URL=postgres://perron:password@db.example:5432/perron"
        )
    database: dict[str, Any] = environ.Env.db_url_config(url)
    options = {"prepare_threshold": 0, **database.get("OPTIONS", {})}
    if options["prepare_threshold"] == "none":
        options["prepare_threshold"] = None
    return {"CONN_MAX_AGE": 300, "CONN_HEALTH_CHECKS": True, **database, "OPTIONS": options}
