"""An operator, and an inspector of it with a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import ViewportSize

from operators.models import Tenant
from tests.browsing.scanning.pages import ScanPage, inspector_of, sign_in
from tests.factories.moments import NOW
from tests.factories.operators import TenantFactory
from tests.factories.tickets import signing_key


@pytest.fixture
def world() -> Iterator[time_machine.Traveller]:
    """The server's time, which goes on."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def tenant(world, transactional_db) -> Tenant:
    tenant = TenantFactory(name="Town trams")
    signing_key(tenant, at=NOW)
    return tenant


@pytest.fixture
def scanner(page, world, tenant, live_server) -> ScanPage:
    """The page, with an inspector who is logged in."""
    page.set_viewport_size(ViewportSize(width=390, height=844))
    sign_in(page, inspector_of(tenant), live_server.url)
    return ScanPage(page, world)
