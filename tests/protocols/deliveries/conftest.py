"""A partner that is told of changes, and what tells it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.partners import Partner, partner_site


@pytest.fixture
def partner() -> Iterator[Partner]:
    with partner_site() as site:
        yield site


@pytest.fixture
def other_partner() -> Iterator[Partner]:
    with partner_site() as site:
        yield site
