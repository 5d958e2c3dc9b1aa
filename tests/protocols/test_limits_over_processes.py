"""Limits hold over all processes together: real ones, which share nothing but the database."""

from __future__ import annotations

from collections import Counter

import pytest

from operators.models import ApiToken
from protocols.models import ClientCount, Limited, RequestCount
from protocols.strangers import LIMITS, hashed
from tests.factories.moments import NOW
from tests.factories.sales import SalesChannelFactory
from tests.processes import run_together
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db(transaction=True)

ASK = """
for _ in range(int(sys.argv[2])):
    answer = client.get("/tomp/bookings/none", headers={"X-Access-Token": sys.argv[1]})
    print(answer.status_code, answer.headers.get("Retry-After", "-"), answer.json()["errorcode"])
"""


def answers(secret: str, *, processes: int, each: int) -> Counter[str]:
    printed = run_together(ASK, processes=processes, arguments=[secret, str(each)])
    return Counter(line for text in printed for line in text.splitlines())


def test_token_passes_exactly_as_often_as_it_may_however_many_processes_it_asks():
    opened, secret = open_channel(SalesChannelFactory())
    ApiToken.objects.filter(pk=opened.token.pk).update(requests_per_minute=40)

    assert answers(secret, processes=4, each=25) == {"404 - 3204": 40, "429 60 7007": 60}
    assert RequestCount.objects.get().requests == 100


def test_unknown_tokens_are_answered_as_often_as_one_address_may_guess():
    allowed = LIMITS[Limited.REFUSED].requests
    ClientCount.objects.create(
        kind=Limited.REFUSED, client=hashed("127.0.0.1"), since=NOW, requests=allowed - 20
    )

    found = answers("guess", processes=2, each=25)

    assert found == {"401 - 7001": 20, "429 60 7007": 30}
    assert ClientCount.objects.get().requests == allowed
