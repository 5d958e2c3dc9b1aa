"""Limits hold over all processes together: real ones, which share nothing but the database."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import chain

import pytest
import time_machine
from django.test import Client

from operators.models import ApiToken
from protocols.models import ClientCount, Limited, RequestCount
from protocols.strangers import LIMITS, hashed
from tests.apart import race_apart
from tests.faces import needs_face
from tests.factories.moments import NOW
from tests.factories.sales import SalesChannelFactory
from tests.protocols.worlds import open_channel

pytestmark = [pytest.mark.django_db(transaction=True), needs_face("tomp")]


def ask(secret: str, each: int) -> list[str]:
    """What one process is answered. The clock stands still, so that nothing depends on when in a
    minute a test happens to run."""
    client, headers = Client(), {"X-Access-Token": secret}
    with time_machine.travel(NOW, tick=False):
        told = [client.get("/tomp/bookings/none", headers=headers) for _ in range(each)]
    return [
        f"{one.status_code} {one.headers.get('Retry-After', '-')} {one.json()['errorcode']}"
        for one in told
    ]


def answers(secret: str, *, processes: int, each: int) -> Counter[str]:
    return Counter(chain.from_iterable(race_apart(*[partial(ask, secret, each)] * processes)))


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
