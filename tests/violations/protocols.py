"""How the constraints of what the faces share are broken."""

from __future__ import annotations

from protocols.models import ClientCount, IdempotentRequest
from tests.factories.moments import NOW, later
from tests.violations.ways import NONSENSE, Violation, twice, wrong


def client_count() -> ClientCount:
    return ClientCount.objects.create(kind="REFUSED", client="c", since=NOW, requests=1)


def two_periods() -> tuple[ClientCount, ClientCount]:
    first = client_count()
    second = ClientCount.objects.create(
        kind="REFUSED", client="c", since=later(minutes=1), requests=1
    )
    return first, second


def idempotent_request(key: str = "k") -> IdempotentRequest:
    return IdempotentRequest.objects.create(
        caller_kind="CLIENT",
        caller_id=1,
        method="POST",
        path="/",
        key=key,
        fingerprint="f" * 64,
        status=200,
        body=b"",
        created_at=NOW,
    )


def two_keys() -> tuple[IdempotentRequest, IdempotentRequest]:
    return idempotent_request(), idempotent_request("other")


VIOLATIONS: dict[str, Violation] = {
    "clientcount_once_a_period": twice(two_periods, "since"),
    "clientcount_kind_is_known": wrong(client_count, kind=NONSENSE),
    "idempotentrequest_once_per_key": twice(two_keys, "key"),
    "idempotentrequest_caller_kind_is_known": wrong(idempotent_request, caller_kind=NONSENSE),
    "idempotentrequest_fingerprint_is_sha256": wrong(idempotent_request, fingerprint="short"),
    "idempotentrequest_answer_is_final": wrong(idempotent_request, status=500),
}
