"""Who is behind a change of configuration: the context that the history keeps with it.

The triggers of django-pghistory read the context from a variable of the transaction. Its own
`pghistory.context` puts that variable before every statement whatever, which COPY, composed and
prepared statements do not bear; here it goes before the ORM's writes to tables with a history.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import pghistory
import structlog
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from operators.tenancy.actors import Actor
from operators.tenancy.correlation import NAME, choose_correlation_id, current_correlation_id

READS = frozenset({"GET", "HEAD", "OPTIONS"})
WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
TELL = "SELECT set_config('pghistory.context_metadata', %s, true); "


class ChangeContext:
    """Middleware: what is sent to the admin happens in the context of the person who sent it.

    Requests to the faces, which configure nothing, go without.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in READS or not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        actor = str(Actor.staff(request.user.get_username()))
        # The tasks that the request starts tell it, too.
        structlog.contextvars.bind_contextvars(actor=actor)
        with changes_in_context(actor=actor, url=request.path):
            return self.get_response(request)


@contextmanager
def changes_by_command(name: str) -> Iterator[None]:
    """What happens inside is known as done by this command of manage.py."""
    with (
        structlog.contextvars.bound_contextvars(**{NAME: choose_correlation_id()}),
        changes_in_context(actor=str(Actor.command(name))),
    ):
        yield


@contextmanager
def changes_in_context(**facts: str) -> Iterator[None]:
    """Keep these facts and the correlation id with every change of configuration made inside."""
    told = json.dumps({**facts, NAME: current_correlation_id()})

    def tell(
        execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Mapping[str, Any]
    ) -> Any:
        written = WRITE.match(sql) if isinstance(sql, str) and params is not None else None
        if many or written is None or written[1] not in tables_with_history():
            return execute(sql, params, many, context)
        result = execute(TELL + sql, (told, *params), many, context)
        # On to what the statement itself answers.
        while context["cursor"].nextset():
            pass
        return result

    with connection.execute_wrapper(tell):
        yield


@cache
def tables_with_history() -> frozenset[str]:
    """The tables whose changes are kept."""
    histories: Any = pghistory.core.event_models()
    return frozenset(history.pgh_tracked_model._meta.db_table for history in histories)
