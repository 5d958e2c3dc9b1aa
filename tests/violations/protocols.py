"""How the constraints of what the faces share are broken."""

from __future__ import annotations

from protocols.models import ClientCount
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


VIOLATIONS: dict[str, Violation] = {
    "clientcount_once_a_period": twice(two_periods, "since"),
    "clientcount_kind_is_known": wrong(client_count, kind=NONSENSE),
}
