"""A platform that is told over TOMP what happened, in either version."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from sales.models import SalesChannel
from tests.factories.partners import Partner, endpoint_at, partner_site

Platform = Callable[..., Partner]


@pytest.fixture
def partner() -> Iterator[Partner]:
    with partner_site() as site:
        yield site


@pytest.fixture(params=["1.1.3", "1.6.1"])
def version(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def connect(partner: Partner, version: str) -> Platform:
    """Let a channel tell everything to the platform."""

    def connected(channel: SalesChannel, **facts: bool) -> Partner:
        endpoint_at(channel, partner.address, face="tomp", version=version, **facts)
        return partner

    return connected
