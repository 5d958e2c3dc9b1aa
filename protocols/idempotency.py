"""Idempotency keys: a request that is sent twice has one effect and gets the same answer.

While a request runs, its key is locked for the connection that serves it, so that nothing remains
of a request that was killed. Its answer is stored in the transaction of its effect.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.http import HttpRequest, HttpResponse

from operators.tenancy.errors import DomainError
from protocols.models import LONGEST_KEY, LONGEST_PATH, CallerKind, IdempotentRequest

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEEP = timedelta(hours=24)
FIT = re.compile(rf"[\x20-\x7e]{{1,{LONGEST_KEY}}}")
NOT_FINAL = frozenset({401, 403, 406, 408, 409, 412, 428, 429})
"""Refusals that the same request may overcome later."""
KEPT_HEADERS = (
    "Content-Type",
    "Content-Language",
    "Location",
    "ETag",
    "Cache-Control",
    "Expires",
)

TRY_LOCK = "SELECT pg_try_advisory_lock(%s)"
UNLOCK = "SELECT pg_advisory_unlock(%s)"

Answer = Callable[[], HttpResponse]


class KeyUnfit(DomainError):
    """An Idempotency-Key has 1 to 255 printable ASCII characters."""


class KeyInUse(DomainError):
    """The first request with this Idempotency-Key is still running; try again in a moment."""


class KeyReused(DomainError):
    """This Idempotency-Key was sent with another request; choose a new one for each request."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that carries a key: whose it is, where it goes, and what it asks for."""

    caller_kind: CallerKind
    caller_id: int
    method: str
    path: str
    key: str
    fingerprint: str

    @property
    def scope(self) -> dict[str, str | int]:
        """What two attempts have in common that must have one effect."""
        return {
            "caller_kind": self.caller_kind.value,
            "caller_id": self.caller_id,
            "method": self.method,
            "path": self.path,
            "key": self.key,
        }

    def part(self, name: str) -> Attempt:
        """One of several things that the request asks for, each of which is done once."""
        return replace(self, path=f"{self.path}#{name}")

    @property
    def lock(self) -> int:
        """64 bits of the scope; advisory locks know numbers alone."""
        digest = hashlib.sha256(repr(sorted(self.scope.items())).encode()).digest()
        return int.from_bytes(digest[:8], signed=True)


def read_attempt(
    request: HttpRequest, *, caller_kind: CallerKind, caller_id: int, facts: tuple[str, ...] = ()
) -> Attempt | None:
    """The attempt that this request is; None without a key. KeyUnfit if the key cannot be kept.

    `facts` are what else belongs to the request besides its query and body, such as headers that
    change what it does. The body is read here and stays readable.
    """
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is None:
        return None
    if not FIT.fullmatch(key) or len(request.path) > LONGEST_PATH:
        raise KeyUnfit
    asked = hashlib.sha256(request.body)
    for fact in (request.META.get("QUERY_STRING", ""), *facts):
        asked.update(b"\0" + fact.encode("utf-8", "surrogateescape"))
    return Attempt(
        caller_kind, caller_id, request.method or "", request.path, key, asked.hexdigest()
    )


def answer_once(
    attempt: Attempt, answer: Answer, *, at: datetime, moves_money: bool = False
) -> HttpResponse:
    """Run `answer` unless this attempt has its answer already.

    `answer` returns a finished response, of a refusal as well, and runs in one transaction with
    the storing of it; a refusal's effects are undone. With `moves_money` it runs outside of any
    transaction, since money that moved elsewhere does not come back, and the answer is stored
    after it; what must not begin twice does it itself, by `keep_answer`, in the transaction that
    begins it. What it raises is raised, and leaves nothing behind.

    KeyInUse while another attempt runs, KeyReused if the first one asked for something else.
    """
    with _locked(attempt):
        known = _find(attempt, at=at)
        if known is not None:
            return known
        keep = partial(keep_answer, attempt, at=at)
        if not moves_money:
            return answer_or_undo(answer, keep=keep)
        response = answer()
        keep(response)
        return response


def answer_or_undo(
    answer: Answer, *, keep: Callable[[HttpResponse], None] | None = None
) -> HttpResponse:
    """Run `answer` in one transaction with the keeping of it; what a refusal has done is undone,
    and it is kept by itself."""
    with transaction.atomic():
        response = answer()
        if response.status_code < 400:
            if keep:
                keep(response)
            return response
        transaction.set_rollback(True)
    if keep:
        keep(response)
    return response


def keep_answer(attempt: Attempt, response: HttpResponse, *, at: datetime) -> None:
    """Store the answer of an attempt that is final, in the transaction that there is."""
    status = response.status_code
    if status >= 500 or status in NOT_FINAL:
        return
    told = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    row = IdempotentRequest(
        **attempt.scope,
        fingerprint=attempt.fingerprint,
        status=status,
        headers=told,
        body=response.content,
        created_at=at,
    )
    # One that lapsed may still lie there.
    IdempotentRequest.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=list(attempt.scope),
        update_fields=["fingerprint", "status", "headers", "body", "created_at"],
    )


def forget_answers(*, at: datetime) -> int:
    """Delete answers that are a day old; returns how many."""
    deleted, _ = IdempotentRequest.objects.filter(created_at__lte=at - KEEP).delete()
    return deleted


@contextmanager
def _locked(attempt: Attempt) -> Iterator[None]:
    """Hold the key for this connection; PostgreSQL drops it with the connection.

    A pooler before the database must not share connections by transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(TRY_LOCK, [attempt.lock])
        if not cursor.fetchone()[0]:
            raise KeyInUse
    try:
        yield
    finally:
        # Without a connection there is no lock left to give back.
        with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
            cursor.execute(UNLOCK, [attempt.lock])


def _find(attempt: Attempt, *, at: datetime) -> HttpResponse | None:
    kept = IdempotentRequest.objects.filter(**attempt.scope, created_at__gt=at - KEEP).first()
    if kept is None:
        return None
    if kept.fingerprint != attempt.fingerprint:
        raise KeyReused
    response = HttpResponse(bytes(kept.body), status=kept.status, headers=kept.headers)
    response.headers[REPLAYED] = "true"
    return response
