"""A caller that is told what happened, in each release."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from sales.models import SalesChannel
from tests.factories.partners import Partner, endpoint_at, partner_site

Connect = Callable[..., Partner]


@pytest.fixture
def partner() -> Iterator[Partner]:
    with partner_site() as site:
        yield site


@pytest.fixture(params=["10", "13", "27"])
def version(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def connect(partner: Partner, version: str) -> Connect:
    """Let a channel tell its caller of everything; nobody has to say that it shall."""

    def connected(channel: SalesChannel) -> Partner:
        facts = {"face": "maas-tsp", "version": version, "tells_all": False}
        endpoint_at(channel, partner.address, **facts)
        return partner

    return connected
